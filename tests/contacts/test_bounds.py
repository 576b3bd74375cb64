"""One id for everything must not grow one state without bound."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from streams.contacts import stage
from streams.contacts.channel import Lifetimes
from streams.contacts.stage import ContactOptions, Contacts
from streams.engine.clock import Clock
from streams.engine.outbox import Outbox
from streams.engine.records import Rejected
from streams.engine.stage import Context
from streams.events import payloads
from streams.events.times import micros
from streams.events.types import AgentStateChanged, CallUttered, Event
from streams.policy import Policy

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
MOST = 5


class Batch:
    def append(self, **_: object) -> object:
        return object()

    def close(self) -> None: ...


@pytest.fixture
def contacts(monkeypatch: pytest.MonkeyPatch) -> Contacts:
    monkeypatch.setattr(stage, "MOST_EVENTS", MOST)
    context = Context(0, 1, Clock(("calls",), 0, live=False), Outbox(Batch, 1))
    options = ContactOptions(
        contacts_topic="contacts",
        panes_topic="panes",
        policy=Policy(),
        lifetimes=Lifetimes(late_us=600_000_000, expire_us=86_400_000_000),
        ahead_us=300_000_000,
        max_event_bytes=1_000,
        keep_text=False,
    )
    return Contacts(context, options)


def utterance(number: int) -> Event:
    said = payloads.Uttered(speaker="customer", text="salam")
    return CallUttered(id=str(number), source="/pbx", time=AT, subject="unknown", data=said)


def state(number: int) -> Event:
    changed = payloads.AgentStateChanged(state="available")
    return AgentStateChanged(id=str(number), source="/pbx", time=AT, subject="sara", data=changed)


def test_a_contact_with_too_many_events_takes_no_more(contacts: Contacts) -> None:
    for number in range(MOST):
        contacts.fold(utterance(number), micros(AT))
    with pytest.raises(Rejected, match="too_many_events"):
        contacts.fold(utterance(MOST), micros(AT))


def test_an_agent_works_on_and_only_the_latest_events_are_known_again(contacts: Contacts) -> None:
    for number in range(MOST * 3 - 1):
        contacts.fold(state(number), micros(AT))
    contacts.fold(state(MOST * 3 - 2), micros(AT))
    assert contacts.duplicates == 1
