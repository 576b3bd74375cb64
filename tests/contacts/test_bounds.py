"""One id for everything must not grow one state without bound."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from aiokafka.producer.message_accumulator import BatchBuilder
from msgspec import structs

from streams.contacts import stage
from streams.contacts.stage import Contacts
from streams.engine.clock import Clock
from streams.engine.outbox import Outbox
from streams.engine.records import Rejected
from streams.engine.stage import Context
from streams.events import payloads
from streams.events.times import micros
from streams.events.types import AgentStateChanged, CallUttered, CallWrappedUp, Event
from tests.contacts.rig import OPTIONS

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
MOST = 5


@pytest.fixture
def context() -> Context:
    return Context(0, 1, Clock(("calls",), 0, live=False), Outbox(lambda: BatchBuilder(1 << 20, 0), 1))


@pytest.fixture
def contacts(context: Context, monkeypatch: pytest.MonkeyPatch) -> Contacts:
    monkeypatch.setattr(stage, "MOST_EVENTS", MOST)
    return Contacts(context, OPTIONS)


def utterance(number: int) -> Event:
    said = payloads.Uttered(speaker="customer", text="salam")
    return CallUttered(id=str(number), source="/pbx", time=AT, subject="unknown", data=said)


def said_at(number: int) -> tuple[Event, int]:
    at = AT + timedelta(seconds=number)
    return structs.replace(utterance(number), time=at), micros(at)


def state(number: int) -> Event:
    changed = payloads.AgentStateChanged(state="available")
    return AgentStateChanged(id=str(number), source="/pbx", time=AT, subject="sara", data=changed)


def test_a_contact_with_too_many_events_takes_no_more(contacts: Contacts) -> None:
    for number in range(MOST):
        contacts.fold(utterance(number), micros(AT))
    with pytest.raises(Rejected, match="too_many_events"):
        contacts.fold(utterance(MOST), micros(AT))


def test_a_contact_with_many_events_takes_only_later_ones_since_all_are_folded_anew_for_a_late_one(
    contacts: Contacts, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage, "MOST_REORDERED", 3)
    for number in (30, 20, 10, 40):
        contacts.fold(*said_at(number))
    with pytest.raises(Rejected, match="too_many_events"):
        contacts.fold(*said_at(25))
    contacts.fold(*said_at(20))
    assert context.noted == {stage.DUPLICATE: 1}


def test_an_agent_works_on_and_only_the_latest_events_are_known_again(contacts: Contacts, context: Context) -> None:
    for number in range(stage.MOST_REPORTS * 3):
        contacts.fold(state(number), micros(AT))
    contacts.fold(state(stage.MOST_REPORTS * 3 - 2), micros(AT))
    assert context.noted == {stage.DUPLICATE: 1}
    [(_, agent)] = context.tables["contacts"].items()
    assert len(agent.seen) <= stage.MOST_REPORTS
    assert len(agent.marks) == len(agent.seen)


def test_a_wrap_up_after_its_call_was_forgotten_is_counted_as_unmatched(contacts: Contacts, context: Context) -> None:
    wrapped = CallWrappedUp(id="w", source="/pbx", time=AT, subject="gone")
    contacts.fold(wrapped, micros(AT))
    contacts.flush()
    contacts.fire("call/gone", micros(AT) + OPTIONS.lifetimes.late_us)
    assert context.noted == {stage.UNMATCHED: 1}
