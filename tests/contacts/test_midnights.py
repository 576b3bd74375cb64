"""What each day leaves over: told once, corrected by what comes late, whatever was read, written or restarted when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from streams.contacts import stage
from streams.contacts.channel import Lifetimes
from streams.contacts.midnights import added, every_us, last_us, next_us
from streams.events import payloads
from streams.events import types as e
from streams.events.encode import encode
from streams.events.times import micros, moment
from streams.measures.pane import MINUTE_US, Pane, decode_pane
from streams.policy.days import Days
from tests.e2e import chain
from tests.e2e.chain import Process, Topics

HOUR_US = 3_600_000_000
ZONE = "Europe/Dublin"
DAYS = Days(ZoneInfo(ZONE))
START_US = micros(datetime(2026, 3, 27, tzinfo=UTC))  # the clocks go forward on the 29th
END_H = 140
UNSOLVED = {"new", "open", "pending", "on_hold"}
LONG = Lifetimes(late_us=1000 * HOUR_US, expire_us=HOUR_US, days=DAYS)

Closing = dict[tuple[str, str, int], int]
"""By kind and id of the scope, and minute."""
Steps = list[tuple[str, str, float]]
"""What, its value, hours."""


@pytest.fixture(autouse=True)
def _remembers_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "CONTACTS", replace(chain.CONTACTS, lifetimes=LONG))
    monkeypatch.setattr(stage, "DAYS_BACK_US", 1000 * HOUR_US)


def happening(what: str, value: str, at_h: float, subject: str = "t1") -> e.Event:
    kind: Any
    kind, data = {
        "created": (e.TicketCreated, payloads.TicketCreated(queue=value)),
        "assigned": (e.TicketAssigned, payloads.Assigned(agent_id=value)),
        "status": (e.TicketStatusChanged, payloads.StatusChanged(status=value)),  # type: ignore[arg-type]  # a status
    }[what]
    at = moment(START_US + round(at_h * HOUR_US))
    built: e.Event = kind(id=f"{what} {value} {at_h}", source="desk", time=at, subject=subject, data=data)
    return built


def midnights_until(end_us: int) -> list[int]:
    found, minute = [], DAYS.of(START_US // MINUTE_US)[1]
    while minute * MINUTE_US <= end_us:
        found.append(minute * MINUTE_US)
        minute = DAYS.of(minute)[1]
    return found


class Desk:
    """One contacts task, and what it says of closing backlogs."""

    def __init__(self) -> None:
        self.topics = Topics(1)
        self.task = Process("contacts", 0, self.topics)

    def put(self, *events: e.Event) -> None:
        for event in events:
            self.topics.send("calls", event.subject.encode(), encode(event))

    def tick(self, at_h: float) -> None:
        at = moment(START_US + round(at_h * HOUR_US))
        self.topics.send("calls", None, encode(e.ClockTicked(id=f"tick {at_h}", source="test", time=at)), 0)

    def work(self) -> None:
        while self.task.fold(1000):
            pass
        self.task.commit()

    def closing(self) -> Closing:
        found: Closing = {}
        for record in self.topics.sent.get(("panes", 0), []):
            pane = decode_pane(record.value)
            if isinstance(pane, Pane) and "backlog" in pane.counts:
                key = pane.scope.kind, pane.scope.id, pane.minute
                found[key] = found.get(key, 0) + pane.counts["backlog"]
        return {key: count for key, count in found.items() if count}


def expected(steps: Steps, subject_steps: int = 1) -> Closing:
    """Oracle: at each midnight all that happened before it, the creation first."""
    created = min(at_h for what, _, at_h in steps if what == "created")
    ordered = sorted(steps, key=lambda step: (step[2], ("created", "assigned", "status").index(step[0])))
    found: Closing = {}
    for midnight_us in midnights_until(START_US + END_H * HOUR_US - 5_000_000):
        past = [step for step in ordered if START_US + round(max(step[2], created) * HOUR_US) < midnight_us]
        status = [value for what, value, _ in past if what == "status"]
        if not any(what == "created" for what, _, _ in past) or (status and status[-1] not in UNSOLVED):
            continue
        queue = next(value for what, value, at_h in ordered if what == "created")
        owner = [value for what, value, _ in past if what == "assigned"]
        minute = midnight_us // MINUTE_US - 1
        for scope in [("all", "all"), ("queue", queue), *([("agent", owner[-1])] if owner else [])]:
            found[*scope, minute] = found.get((*scope, minute), 0) + subject_steps
    return found


def told(steps: Steps) -> Closing:
    desk = Desk()
    desk.put(*(happening(*step) for step in steps))
    desk.tick(END_H)
    desk.work()
    return desk.closing()


def test_each_day_ends_with_what_is_not_solved() -> None:
    steps: Steps = [("created", "billing", 1), ("assigned", "ann", 2), ("status", "solved", 30), ("status", "open", 60),
                    ("assigned", "bob", 61), ("status", "closed", 90)]  # fmt: skip
    closing = told(steps)
    nights = [midnight_us // MINUTE_US - 1 for midnight_us in midnights_until(START_US + END_H * HOUR_US)]
    assert {key: count for key, count in closing.items() if key[0] == "agent"} == {
        ("agent", "ann", nights[0]): 1,
        ("agent", "bob", nights[2]): 1,
    }
    assert closing == expected(steps)


def test_a_ticket_that_is_created_at_midnight_is_of_the_new_day() -> None:
    midnight_us = midnights_until(START_US + END_H * HOUR_US)[0]
    at_h = (midnight_us - START_US) / HOUR_US
    assert min(minute for _, _, minute in told([("created", "billing", at_h)])) > midnight_us // MINUTE_US
    assert min(minute for _, _, minute in told([("created", "billing", at_h - 0.001)])) == midnight_us // MINUTE_US - 1


def test_one_that_is_solved_at_midnight_was_left_over() -> None:
    midnight_us = midnights_until(START_US + END_H * HOUR_US)[0]
    at_h = (midnight_us - START_US) / HOUR_US
    assert {minute for _, _, minute in told([("created", "billing", 1), ("status", "solved", at_h)])} == {
        midnight_us // MINUTE_US - 1
    }


def test_a_solution_that_comes_late_takes_the_midnights_back() -> None:
    desk = Desk()
    desk.put(happening("created", "billing", 1))
    desk.tick(100)
    desk.work()
    assert set(desk.closing().values()) == {1}
    desk.put(happening("status", "solved", 30))
    desk.tick(END_H)
    desk.work()
    assert desk.closing() == expected([("created", "billing", 1), ("status", "solved", 30)])


def test_a_solution_that_comes_just_after_its_midnight_takes_it_back() -> None:
    desk = Desk()
    desk.put(happening("created", "billing", 23))
    desk.tick(24.1)
    desk.work()
    assert len(desk.closing()) == 2
    desk.put(happening("status", "solved", 23.9))
    desk.tick(END_H)
    desk.work()
    assert desk.closing() == {}


def test_a_reopening_that_comes_late_adds_the_midnights_that_were_missed() -> None:
    desk = Desk()
    desk.put(happening("created", "billing", 1), happening("status", "solved", 2))
    desk.tick(100)
    desk.work()
    assert desk.closing() == {}
    desk.put(happening("status", "open", 30))
    desk.tick(END_H)
    desk.work()
    assert desk.closing() == expected([("created", "billing", 1), ("status", "solved", 2), ("status", "open", 30)])


def test_tickets_that_came_long_after_their_creation_are_not_told_of_days_long_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stage, "DAYS_BACK_US", 48 * HOUR_US)
    desk = Desk()
    desk.tick(130)
    desk.work()
    desk.put(happening("created", "billing", -10_000))
    desk.tick(END_H)
    desk.work()
    nights = [midnight_us // MINUTE_US - 1 for midnight_us in midnights_until(START_US + END_H * HOUR_US)]
    assert {minute for _, _, minute in desk.closing()} == set(nights[3:])


STEPS = st.lists(
    st.tuples(st.just("status"), st.sampled_from(["open", "pending", "solved", "closed"]), st.integers(0, 130))
    | st.tuples(st.just("assigned"), st.sampled_from(["ann", "bob"]), st.integers(0, 130)),
    max_size=7,
    unique_by=lambda step: (step[0], step[2]),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS, st.integers(0, 130), st.data())
def test_any_order_any_pace_and_restarts_leave_the_same_over(steps: Steps, created: int, data: st.DataObject) -> None:
    steps = [*steps, ("created", "billing", created)]
    desk = Desk()
    for step in data.draw(st.permutations(steps)):
        desk.put(happening(*step))
        if data.draw(st.booleans()):
            desk.put(happening(*step))
        match data.draw(st.sampled_from(["go on", "fold", "commit", "restart"])):
            case "fold":
                desk.task.fold(data.draw(st.integers(1, 3)))
            case "commit":
                desk.work()
            case "restart":
                desk.task.restart()
    desk.tick(END_H)
    desk.work()
    assert desk.closing() == expected(steps)


@given(st.lists(st.integers(0, 40)), st.integers(0, 60 * 24 * 3), st.sampled_from([ZONE, "UTC", "Asia/Kathmandu"]))
def test_runs_of_midnights_hold_what_a_plain_set_holds(nights: list[int], minutes: int, zone: str) -> None:
    days = Days(ZoneInfo(zone))
    starts = [days.of(START_US // MINUTE_US)[0]]
    for _ in range(41):
        starts.append(days.of(starts[-1])[1])
    runs: list[tuple[int, int]] = []
    for night in nights:
        runs = added(runs, starts[night] * MINUTE_US)
    plain = sorted({starts[night] * MINUTE_US for night in nights})
    assert list(every_us(runs)) == plain
    assert last_us(runs) == (plain[-1] if plain else None)
    assert len(runs) <= len(plain)
    begun_us = (starts[0] + minutes) * MINUTE_US
    missing = next(us for us in (start * MINUTE_US for start in starts) if us > begun_us and us not in plain)
    found = next_us(runs, begun_us, days)
    assert found >= missing > begun_us
    if plain[:1] > [begun_us]:
        assert found == missing
