"""Tickets, one by one and in numbers. Shares and means may be 4 standard errors off; all seeds are fixed."""

from collections import Counter
from collections.abc import Iterable

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.events import types as e
from streams.events.times import micros
from streams.simulator import CentrePlan, load_plan, simulate
from streams.simulator.erlang import erlang_c
from streams.simulator.plan import Agents, Outage, Shift, Surveys, Telling, TicketQueue, Timing
from streams.simulator.tune import tuned
from tests.simulator.small import error, ticket_centre
from tests.simulator.test_erlang import estimate, mean
from tests.simulator.test_simulate import HOUR_US, MONDAY_US, SHARES, timings
from tests.simulator.ticket_following import TicketFollower

DAY_US = 24 * HOUR_US
OFFICE = Shift(starts="08:00", lasts_h=8, days=("mon", "tue", "wed", "thu", "fri"))


@pytest.mark.parametrize("seed", [1, 2])
def test_a_week_of_the_default_plans_tickets_is_possible(seed: int) -> None:
    plan = msgspec.structs.replace(tuned(load_plan("default"), "ticket,agent,survey", ()), telling=Telling())
    follower = TicketFollower()
    follower.follow(simulate(plan, seed, MONDAY_US, MONDAY_US + 7 * DAY_US))

    tickets = {kind for kind in e.EVENT_TYPES if str(kind.__struct_config__.tag).startswith("ticket.")}
    assert set(follower.counts) == tickets | {e.AgentStateChanged, e.SurveyAnswered}
    assert {("solved", "open"), ("solved", "closed"), ("pending", "solved"), ("on_hold", "open")} < set(follower.became)
    closed = sum(seen.status == "closed" for seen in follower.tickets.values())
    assert closed > 0.75 * len(follower.tickets) > 1_500
    assert sum(state == "busy" for state in follower.states.values()) < len(follower.states)


@st.composite
def plans(draw: st.DrawFn) -> CentrePlan:
    queues = tuple(
        TicketQueue(
            name=name,
            per_hour=draw(st.sampled_from([0.0, 20.0, 100.0])),
            time_scale=draw(st.sampled_from([0.001, 0.02])),
            work=draw(timings(300)),
            receipt=draw(SHARES),
            asks=draw(st.sampled_from([0.0, 0.45])),
            silent=draw(SHARES),
            holds=draw(st.sampled_from([0.0, 0.45])),
            chases=draw(SHARES),
            raises=draw(SHARES),
            notes=draw(SHARES),
            reassigns=draw(SHARES),
            reopens=draw(st.sampled_from([0.0, 0.5])),
            thanks=draw(SHARES),
        )
        for name in ("a", "b")
    )
    return CentrePlan(
        name="any",
        ticket=queues,
        survey=Surveys(share={"ticket": 1.0}),
        shift={"on": Shift(starts="00:20", lasts_h=1), "off": Shift(starts="00:40", lasts_h=2)},
        agents=(
            Agents(count=draw(st.integers(1, 3)), team="t", channel="ticket", queues=("a",), shift="on"),
            Agents(count=2, team="u", channel="ticket", queues=("b", "a"), shift="off"),
        ),
        outage=(Outage(name="gone", after_s=3000, lasts_s=900, agents_gone=draw(SHARES), drops_calls=True),),
    )


@settings(max_examples=30, deadline=None)
@given(plan=plans(), seed=st.integers(0, 1000))
def test_no_plan_makes_the_impossible_happen(plan: CentrePlan, seed: int) -> None:
    TicketFollower().follow(simulate(plan, seed, MONDAY_US, MONDAY_US + 4 * HOUR_US))


def test_shares_of_what_happens_to_tickets_are_those_of_the_plan() -> None:
    queue = TicketQueue(
        name="q",
        per_hour=200,
        time_scale=0.01,
        priorities={"normal": 3, "urgent": 1},
        receipt=0.4,
        asks=0.30,
        silent=0.20,
        holds=0.10,
        chases=0,
        raises=0,
        notes=0.25,
        reopens=0.15,
        thanks=0,
    )
    follower = TicketFollower()
    follower.follow(simulate(ticket_centre(queue, 60), 1, MONDAY_US, MONDAY_US + 3 * DAY_US))
    became = follower.became
    touched = sum(count for (before, _), count in became.items() if before == "open")
    messages = [x for seen in follower.tickets.values() for x in seen.events if isinstance(x, e.TicketMessaged)]
    created = len(follower.tickets)
    urgent = sum(x.data.priority == "urgent" for seen in follower.tickets.values() for x in first(seen.events))
    receipts = sum(x.data.speaker == "bot" for x in messages)
    notes = sum(x.data.visibility == "internal" for x in messages)

    assert created == pytest.approx(200 * 72, abs=4.5 * (200 * 72) ** 0.5)
    assert urgent / created == pytest.approx(0.25, abs=error(0.25, created))
    assert receipts / created == pytest.approx(0.4, abs=error(0.4, created))
    assert notes / touched == pytest.approx(0.25, abs=error(0.25, touched))
    for status, share in (("pending", 0.30), ("on_hold", 0.10), ("solved", 0.60)):
        assert became["open", status] / touched == pytest.approx(share, abs=error(share, touched))
    # Whoever is to be answered in days may still be waited for at the end.
    left = became["pending", "solved"] + became["pending", "open"]
    assert became["pending", "solved"] / left == pytest.approx(0.20, abs=error(0.20, left) + 0.01)
    by_agent = became["open", "solved"]
    assert became["solved", "open"] / by_agent == pytest.approx(0.15, abs=error(0.15, by_agent) + 0.01)


