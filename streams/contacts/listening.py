"""What customers and agents say, read by the room of texts: many scores at once, the rest in its turn."""

from collections.abc import Callable, Sequence
from typing import Final, cast

import msgspec
from msgspec.structs import replace

from streams.contacts.canned import CannedTexts
from streams.contacts.contact import Contact
from streams.contacts.facts.said import MILLI, Said
from streams.contacts.voice import Voice
from streams.events.types import CallUttered, ChatMessaged, Event, TicketCreated, TicketMessaged
from streams.records import Abuse, Language
from streams.text.apology import apology_of
from streams.text.canned import sketch_of
from streams.text.closing import closing_of
from streams.text.folding import Folded, fold
from streams.text.persona.manner import Manner, observe
from streams.text.repeated import gist_of
from streams.text.scorer import Score, Scorer
from streams.text.topics.phrases import phrases

SHORT: Final = 3
"""Of so few words the language may be anyone's: then it is the one that the contact spoke before."""
BRIEF: Final = 40
"""Characters. So short a text comes again and again (`ok`): what it is after another language is remembered."""
REMEMBERED: Final = 10_000
SPEAKING: Final = frozenset((CallUttered, ChatMessaged, TicketMessaged, TicketCreated))
"""Events that may say something."""
LEANINGS: Final = {"negative": -1, "neutral": 0, "positive": 1}


class Spoken(msgspec.Struct, frozen=True, gc=False):
    """A text that was said to the other side, and who said it."""

    speaker: str
    text: str


class Heard(msgspec.Struct, frozen=True, gc=False):
    """What a text says, and what it may be about, if a customer said it."""

    said: Said
    phrases: tuple[str, ...] = ()


class Listening:
    """Reads the texts of one contacts task."""

    __slots__ = ("_after", "_batch", "_canned", "_ready", "_scorer")

    def __init__(self, scorer: Callable[[], Scorer], canned: CannedTexts) -> None:
        self._scorer = scorer
        self._canned = canned
        self._after: dict[tuple[str, str], str] = {}
        """The languages of brief texts, by text and the language that their contact spoke before."""
        self._batch: Sequence[Event] = ()
        """Held, so that no other event has the identity of one of them."""
        self._ready: dict[int, tuple[Spoken, Score]] = {}
        """By the identity of an event of the batch."""

    def prepare(self, events: Sequence[Event]) -> None:
        """Score the texts of events that are to be heard next."""
        self._batch = events
        keys: list[int] = []
        spoken: list[Spoken] = []
        for event in events:
            if type(event) in SPEAKING and (found := spoken_in(event)) is not None:
                keys.append(id(event))
                spoken.append(found)
        self._ready = dict(zip(keys, self._scored(spoken), strict=True))

    def _scored(self, spoken: Sequence[Spoken]) -> list[tuple[Spoken, Score]]:
        texts = [one.text for one in spoken]
        return list(zip(spoken, self._scorer().score(texts, [None] * len(texts)), strict=True)) if texts else []

    def hear(self, event: Event, contact: Contact, at_us: int) -> Heard | None:
        """What a new event of a contact says; None where nothing is said to the other side.

        The contact's voice takes note of it, so it is to be heard once.
        """
        ready = self._ready.get(id(event))
        if ready is None:
            found = spoken_in(event)
            if found is None:
                return None
            (ready,) = self._scored([found])
        spoken, score = ready
        text, folded = spoken.text, fold(spoken.text)
        if contact.voice is None:
            contact.voice = Voice()
        words = len(folded.split())
        language = self._language(score.language, text, words, contact.voice, spoken.speaker)
        said = Said(cast("Language", language), round(score.sentiment * MILLI), LEANINGS[score.sentiment_class], words)
        if spoken.speaker == "customer":
            said = _of_customer(said, score, text, folded, contact.voice, at_us)
            return Heard(said, phrases(text, language))
        if spoken.speaker == "agent":
            canned = self._canned.seen(sketch_of(folded), contact.subject, at_us)
            return Heard(replace(said, apology=apology_of(folded), canned=canned))
        return Heard(said)

    def _language(self, found: str, text: str, words: int, voice: Voice, speaker: str) -> str:
        if words > SHORT:
            if speaker == "customer":
                voice.language = found
            return found
        return found if voice.language in (None, found) else self._language_after(voice.language, text)

    def _language_after(self, known: str, text: str) -> str:
        """A text scored alone costs ten times one in a batch."""
        found = self._after.get((text, known))
        if found is None:
            found = self._scorer().score([text], [known])[0].language
            if len(text) <= BRIEF:
                if len(self._after) >= REMEMBERED:
                    self._after.clear()
                self._after[text, known] = found
        return found


def _of_customer(said: Said, score: Score, text: str, folded: Folded, voice: Voice, at_us: int) -> Said:
    voice.manner = observe(
        voice.manner or Manner(),
        text,
        language=said.language,
        sentiment=score.sentiment,
        abusive=score.abuse not in ("none", "profanity"),
        at_us=at_us,
    )
    return replace(
        said,
        abuse=cast("Abuse", score.abuse),
        abuse_milli=round(score.abuse_score * MILLI),
        closing=closing_of(folded),
        repeated=voice.repeats(gist_of(folded)),
    )


def spoken_in(event: Event) -> Spoken | None:
    """What an event lets somebody say to the other side; notes among colleagues are none of that."""
    kind = type(event)
    if kind is CallUttered:
        data = event.data  # type: ignore[attr-defined]  # utterances have it
        return Spoken(data.speaker, data.text)
    if kind is ChatMessaged or kind is TicketMessaged:
        data = event.data  # type: ignore[attr-defined]  # messages have it
        return None if data.visibility == "internal" else Spoken(data.speaker, data.text)
    if kind is TicketCreated:
        text = event.data.text  # type: ignore[attr-defined]  # tickets may have it
        return Spoken("customer", text) if text else None
    return None
