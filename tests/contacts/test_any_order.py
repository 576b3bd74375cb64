"""The same events give the same state, panes and record, however they come."""

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.contacts.contact import Contact
from streams.contacts.facts.stored import order
from streams.measures.book import PaneBook
from streams.measures.lines import REGISTRY, Lines, PolicyOf
from streams.measures.pane import MINUTE_US, Pane, Scope
from streams.measures.registry import AGENT, ALL, QUEUE
from streams.measures.spread import spread_of
from streams.policy import CallPolicy
from tests.contacts.story import Sums, Told, event

AGENTS = st.sampled_from(["ann", "bob"])
QUEUES = st.sampled_from(["billing", "sales"])
MAYBE_AGENT = st.none() | AGENTS
TIMES = st.one_of(st.integers(0, 6), st.integers(0, 300))  # many at the same moment, many minutes
POLICY = CallPolicy(answer_within_us=3_000_000, short_abandon_us=1_000_000)
CHAT_POLICY = CallPolicy(answer_within_us=5_000_000, short_abandon_us=2_000_000)


CALL_DATA = {
    "queued": st.fixed_dictionaries({"queue": QUEUES}),
    "wait_announced": st.fixed_dictionaries({"expected_wait_s": st.integers(0, 9)}),
    "ringing": st.fixed_dictionaries({"agent_id": AGENTS}),
    "ring_missed": st.fixed_dictionaries({"agent_id": AGENTS}),
    "answered": st.fixed_dictionaries({"agent_id": AGENTS, "queue": st.none() | QUEUES}),
    "held": st.fixed_dictionaries({"agent_id": MAYBE_AGENT}),
    "resumed": st.fixed_dictionaries({"agent_id": MAYBE_AGENT}),
    "transferred": st.fixed_dictionaries({"to_queue": QUEUES}) | st.fixed_dictionaries({"to_agent": AGENTS}),
    "abandoned": st.just({}),
    "left_queue": st.fixed_dictionaries({"reason": st.sampled_from(["timeout", "callback", "overflow", "other"])}),
    "utterance": st.just({"speaker": "customer", "text": "hello"}),
    "ended": st.fixed_dictionaries({"by": st.sampled_from([None, "customer", "agent", "system"])}),
    "wrapped_up": st.fixed_dictionaries({"agent_id": MAYBE_AGENT}),
}
MESSAGE = {
    "speaker": st.sampled_from(["customer", "agent", "bot"]),
    "text": st.just("hello"),
    "agent_id": MAYBE_AGENT,
    "visibility": st.sampled_from([None, "public", "internal"]),
}
CHAT_DATA = {
    "started": st.fixed_dictionaries({"queue": QUEUES}),
    "queued": CALL_DATA["queued"],
    "assigned": st.fixed_dictionaries({"agent_id": AGENTS}),
    "transferred": CALL_DATA["transferred"],
    "abandoned": CALL_DATA["abandoned"],
    "left_queue": CALL_DATA["left_queue"],
    "message": st.fixed_dictionaries(MESSAGE),
    "more": st.fixed_dictionaries(MESSAGE),  # more often than the rest
    "ended": CALL_DATA["ended"],
    "wrapped_up": CALL_DATA["wrapped_up"],
}
STATUS = {"status": st.sampled_from(["new", "open", "pending", "on_hold", "solved", "closed"])}
PRIORITIES = st.sampled_from(["low", "normal", "urgent"])
TICKET_DATA = {
    "created": st.fixed_dictionaries(
        {"queue": QUEUES, "priority": st.none() | PRIORITIES, "text": st.sampled_from([None, "hello"])}
    ),
    "assigned": st.fixed_dictionaries({"agent_id": AGENTS}),
    "priority_changed": st.fixed_dictionaries({"priority": PRIORITIES}),
    "status_changed": st.fixed_dictionaries(STATUS),
    "again": st.fixed_dictionaries(STATUS),
    "message": st.fixed_dictionaries(MESSAGE),
}
MORE_OFTEN = {"more": "message", "again": "status_changed"}


def happenings(channel: str, data: dict[str, st.SearchStrategy[dict[str, Any]]]) -> st.SearchStrategy[Told]:
    one = st.one_of([st.tuples(st.just(MORE_OFTEN.get(kind, kind)), of) for kind, of in data.items()])
    return st.builds(lambda kind, at_s: event(f"{channel}.{kind[0]}", at_s, **kind[1]), one, TIMES)


def named(story: list[Told]) -> list[Told]:
    """Every event gets an id of its own."""
    return [
        (at_us, msgspec.structs.replace(happened, id=f"event {place}")) for place, (at_us, happened) in enumerate(story)
    ]


