"""All channels in one simulation: one stream in order, none changes another, and no end to it."""

import gc
import time
from collections import Counter
from collections.abc import Iterable
from itertools import islice

import msgspec
import pytest

from streams.events.decode import decode
from streams.events.encode import encode
from streams.events.times import micros
from streams.events.topics import INPUT_TOPICS, topic_of
from streams.events.types import EVENT_TYPES as ALL_TYPES
from streams.events.types import CallUttered, ClockTicked, Event
from streams.simulator import CentrePlan, PlanError, load_plan, simulate
from streams.simulator.chats.line import Chat
from streams.simulator.line import Call
from streams.simulator.tickets.line import Ticket
from streams.simulator.tune import tuned
from tests.simulator.test_simulate import HOUR_US, MONDAY_US

LEAST_PER_S = 10_000


def test_every_event_decodes_comes_in_order_and_has_an_id_of_its_own() -> None:
    seen: Counter[type[Event]] = Counter()
    ids: set[str] = set()
    before_us = 0
    for event in simulate(load_plan("default"), 1, MONDAY_US, MONDAY_US + 24 * HOUR_US):
        at_us = micros(event.time)
        assert before_us <= at_us
        assert decode(encode(event), event.subject.encode(), (), received_us=at_us) == event
        before_us = at_us
        seen[type(event)] += 1
        ids.add(event.id)

    assert len(ids) == seen.total() > 100_000
    assert set(seen) == set(ALL_TYPES) - {CallUttered, ClockTicked}


def course(events: Iterable[Event], topic: str) -> list[tuple[str, bytes, str]]:
    """What happens on a topic, but for the ids of the run."""
    return [
        (event.time.isoformat(), msgspec.json.encode(event.data), event.subject.rpartition("-")[2])  # type: ignore[attr-defined]
        for event in events
        if topic_of(event) == topic
    ]


@pytest.mark.parametrize("channel", ["call", "chat", "ticket"])
def test_no_channel_changes_the_course_of_another(channel: str) -> None:
    plan = load_plan("default")
    span = (MONDAY_US + 9 * HOUR_US, MONDAY_US + 13 * HOUR_US)
    whole = course(simulate(plan, 3, *span), f"{channel}s")

    assert len(whole) > 300
    assert whole == course(simulate(tuned(plan, channel, ()), 3, *span), f"{channel}s")


def of_calls_and_chats(plan: CentrePlan) -> tuple[int, int]:
    starts: Counter[str] = Counter()
    for event in simulate(plan, 1, MONDAY_US, MONDAY_US + 12 * HOUR_US):
        starts[type(event).__name__] += 1
    return starts["CallQueued"], starts["ChatStarted"]


def test_rates_make_a_channel_busier_or_quieter() -> None:
    plan = load_plan("default")
    calls, chats = of_calls_and_chats(plan)
    same, tripled = of_calls_and_chats(tuned(plan, None, ["chat=3"]))
    none, thrice = of_calls_and_chats(tuned(plan, None, ["3", "call=0"]))

    assert same == calls
    assert tripled == pytest.approx(3 * chats, rel=0.2)  # some of those who give up come again
    assert (none, thrice) == (0, tripled)


@pytest.mark.parametrize(
    ("channels", "topics"),
    [
        ("call", {"calls"}),
        ("chat, survey", {"chats", "surveys"}),
        ("ticket,agent", {"tickets", "agents"}),
        ("call,chat,ticket,agent,survey", set(INPUT_TOPICS)),
        (None, set(INPUT_TOPICS)),
    ],
)
def test_only_the_channels_that_were_asked_for_are_sent(channels: str | None, topics: set[str]) -> None:
    plan = tuned(load_plan("default"), channels, ())
    events = simulate(plan, 1, MONDAY_US + 8 * HOUR_US, MONDAY_US + 12 * HOUR_US)

    assert {topic_of(event) for event in events} == topics


@pytest.mark.parametrize(
    ("channels", "rates", "message"),
    [
        ("phone", (), r"channels: there is no 'phone' \(there are: call, chat, ticket, agent, survey\)"),
        ("agent", (), "plan default has no queue of agent"),
        (None, ("chat=fast",), "rate 'chat=fast': a number"),
        (None, ("-1",), "rate '-1': a number from 0"),
        (None, ("nan",), "rate 'nan': a number from 0"),
        (None, ("phone=2",), "rate 'phone=2': there is no 'phone'"),
    ],
)
def test_what_cannot_be_tuned_is_refused(channels: str | None, rates: tuple[str, ...], message: str) -> None:
    with pytest.raises(PlanError, match=message):
        tuned(load_plan("default"), channels, rates)


def test_a_simulation_without_end_forgets_what_is_over() -> None:
    events = simulate(tuned(load_plan("default"), "call,chat,ticket,survey", ()), 1, MONDAY_US)
    alive: list[Counter[str]] = []
    for _ in range(2):
        assert len(list(islice(events, 150_000))) == 150_000
        gc.collect()
        alive.append(Counter(type(one).__name__ for one in gc.get_objects() if isinstance(one, Call | Chat | Ticket)))

    # Some hundred callers, writers and tickets at any time, however many thousand came and went.
    assert max(sum(found.values()) for found in alive) < 1_500


def test_events_are_made_at_ten_thousand_a_second_or_more() -> None:
    events = simulate(load_plan("default"), 1, MONDAY_US + 9 * HOUR_US)
    began_s = time.process_time()
    count = len(list(islice(events, 20_000)))

    assert count / (time.process_time() - began_s) > LEAST_PER_S
