"""The enriched record of an event: what came in, and what is known about its contact by then."""

from collections.abc import Mapping
from functools import cache
from typing import Final

import msgspec

from streams.contacts.contact import Contact
from streams.contacts.facts.said import MILLI, Said
from streams.contacts.voice import Voice
from streams.engine.outbox import Outbox
from streams.events.topics import TYPE_NAMES
from streams.events.types import Event
from streams.records import (
    ENRICHED_SUFFIX,
    SPOKEN_FIELDS,
    Enriched,
    EnrichedData,
    Mood,
    Persona,
    TextFacts,
    Words,
    encode,
    shown,
)
from streams.text.persona.kind import Guidance
from streams.text.persona.naming import persona
from streams.text.redact import redact

_ENRICHED: Final[Mapping[type[Event], str]] = {kind: name + ENRICHED_SUFFIX for kind, name in TYPE_NAMES.items()}

SPEAKING: Final = frozenset(
    field.type
    for kind in TYPE_NAMES
    for field in msgspec.structs.fields(kind)
    if field.name == "data" and not SPOKEN_FIELDS.isdisjoint(field.type.__struct_fields__)
)
"""Payloads that hold what somebody said."""

MOODS: Final[Mapping[int, Mood]] = {-1: "negative", 0: "neutral", 1: "positive"}


class Enricher:
    """Sends enriched records to the topic `contacts`."""

    __slots__ = ("_keep_text", "_out", "_topic")

    def __init__(self, out: Outbox, topic: str, *, keep_text: bool) -> None:
        self._out = out
        self._topic = topic
        self._keep_text = keep_text

    def send(self, event: Event, contact: Contact, said: Said | None) -> None:
        """The event with what is known about its contact now; `said`: what its text says."""
        data: msgspec.Struct = event.data  # type: ignore[attr-defined]  # every event but a tick has some
        enriched = Enriched(
            id=event.id,
            source=event.source,
            type=_ENRICHED[type(event)],
            time=event.time,
            subject=event.subject,
            data=EnrichedData(
                event=self._shown(data) if type(data) in SPEAKING else data,
                contact=contact.described(),
                text=None if said is None else text_facts(said),
                persona=None if contact.voice is None else persona_of(contact.voice),
            ),
        )
        self._out.send(self._topic, event.subject.encode(), encode(enriched))

    def _shown(self, data: msgspec.Struct) -> msgspec.Struct | dict[str, object]:
        """Without what was said; if it is to be kept, without the numbers and addresses in it."""
        if not self._keep_text:
            return shown(data, keep_text=False)
        spoken = {name: getattr(data, name) for name in SPOKEN_FIELDS.intersection(data.__struct_fields__)}
        return msgspec.structs.replace(data, **{name: redact(text) for name, text in spoken.items() if text})


def text_facts(said: Said) -> TextFacts:
    """What the enriched record says of a text."""
    return TextFacts(
        language=said.language,
        sentiment=said.mood / MILLI,
        sentiment_class=MOODS[said.leaning],
        abuse=said.abuse,
        abuse_score=said.abuse_milli / MILLI,
        apology=said.apology,
        closing=said.closing,
        canned=said.canned,
        repeated=said.repeated,
    )


def persona_of(voice: Voice) -> Persona | None:
    """How the customer comes across, once enough was said."""
    named = None if voice.manner is None else persona(voice.manner)
    if named is None:
        return None
    return Persona(name=named.name, confidence=named.confidence, guidance=_words(named.guidance))


@cache
def _words(guidance: Guidance) -> Words:
    return Words(en=guidance.en, fa=guidance.fa, ar=guidance.ar)
