"""The same events give the same state, panes and record, however they come."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.contacts.contact import Contact
from streams.contacts.facts.stored import order
from streams.measures.book import PaneBook
from streams.measures.lines import REGISTRY, Lines
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


@st.composite
def happenings(draw: st.DrawFn) -> Told:
    kind, data = draw(
        st.one_of(
            st.tuples(st.just("queued"), st.fixed_dictionaries({"queue": QUEUES})),
            st.tuples(st.just("wait_announced"), st.fixed_dictionaries({"expected_wait_s": st.integers(0, 9)})),
            st.tuples(st.just("ringing"), st.fixed_dictionaries({"agent_id": AGENTS})),
            st.tuples(st.just("ring_missed"), st.fixed_dictionaries({"agent_id": AGENTS})),
            st.tuples(st.just("answered"), st.fixed_dictionaries({"agent_id": AGENTS, "queue": st.none() | QUEUES})),
            st.tuples(st.sampled_from(["held", "resumed"]), st.fixed_dictionaries({"agent_id": MAYBE_AGENT})),
            st.tuples(st.just("transferred"), st.fixed_dictionaries({"to_queue": QUEUES})),
            st.tuples(st.just("transferred"), st.fixed_dictionaries({"to_agent": AGENTS})),
            st.tuples(st.just("abandoned"), st.just({})),
            st.tuples(
                st.just("left_queue"),
                st.fixed_dictionaries({"reason": st.sampled_from(["timeout", "callback", "overflow", "other"])}),
            ),
            st.tuples(st.just("utterance"), st.just({"speaker": "customer", "text": "hello"})),
            st.tuples(
                st.just("ended"), st.fixed_dictionaries({"by": st.sampled_from([None, "customer", "agent", "system"])})
            ),
            st.tuples(st.just("wrapped_up"), st.fixed_dictionaries({"agent_id": MAYBE_AGENT})),
        )
    )
    return event(kind, draw(TIMES), **data)


def named(story: list[Told]) -> list[Told]:
    """Every event gets an id of its own."""
    return [
        (at_us, msgspec.structs.replace(happened, id=f"event {place}")) for place, (at_us, happened) in enumerate(story)
    ]


stories = st.lists(happenings(), max_size=12).map(named)


def straight(contact: Contact) -> Sums:
    """Oracle: every measure of every part, asked once at the end of one fold; nothing is ever taken back."""
    course = msgspec.msgpack.decode(msgspec.msgpack.encode(contact), type=Contact).course
    sums, lines = Sums(), Lines(REGISTRY, lambda _: POLICY)
    for part in course.parts():
        for line in lines.every(type(part), part.flags):
            name, is_duration, scopes, _, _ = line
            said = lines.ask(part, line)
            if said is None:
                continue
            at_us, amount = said
            places = {QUEUE: ("queue", part.queue), AGENT: ("agent", part.agent_id), ALL: ("all", "all")}
            for bit, (kind, scope_id) in places.items():
                if scopes & bit and scope_id is not None:
                    pane = Pane(Scope(kind, scope_id, "call"), at_us // MINUTE_US)  # type: ignore[arg-type]
                    if is_duration:
                        pane.spreads[name] = spread_of([amount])
                    else:
                        pane.counts[name] = amount
                    sums.add([pane])
    return sums


@settings(max_examples=80)
@given(stories, st.data())
def test_order_duplicates_batches_and_restarts_change_nothing(story: list[Told], data: st.DataObject) -> None:
    in_order = Contact("c1", "call")
    for at_us, happened in sorted(story, key=lambda told: told[0]):
        in_order.take(happened, at_us)

    mixed, sums, book = Contact("c1", "call"), Sums(), PaneBook(lambda _: POLICY)
    again = data.draw(st.lists(st.sampled_from(story), max_size=5)) if story else []
    for at_us, happened in data.draw(st.permutations(story + again)):
        mixed.take(happened, at_us)
        match data.draw(st.sampled_from(["go on", "tell", "rest", "commit", "restart"])):
            case "tell":
                book.tell("call", mixed.course)
            case "rest":
                book.tell("call", mixed.course)
                mixed.rest()
            case "commit":
                book.tell("call", mixed.course)
                sums.add(book.drain())
            case "restart":  # what is not committed happens again, so commit first
                book.tell("call", mixed.course)
                sums.add(book.drain())
                mixed = msgspec.msgpack.decode(msgspec.msgpack.encode(mixed), type=Contact)
    book.tell("call", mixed.course)
    sums.add(book.drain())

    assert mixed.facts == in_order.facts == sorted(mixed.facts, key=order)
    assert sorted(mixed.seen) == sorted(in_order.seen)
    assert (mixed.latest_us, mixed.open) == (in_order.latest_us, in_order.open)
    assert mixed.described() == in_order.described()
    assert mixed.course.standing() == in_order.course.standing()
    assert sums.plain() == straight(in_order).plain()


@settings(max_examples=40)
@given(stories, st.data())
def test_an_expiry_counts_just_while_the_contact_is_open(story: list[Told], data: st.DataObject) -> None:
    contact, sums, book = Contact("c1", "call"), Sums(), PaneBook(lambda _: POLICY)
    at = data.draw(st.integers(0, len(story)))
    for place, (at_us, happened) in enumerate(story):
        if place == at:
            contact.expire(at_us)
        contact.take(happened, at_us)
        if data.draw(st.booleans()):
            book.tell("call", contact.course)
    book.tell("call", contact.course)
    sums.add(book.drain())
    expired = sum(count for (kind, _, _, name), count in sums.counts.items() if (kind, name) == ("all", "expired"))
    assert expired == (contact.expired_at_us is not None and contact.open)
    assert sums.plain() == straight(contact).plain()


@settings(max_examples=40)
@given(stories)
def test_every_visit_has_at_most_one_outcome(story: list[Told]) -> None:
    contact = Contact("c1", "call")
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