calls = st.lists(happenings("call", CALL_DATA), max_size=12).map(named)
chats = st.lists(happenings("chat", CHAT_DATA), max_size=14).map(named)
tickets = st.lists(happenings("ticket", TICKET_DATA), max_size=14).map(named)
queued = st.one_of(calls.map(lambda story: ("call", story)), chats.map(lambda story: ("chat", story)))
stories = queued | tickets.map(lambda story: ("ticket", story))
"""Channel and what is told of one of its contacts."""


def _policies(channel: str) -> PolicyOf:
    return lambda _: CHAT_POLICY if channel == "chat" else POLICY


def straight(contact: Contact) -> Sums:
    """Oracle: every measure of every part, asked once at the end of one fold; nothing is ever taken back."""
    course = msgspec.msgpack.decode(msgspec.msgpack.encode(contact), type=Contact).course
    sums, lines = Sums(), Lines(REGISTRY)
    for part in course.parts():
        for line in lines.every(type(part), part.flags):
            name, is_duration, scopes, _, _ = line
            said = lines.ask(part, line, _policies(contact.channel))
            if said is None:
                continue
            at_us, amount = said
            places = {QUEUE: ("queue", part.queue), AGENT: ("agent", part.agent_id), ALL: ("all", "all")}
            for bit, (kind, scope_id) in places.items():
                if scopes & bit and scope_id is not None:
                    pane = Pane(Scope(kind, scope_id, contact.channel), at_us // MINUTE_US)  # type: ignore[arg-type]
                    if is_duration:
                        pane.spreads[name] = spread_of([amount])
                    else:
                        pane.counts[name] = amount
                    sums.add([pane])
    return sums


@settings(max_examples=80)
@given(stories, st.data())
def test_order_duplicates_batches_and_restarts_change_nothing(
    told: tuple[str, list[Told]], data: st.DataObject
) -> None:
    channel, story = told
    in_order = Contact("c1", channel)
    for at_us, happened in sorted(story, key=lambda happening: happening[0]):
        in_order.take(happened, at_us)

    mixed, sums, book = Contact("c1", channel), Sums(), PaneBook(_policies)
    again = data.draw(st.lists(st.sampled_from(story), max_size=5)) if story else []
    for at_us, happened in data.draw(st.permutations(story + again)):
        mixed.take(happened, at_us)
        match data.draw(st.sampled_from(["go on", "tell", "rest", "commit", "restart"])):
            case "tell":
                book.tell(channel, mixed.course)
            case "rest":
                book.tell(channel, mixed.course)
                mixed.rest()
            case "commit":
                book.tell(channel, mixed.course)
                sums.add(book.drain())
            case "restart":  # what is not committed happens again, so commit first
                book.tell(channel, mixed.course)
                sums.add(book.drain())
                mixed = msgspec.msgpack.decode(msgspec.msgpack.encode(mixed), type=Contact)
    book.tell(channel, mixed.course)
    sums.add(book.drain())

    assert mixed.facts == in_order.facts == sorted(mixed.facts, key=order)
    assert sorted(mixed.seen) == sorted(in_order.seen)
    assert (mixed.latest_us, mixed.open) == (in_order.latest_us, in_order.open)
    assert mixed.described() == in_order.described()
    assert mixed.course.standing() == in_order.course.standing()
    assert sums.plain() == straight(in_order).plain()


@settings(max_examples=40)
@given(stories, st.data())
def test_an_expiry_counts_just_while_the_contact_is_open(told: tuple[str, list[Told]], data: st.DataObject) -> None:
    channel, story = told
    contact, sums, book = Contact("c1", channel), Sums(), PaneBook(_policies)
    at = data.draw(st.integers(0, len(story)))
    for place, (at_us, happened) in enumerate(story):
        if place == at:
            contact.expire(at_us)
        contact.take(happened, at_us)
        if data.draw(st.booleans()):
            book.tell(channel, contact.course)
    book.tell(channel, contact.course)
    sums.add(book.drain())
    expired = sum(count for (kind, _, _, name), count in sums.counts.items() if (kind, name) == ("all", "expired"))
    assert expired == (contact.expired_at_us is not None and contact.open)
    assert sums.plain() == straight(contact).plain()


@settings(max_examples=40)
@given(queued)
def test_every_visit_has_at_most_one_outcome(told: tuple[str, list[Told]]) -> None:
    channel, story = told
    contact = Contact("c1", channel)
    for at_us, happened in story:
        contact.take(happened, at_us)
    counts: dict[str, int] = {}
    for (kind, _, _, name), count in straight(contact).counts.items():
        if kind == "all":
            counts[name] = counts.get(name, 0) + count
    visits, waiting = counts.get("offered", 0), contact.course.waiting() is not None
    outcomes = counts.get("answered", 0) + counts.get("abandoned", 0) + counts.get("left_queue", 0)
    assert visits == outcomes + waiting
    by_reason = sum(count for name, count in counts.items() if name.startswith("left_queue_"))
    assert by_reason == counts.get("left_queue", 0)