def first(events: Iterable[e.Event]) -> list[e.TicketCreated]:
    return [event for event in events if isinstance(event, e.TicketCreated)]


def test_work_takes_the_plans_time_and_closing_the_scaled_one() -> None:
    queue = TicketQueue(
        name="q",
        per_hour=60,
        time_scale=0.1,
        work=Timing(mean_s=240),
        asks=0,
        holds=0,
        reopens=0,
        thanks=0,
        close_after_s=36_000,
    )
    at_us: dict[tuple[str, str], int] = {}
    for event in simulate(ticket_centre(queue, 30), 1, MONDAY_US, MONDAY_US + 3 * DAY_US):
        if isinstance(event, e.TicketStatusChanged):
            at_us[event.subject, event.data.status] = micros(event.time)
    closed = [subject for subject, status in at_us if status == "closed"]
    work_s = [(at_us[one, "solved"] - at_us[one, "open"]) / 1e6 for one in closed]

    assert len(closed) > 4_000
    assert {at_us[one, "closed"] - at_us[one, "solved"] for one in closed} == {3_600_000_000}
    assert sum(work_s) / len(work_s) == pytest.approx(240, abs=4 * 240 / len(work_s) ** 0.5)


def test_tickets_of_the_night_wait_for_the_office_to_open() -> None:
    plan = ticket_centre(TicketQueue(name="q", per_hour=6, receipt=1), 4, OFFICE)
    created: dict[str, int] = {}
    night: list[int] = []
    for event in simulate(plan, 1, MONDAY_US, MONDAY_US + 5 * DAY_US):
        at_us = micros(event.time) - MONDAY_US
        if isinstance(event, e.TicketCreated):
            created[event.subject] = at_us
        elif isinstance(event, e.TicketMessaged) and event.data.speaker == "agent":
            came_us = created.pop(event.subject, None)
            if came_us is not None and came_us % DAY_US > 17 * HOUR_US:
                night.append(at_us - came_us)
                assert at_us % DAY_US > 8 * HOUR_US
                assert at_us // DAY_US == came_us // DAY_US + 1

    assert len(night) > 100


def test_waits_by_urgency_are_those_of_the_formula() -> None:
    # Cobham's formula for non-preemptive priorities (1954), with equal exponential work: the wait of a class is that
    # of Erlang-C's busy moments, thinned by the load of those that go before it and of its own.
    agents, per_hour, work_s, urgent = 3, 32.0, 300.0, 0.25
    queue = TicketQueue(
        name="q",
        per_hour=per_hour,
        time_scale=0.001,
        work=Timing(mean_s=work_s),
        asks=0,
        holds=0,
        reopens=0,
        chases=0,
        raises=0,
        priorities={"low": 1 - urgent, "urgent": urgent},
    )
    load = per_hour * work_s / 3600 / agents
    ahead = load * urgent
    busy_s = erlang_c(agents, per_hour, work_s).wait_probability * work_s / agents
    expected_s = {"urgent": busy_s / (1 - ahead), "low": busy_s / (1 - ahead) / (1 - load)}

    batch_us = 50 * HOUR_US
    created: dict[str, e.TicketCreated] = {}
    waits_s: dict[str, list[list[float]]] = {priority: [[] for _ in range(25)] for priority in expected_s}
    for event in simulate(ticket_centre(queue, agents), 1, MONDAY_US, MONDAY_US + 25 * batch_us):
        if isinstance(event, e.TicketCreated):
            created[event.subject] = event
        elif isinstance(event, e.TicketAssigned):
            ticket = created.pop(event.subject)
            batch = (micros(ticket.time) - MONDAY_US) // batch_us
            waits_s[str(ticket.data.priority)][batch].append((event.time - ticket.time).total_seconds())

    for priority, batches in waits_s.items():
        waited = estimate([mean(batch) for batch in batches])
        assert waited.agrees_with(expected_s[priority]), (priority, waited, expected_s)
        assert not waited.agrees_with(expected_s[priority] * 1.5)


def test_a_ticket_stays_with_its_agent_unless_that_one_is_away_and_replaced() -> None:
    def changes(reassigns: float) -> float:
        queue = TicketQueue(name="q", per_hour=20, time_scale=0.5, asks=0.5, silent=0, reassigns=reassigns)
        early, late = OFFICE, Shift(starts="16:00", lasts_h=8)
        plan = msgspec.structs.replace(
            ticket_centre(queue, 3, early),
            shift={"s": early, "late": late},
            agents=tuple(
                Agents(count=3, team="t", channel="ticket", queues=("q",), shift=shift) for shift in ("s", "late")
            ),
        )
        owners: Counter[str] = Counter()
        for event in simulate(plan, 1, MONDAY_US, MONDAY_US + 4 * DAY_US):
            owners[event.subject] += isinstance(event, e.TicketAssigned)
        return sum(count > 1 for count in owners.values()) / len(owners)

    assert changes(0.0) == 0
    assert changes(1.0) > 0.1
