"""What agents' part in contacts is told as."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.contacts.contact import Contact
from streams.contacts.staffing import AT_ONCE, Staffing
from streams.engine.partitions import partition_of
from streams.events import payloads
from streams.events.types import AgentStateChanged
from streams.measures.book import PaneBook
from streams.measures.staff import Report, Span, Spans, StaffMessage, StateTold, decode_staff
from streams.policy import CallPolicy
from tests.contacts.story import NOON_US, Told, answered, at, event, queued, us
from tests.contacts.test_any_order import stories

PARTITIONS = 4


class Desk:
    """A contact whose agents are told of; what was told last of each."""

    def __init__(self, channel: str = "call") -> None:
        self.contact = Contact("c1", channel)
        self.staffing = Staffing(PARTITIONS)
        self.book = PaneBook(lambda _: lambda _: CallPolicy())
        self.messages = 0
        self.said: dict[str, tuple[Span, ...]] = {}

    def tell(self, *events: Told) -> Desk:
        for at_us, happened in events:
            self.contact.take(happened, at_us)
        self.settle()
        return self

    def settle(self) -> None:
        self.staffing.tell(self.contact.channel, "c1", self.contact.course)
        self.book.tell(self.contact.channel, self.contact.course)
        for message in drained(self.staffing):
            assert isinstance(message, Spans)
            self.messages += 1
            self.said[message.agent_id] = message.spans


def drained(staffing: Staffing) -> list[StaffMessage]:
    found = []
    for partition, record in staffing.drain():
        for message in decode_staff(record):
            assert isinstance(message, Spans | StateTold)
            assert partition == partition_of(message.agent_id.encode(), PARTITIONS)
            found.append(message)
    return found


def span(*seconds: float | None) -> Span:
    return Span(*(None if second is None else NOON_US + us(second) for second in seconds))  # type: ignore[arg-type]


def test_an_agent_is_told_from_the_answer_to_the_wrap_up() -> None:
    desk = Desk().tell(queued(0), answered(10))
    assert desk.said == {"ann": (span(10),)}
    desk.tell(event("ended", 40))
    assert desk.said == {"ann": (span(10, 40),)}
    desk.tell(event("wrapped_up", 55))
    assert desk.said == {"ann": (span(10, 40, 55),)}


def test_who_was_not_there_after_all_is_taken_back() -> None:
    desk = Desk().tell(queued(0), answered(10, "ann"), answered(20, "bob"))
    assert desk.said == {"ann": (span(10, 20),), "bob": (span(20),)}
    desk.tell(event("ended", 5))
    assert desk.said == {"ann": (span(10, 10),), "bob": (span(20, 20),)}


def test_who_has_a_contact_that_expires_has_it_no_longer() -> None:
    desk = Desk().tell(queued(0), answered(10))
    desk.contact.expire(NOON_US + us(86_400))
    desk.settle()
    assert desk.said == {"ann": (span(10, 86_400),)}
    desk.tell(event("ended", 50))
    assert desk.said == {"ann": (span(10, 50),)}


def test_what_changes_no_leg_is_not_told() -> None:
    desk = Desk().tell(queued(0), answered(10))
    desk.tell(event("held", 20), event("resumed", 25), event("utterance", 30, speaker="customer", text="hello"))
    assert desk.messages == 1


def test_a_state_is_told_as_it_was_said() -> None:
    staffing = Staffing(PARTITIONS)
    data = payloads.AgentStateChanged(
        state="away", reason="lunch", team="sales", queues=["a", "b", "a"], capacity={"chat": 3}
    )
    told = AgentStateChanged(id="1", source="acd", time=at(5), subject="ann", data=data)
    staffing.state(told, NOON_US + us(5))
    [message] = drained(staffing)
    assert isinstance(message, StateTold)
    assert message.agent_id == "ann"
    assert message.report == Report(
        NOON_US + us(5), message.report.mark, "away", "lunch", "sales", ("a", "b"), {"chat": 3}
    )


def test_many_messages_are_a_few_records() -> None:
    staffing = Staffing(1)
    told = AgentStateChanged(id="1", source="a", time=at(5), subject="ann", data=payloads.AgentStateChanged("busy"))
    for _ in range(AT_ONCE + 1):
        staffing.state(told, NOON_US)
    assert [len(decode_staff(record)) for _, record in staffing.drain()] == [AT_ONCE, 1]
    assert list(staffing.drain()) == []


def legs(contact: Contact) -> dict[str, tuple[Span, ...]]:
    """Oracle: the legs of one fold over all facts."""
    course: Any = msgspec.msgpack.decode(msgspec.msgpack.encode(contact), type=Contact).course
    found: dict[str, tuple[Span, ...]] = {}
    for leg in course.worked():
        if leg.agent_id is not None:
            spans = found.get(leg.agent_id, ())
            ended = Span(leg.answered_us, leg.ended_us, leg.wrapped_us or None) if leg.ended_us else None
            found[leg.agent_id] = (*spans, ended or Span(leg.answered_us))
    return found


@settings(max_examples=80)
@given(stories, st.data())
def test_what_was_told_last_is_what_is_so_in_whatever_order_it_came(
    told: tuple[str, list[Told]], data: st.DataObject
) -> None:
    channel, story = told
    desk = Desk(channel)
    for happening in data.draw(st.permutations(story)):
        desk.contact.take(happening[1], happening[0])
        match data.draw(st.sampled_from(["go on", "settle", "rest", "restart"])):
            case "settle":
                desk.settle()
            case "rest":
                desk.settle()
                desk.contact.rest()
            case "restart":
                desk.settle()
                desk.contact = msgspec.msgpack.decode(msgspec.msgpack.encode(desk.contact), type=Contact)
    desk.settle()
    assert {agent_id: spans for agent_id, spans in desk.said.items() if spans} == legs(desk.contact)
