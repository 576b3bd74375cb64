"""Texts on their way through a contacts task: scored in batches, told in records, kept nowhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from streams.contacts.stage import Contacts
from streams.engine.clock import Clock
from streams.engine.stage import Context
from streams.measures.pane import Mentioned, decode_pane
from streams.records import Enriched, decode_enriched
from streams.text.scorer import Score
from tests.contacts.rig import OPTIONS
from tests.contacts.story import event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.contacts.story import Told

ANGRY = "This is the third time that I ask where my parcel is and nobody answers"
CANNED = "Thank you for contacting us, one of our colleagues will look into your request as soon as possible"


class FakeScorer:
    """Says what it is told to; keeps what it was asked."""

    def __init__(self, **scores: Score) -> None:
        self.asked: list[list[str]] = []
        self.scores = scores

    def score(self, texts: Sequence[str], before: Sequence[str | None]) -> list[Score]:
        self.asked.append(list(texts))
        return [
            Score(known or "en", -0.8, "negative", "none", 0.0)
            if text == ANGRY
            else Score(known or "en", 0.0, "neutral", "none", 0.0)
            for text, known in zip(texts, before, strict=True)
        ]


class FakeOut:
    def __init__(self) -> None:
        self.sent: list[tuple[str, bytes | None, bytes]] = []

    def send(self, topic: str, key: bytes | None, value: bytes, partition: int | None = None) -> None:
        self.sent.append((topic, key, value))

    def enriched(self) -> list[Enriched]:
        return [decode_enriched(value) for topic, _, value in self.sent if topic == "contacts"]


class Rig:
    """A contacts task that listens, with a ledger to start anew from."""

    def __init__(self, **options: Any) -> None:
        self.scorer = FakeScorer()
        self.options = replace(OPTIONS, scorer=lambda: self.scorer, **options)  # type: ignore[arg-type]  # a fake
        self.ledger: dict[str, dict[str, bytes]] = {}
        self.out = FakeOut()
        self.start()

    def start(self) -> None:
        self.context = Context(0, 1, Clock(("chats",), 0, live=False), self.out)  # type: ignore[arg-type]  # a fake
        self.logic = Contacts(self.context, self.options)
        for name, table in self.ledger.items():
            for key, value in table.items():
                self.context.tables[name].load(key, value)
        self.logic.recovered()

    def restart(self) -> None:
        self.commit()
        self.start()

    def commit(self) -> None:
        self.logic.flush()
        for name, table in self.context.tables.items():
            for key, value in table.take_changes():
                rest = key.decode().partition("/")[2]
                if value is None:
                    self.ledger.get(name, {}).pop(rest, None)
                else:
                    self.ledger.setdefault(name, {})[rest] = value

    def fold(self, *told: Told, prepared: bool = True) -> Rig:
        if prepared:
            self.logic.prepare([happened for _, happened in told])
        for at_us, happened in told:
            self.logic.fold(happened, at_us)
        return self


def wrote(at_s: float, text: str, speaker: str = "customer", chat: str = "c1", **more: Any) -> Told:
    at_us, happened = event("chat.message", at_s, event_id=f"{speaker}@{at_s}", speaker=speaker, text=text, **more)
    return at_us, msgspec.structs.replace(happened, subject=chat)


def started(at_s: float = 0, chat: str = "c1") -> Told:
    at_us, happened = event("chat.started", at_s, queue="billing")
    return at_us, msgspec.structs.replace(happened, subject=chat)


def test_texts_of_a_batch_are_scored_together_and_told_one_by_one() -> None:
    rig = Rig().fold(started(), wrote(10, ANGRY), wrote(20, "We are looking for it.", "agent"))
    assert rig.scorer.asked == [[ANGRY, "We are looking for it."]]
    begun, angry, answer = rig.out.enriched()
    assert begun.data.text is None
    assert angry.data.text is not None
    assert (angry.data.text.sentiment, angry.data.text.sentiment_class) == (-0.8, "negative")
    assert answer.data.text is not None
    assert answer.data.text.apology == "none"


def test_scores_say_more_than_words_and_words_stay_in_the_house() -> None:
    rig = Rig().fold(started(), wrote(10, ANGRY))
    rig.commit()
    written = b"".join(value for _, _, value in rig.out.sent) + b"".join(
        value for table in rig.ledger.values() for value in table.values()
    )
    assert b"parcel is and nobody" not in written


def test_where_words_are_kept_cards_and_addresses_are_not() -> None:
    rig = Rig(keep_text=True).fold(started(), wrote(10, "My card is 4111 1111 1111 1111, mail me at ann@example.com"))
    kept = rig.out.enriched()[1].data.event["text"]
    assert kept.startswith("My card is [card]")
    assert "4111" not in kept
    assert "example" not in kept


def test_what_was_not_prepared_is_heard_all_the_same() -> None:
    rig = Rig().fold(started(), wrote(10, ANGRY), prepared=False)
    text = rig.out.enriched()[1].data.text
    assert text is not None
    assert text.sentiment == -0.8


def test_a_text_that_cannot_be_read_takes_nothing_of_its_contact_away() -> None:
    rig = Rig()

    def broken(texts: Sequence[str], before: Sequence[str | None]) -> list[Score]:
        raise ValueError(len(texts), len(before))

    rig.scorer.score = broken  # type: ignore[method-assign]
    rig.fold(started(), wrote(10, ANGRY), prepared=False)
    assert rig.context.noted == {"unread": 1}
    contact = rig.out.enriched()[1].data.contact
    assert contact is not None
    assert contact.messages == 1


def test_a_message_sent_twice_is_heard_once() -> None:
    rig = Rig().fold(started(), wrote(10, ANGRY), wrote(10, ANGRY))
    voice = rig.context.tables["contacts"].get("chat/c1").voice
    assert voice.manner.turns == 1
    assert len(rig.out.enriched()) == 2


def test_a_note_among_colleagues_is_not_heard() -> None:
    rig = Rig().fold(started(), wrote(10, ANGRY, "agent", visibility="internal"))
    assert rig.scorer.asked == []
    assert rig.out.enriched()[1].data.text is None


def test_a_text_is_canned_once_it_was_sent_in_three_contacts_also_over_a_restart() -> None:
    rig = Rig()
    for number, chat in enumerate(("c1", "c2", "c3")):
        rig.fold(started(0, chat), wrote(10 + number, CANNED, "agent", chat))
        rig.restart()
    canned = [one.data.text.canned for one in rig.out.enriched() if one.data.text is not None]
    assert canned == [False, False, True]


def test_a_customer_who_was_not_heard_says_it_again() -> None:
    rig = Rig().fold(started(), wrote(10, ANGRY), wrote(60, "again: " + ANGRY))
    rig.restart()
    rig.fold(wrote(90, ANGRY))
    assert [one.data.text.repeated for one in rig.out.enriched() if one.data.text] == [False, True, True]


def test_a_short_message_is_in_the_language_that_its_contact_speaks() -> None:
    rig = Rig()
    persian = Score("fa", 0.0, "neutral", "none", 0.0)
    rig.scorer.score = lambda texts, before: [  # type: ignore[method-assign]
        persian if len(text.split()) > 3 else Score(known or "ar", 0.0, "neutral", "none", 0.0)
        for text, known in zip(texts, before, strict=True)
    ]
    rig.fold(started(), wrote(10, "سلام"), wrote(20, "سفارش من هنوز به دستم نرسیده است"), wrote(30, "سلام"))
    languages = [one.data.text.language for one in rig.out.enriched() if one.data.text]
    assert languages == ["ar", "fa", "fa"]


def test_what_is_short_and_comes_again_is_not_scored_alone_each_time() -> None:
    rig = Rig()
    spoke = Score("fa", 0.0, "neutral", "none", 0.0)
    alone: list[str | None] = []

    def score(texts: Sequence[str], before: Sequence[str | None]) -> list[Score]:
        alone.extend(known for known in before if known is not None)
        return [spoke if len(text.split()) > 3 else in_language(before[0] or "en") for text in texts]

    def in_language(language: str) -> Score:
        return msgspec.structs.replace(spoke, language=language)

    rig.scorer.score = score  # type: ignore[method-assign]
    for number in range(5):
        chat = f"c{number}"
        rig.fold(started(0, chat), wrote(10, "سفارش من هنوز به دستم نرسیده است", chat=chat), wrote(20, "ok", chat=chat))
    languages = [one.data.text.language for one in rig.out.enriched() if one.data.text]
    assert languages == ["fa"] * 10
    assert alone == ["fa"]


def test_a_persona_is_named_after_four_messages_and_not_before() -> None:
    rig = Rig().fold(started())
    for second in range(10, 60, 10):
        rig.fold(wrote(second, "WHERE IS MY PARCEL??? I WANT AN ANSWER NOW!!!"))
    personas = [one.data.persona for one in rig.out.enriched()]
    assert personas[:4] == [None] * 4
    assert personas[-1] is not None
    assert personas[-1].guidance.fa


def test_what_customers_write_about_is_told_by_queue_without_their_sentences() -> None:
    rig = Rig().fold(started(), wrote(10, "My refund has not arrived."))
    rig.commit()
    told = [decode_pane(value) for topic, _, value in rig.out.sent if topic == "panes"]
    (mentioned,) = [message for message in told if isinstance(message, Mentioned)]
    assert (mentioned.scope.id, mentioned.scope.channel) == ("billing", "all")
    (mention,) = mentioned.mentions
    assert mention.contact == "c1"
    assert "refund" in mention.phrases


def test_no_record_of_what_is_written_about_is_larger_than_a_broker_takes() -> None:
    letters = "بپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
    longest = " ".join(letters[place : place + 12] + letters[place : place + 12][::-1] for place in range(20))
    told = [started(0, "c" * 256), *(wrote(10 + n, longest, "customer", "c" * 256) for n in range(400))]
    rig = Rig().fold(*told)
    rig.commit()
    panes = [value for topic, _, value in rig.out.sent if topic == "panes"]
    mentions = [len(told.mentions) for told in map(decode_pane, panes) if isinstance(told, Mentioned)]
    assert sum(mentions) == 400
    assert max(map(len, panes)) < 1_000_000


@pytest.mark.parametrize("size", [1, 2, 5])
def test_how_events_are_batched_changes_nothing(size: int) -> None:
    told = [started(), *(wrote(10 * n, ANGRY if n % 2 else "And now?") for n in range(1, 9))]
    whole, pieces = Rig().fold(*told), Rig()
    for start in range(0, len(told), size):
        pieces.fold(*told[start : start + size])
    assert whole.out.enriched() == pieces.out.enriched()


def test_without_a_scorer_nothing_is_read() -> None:
    rig = Rig()
    rig.options = replace(OPTIONS, scorer=None)
    rig.start()
    rig.fold(started(), wrote(10, ANGRY))
    assert [one.data.text for one in rig.out.enriched()] == [None, None]
