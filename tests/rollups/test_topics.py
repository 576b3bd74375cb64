"""What customers of a queue write about more than they used to is told with how the queue stands now."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from streams.measures.pane import MINUTE_US, TOGETHER, Mention, Mentioned, Scope
from tests.rollups.rig import Rig, minute, pane

if TYPE_CHECKING:
    from streams.records import MetricRecord, Topic

START = minute("2027-03-01T08:00:00+00:00")
DAY = 24 * 60
BILLING = Scope("queue", "billing/east", TOGETHER)
numbers = count()


def mentioned(at: int, *phrases: str, contacts: int = 1) -> Mentioned:
    return Mentioned(
        BILLING, tuple(Mention(f"chat-{next(numbers)}", at * MINUTE_US + n, phrases) for n in range(contacts))
    )


def two_usual_days(rig: Rig) -> int:
    """Every five minutes somebody asks about an invoice; returns the minute after."""
    for at in range(START, START + 2 * DAY, 5):
        rig.fold(mentioned(at, "invoice"))
    return START + 2 * DAY


def told(rig: Rig, at: int) -> tuple[Topic, ...]:
    """As of that minute."""
    rig.together.clear()
    rig.fold(pane(at, offered=1))
    rig.told(at)
    rig.commit(1_000)
    rig.commit(1_000)
    now: list[MetricRecord] = [
        record for record in rig.together if record.scope.id == BILLING.id and record.interval == "now"
    ]
    return now[-1].topics


def test_a_question_that_many_ask_at_once_is_told_with_contacts_who_asked_it() -> None:
    rig = Rig()
    at = two_usual_days(rig)
    assert told(rig, at) == ()
    rig.fold(mentioned(at + 1, "app", "crash", "app crash", contacts=8))
    rig.fold(mentioned(at + 6, "app", "crash", "app crash", contacts=12))
    (topic,) = told(rig, at + 8)
    assert topic.phrase == "app crash"
    assert topic.contacts >= 8
    assert topic.expected < 2
    assert len(topic.examples) == 5
    assert all(example.startswith("chat-") for example in topic.examples)


def test_topics_survive_a_restart() -> None:
    rig = Rig()
    at = two_usual_days(rig)
    rig.fold(mentioned(at + 1, "app", "crash", "app crash", contacts=8))
    rig.commit()
    rig.restart()
    rig.fold(mentioned(at + 6, "app", "crash", "app crash", contacts=12))
    whole = Rig()
    two_usual_days(whole)
    whole.fold(mentioned(at + 1, "app", "crash", "app crash", contacts=8))
    whole.fold(mentioned(at + 6, "app", "crash", "app crash", contacts=12))
    there, here = told(whole, at + 8), told(rig, at + 8)
    assert [(t.phrase, t.contacts, t.expected) for t in there] == [(t.phrase, t.contacts, t.expected) for t in here]


def test_what_is_asked_as_often_as_ever_is_no_topic() -> None:
    rig = Rig()
    at = two_usual_days(rig)
    for later in range(at, at + 60, 5):
        rig.fold(mentioned(later, "invoice"))
    assert told(rig, at + 60) == ()


def test_a_queue_that_is_silent_for_months_leaves_nothing_in_the_ledger() -> None:
    rig = Rig()
    at = two_usual_days(rig)
    told(rig, at)
    assert any(key.startswith((b"topics/", b"phrases/")) for key in rig.ledger)
    rig.told(at + 60 * DAY)
    rig.commit(1_000)
    rig.commit(1_000)
    assert not any(key.startswith((b"topics/", b"phrases/")) for key in rig.ledger)
