import hashlib
import os
import subprocess
import sys
from collections import Counter
from itertools import islice

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.events import types as e
from streams.events.encode import encode
from streams.events.times import micros
from streams.simulator import CentrePlan, load_plan, simulate
from streams.simulator.plan import (
    Agents,
    Announce,
    Callback,
    CallQueue,
    Hold,
    Outage,
    Repeat,
    Ring,
    Telling,
    Timing,
    Transfer,
)
from streams.simulator.tune import tuned
from tests.simulator.following import Follower

HOUR_US = 3_600_000_000
MONDAY_US = 1_750_032_000_000_000
"""2025-06-16T00:00:00Z."""


def calls_only() -> CentrePlan:
    """The default plan's calls, and its agents' states as they are, told at once."""
    return msgspec.structs.replace(tuned(load_plan("default"), "call,agent", ()), telling=Telling())


def digest(plan: str, seed: int, hours: float) -> str:
    told = hashlib.sha256()
    for event in simulate(load_plan(plan), seed, MONDAY_US, MONDAY_US + int(hours * HOUR_US)):
        told.update(encode(event))
    return told.hexdigest()


def test_the_same_seed_gives_the_same_bytes_in_another_process() -> None:
    program = "from tests.simulator.test_simulate import digest; print(digest('default', 7, 3))"
    there = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": zone, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for hash_seed, zone in (("1", "UTC"), ("2", "Asia/Tehran"))
    }

    assert there == {digest("default", 7, 3)}


def test_another_seed_or_start_gives_other_events_and_other_ids() -> None:
    plan = load_plan("default")

    def ids(seed: int, start_us: int) -> set[str]:
        return {event.id for event in islice(simulate(plan, seed, start_us), 2_000)}

    assert ids(1, MONDAY_US) == ids(1, MONDAY_US)
    assert not ids(1, MONDAY_US) & ids(2, MONDAY_US)
    assert not ids(1, MONDAY_US) & ids(1, MONDAY_US + 1)


def test_a_longer_run_begins_with_the_shorter_one() -> None:
    plan = load_plan("default")
    end_us = MONDAY_US + 2 * HOUR_US
    shorter = list(simulate(plan, 3, MONDAY_US, end_us))

    assert list(islice(simulate(plan, 3, MONDAY_US), len(shorter))) == shorter
    assert all(MONDAY_US <= micros(event.time) < end_us for event in shorter)


def test_one_queues_luck_does_not_change_anothers_arrivals() -> None:
    plan = load_plan("default")
    busier = msgspec.structs.replace(
        plan,
        queue=tuple(
            msgspec.structs.replace(q, per_hour=q.per_hour * 3) if q.name == "sales" else q for q in plan.queue
        ),
    )

    def first_calls(of: CentrePlan) -> list[int]:
        calm = msgspec.structs.replace(
            of, queue=tuple(msgspec.structs.replace(q, repeat=None, transfer=None) for q in of.queue)
        )
        events = simulate(calm, 5, MONDAY_US, MONDAY_US + 6 * HOUR_US)
        return [micros(x.time) for x in events if isinstance(x, e.CallQueued) and x.data.queue == "cards"]

    assert first_calls(plan) == first_calls(busier)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_day_of_the_default_plans_calls_is_possible_in_a_real_centre(seed: int) -> None:
    follower = Follower()
    # A Sunday into a Monday: weekend, night, day, all outages.
    follower.follow(simulate(calls_only(), seed, MONDAY_US - 12 * HOUR_US, MONDAY_US + 20 * HOUR_US))

    calls = {event_type for event_type in e.EVENT_TYPES if str(event_type.__struct_config__.tag).startswith("call.")}
    assert set(follower.counts) == calls - {e.CallUttered} | {e.AgentStateChanged}


def timings(most_s: float) -> st.SearchStrategy[Timing]:
    return st.builds(
        Timing,
        kind=st.sampled_from(["exponential", "log_normal", "fixed"]),
        mean_s=st.floats(0.5, most_s),
        cv=st.floats(0.1, 2),
    )


SHARES = st.sampled_from([0.0, 0.3, 1.0])


@st.composite
def plans(draw: st.DrawFn) -> CentrePlan:
    names = ["a", "b", "c"]
    queues = []
    for name in names:
        timeout_s = draw(st.none() | st.floats(1, 120))
        queues.append(
            CallQueue(
                name=name,
                per_hour=draw(st.sampled_from([0.0, 20.0, 200.0])),
                talk=draw(timings(120)),
                patience=draw(st.none() | timings(60)),
                wrap_up=draw(timings(30)),
                ring=draw(st.none() | st.builds(Ring, takes=timings(10), missed=SHARES, away=timings(60))),
                hold=draw(st.none() | st.builds(Hold, share=SHARES, lasts=timings(60), hang_up=SHARES)),
                transfer=draw(
                    st.none()
                    | st.builds(
                        Transfer,
                        share=st.sampled_from([0.0, 0.5]),
                        to=st.dictionaries(st.sampled_from(names), st.floats(1, 5), min_size=1),
                        attended=SHARES,
                        consult=timings(20),
                    )
                ),
                announce=draw(
                    st.none() | st.builds(Announce, after_s=st.floats(0.5, 5), error=st.sampled_from([0.0, 0.5]))
                ),
                callback=draw(st.none() | st.builds(Callback, share=SHARES, after_s=st.floats(1, 60))),
                repeat=draw(
                    st.none()
                    | st.builds(Repeat, after_unserved=st.just(0.5), after_served=st.just(0.2), delay=timings(60))
                ),
                timeout_s=timeout_s,
                overflow_to=draw(st.none() | st.sampled_from([n for n in names if n != name])) if timeout_s else None,
            )
        )
    return CentrePlan(
        name="any",
        queue=tuple(queues),
        agents=(
            Agents(count=draw(st.integers(1, 4)), team="t", queues=("a", "b")),
            Agents(count=draw(st.integers(1, 4)), team="u", queues=("c", "b", "a")),
        ),
        outage=(
            Outage(name="gone", after_s=300, lasts_s=300, agents_gone=draw(SHARES), drops_calls=draw(st.booleans())),
            Outage(name="surge", after_s=1200, lasts_s=300, arrivals=draw(st.sampled_from([0.0, 4.0]))),
        ),
    )


@settings(max_examples=30, deadline=None)
@given(plan=plans(), seed=st.integers(0, 1000))
def test_no_plan_makes_the_impossible_happen(plan: CentrePlan, seed: int) -> None:
    Follower().follow(simulate(plan, seed, MONDAY_US, MONDAY_US + HOUR_US // 2))


def test_shares_of_outcomes_are_those_of_the_plan() -> None:
    queue = CallQueue(
        name="q",
        per_hour=600,
        talk=Timing(mean_s=60),
        wrap_up=Timing(mean_s=5),
        ring=Ring(takes=Timing(kind="fixed", mean_s=2), missed=0.10, away=Timing(kind="fixed", mean_s=1)),
        hold=Hold(share=0.30, lasts=Timing(mean_s=20), hang_up=0.20),
        transfer=Transfer(share=0.15, to={"q": 1, "r": 3}, attended=0.40),
    )
    plan = CentrePlan(
        name="shares",
        queue=(queue, CallQueue(name="r", per_hour=0, talk=Timing(mean_s=30))),
        agents=(Agents(count=40, team="t", queues=("q", "r")),),
    )
    seen: Counter[str] = Counter()
    of_queue: dict[str, str] = {}
    for event in simulate(plan, 1, MONDAY_US, MONDAY_US + 40 * HOUR_US):
        match event:
            case e.CallQueued():
                of_queue[event.subject] = event.data.queue
            case e.CallTransferred():
                seen[f"transferred {event.data.kind}"] += 1
                seen["to r"] += event.data.to_queue == "r"
                seen["transferred"] += 1
            case _:
                pass
        seen[f"{type(event).__name__} {of_queue.get(event.subject, '')}"] += 1

    answered, held, transferred = seen["CallAnswered q"], seen["CallHeld q"], seen["transferred"]
    rings = seen["CallRinging q"]
    held_in_talk = held - seen["transferred attended"]
    assert answered > 20_000
    assert seen["CallRingMissed q"] / rings == pytest.approx(0.10, abs=4 * (0.09 / rings) ** 0.5)
    assert held_in_talk / answered == pytest.approx(0.30, abs=4 * (0.21 / answered) ** 0.5)
    assert 1 - seen["CallResumed q"] / held_in_talk == pytest.approx(0.20, abs=4 * (0.16 / held_in_talk) ** 0.5)
    talked_out = answered * (1 - 0.30 * 0.20)
    assert transferred / talked_out == pytest.approx(0.15, abs=4 * (0.13 / talked_out) ** 0.5)
    assert seen["transferred attended"] / transferred == pytest.approx(0.40, abs=4 * (0.24 / transferred) ** 0.5)
    assert seen["to r"] / transferred == pytest.approx(0.75, abs=4 * (0.19 / transferred) ** 0.5)


def test_an_announced_wait_is_honest_on_average() -> None:
    expected_s: list[float] = []
    real_s: list[float] = []
    told: dict[str, e.CallWaitAnnounced] = {}
    for event in simulate(calls_only(), 4, MONDAY_US, MONDAY_US + 72 * HOUR_US):
        if isinstance(event, e.CallWaitAnnounced):
            told[event.subject] = event
        elif isinstance(event, e.CallAnswered) and event.subject in told:
            promise = told.pop(event.subject)
            expected_s.append(promise.data.expected_wait_s)
            real_s.append((event.time - promise.time).total_seconds())

    assert len(real_s) > 2_000
    assert sum(expected_s) / sum(real_s) == pytest.approx(1, abs=0.25)


def test_customers_come_again_and_are_known_by_name() -> None:
    plan = load_plan("default")
    came: Counter[str | None] = Counter()
    for event in simulate(plan, 1, MONDAY_US, MONDAY_US + 8 * HOUR_US):
        if isinstance(event, e.CallQueued):
            came[event.data.customer_id] += 1

    assert None not in came
    assert sum(times > 1 for times in came.values()) > 50


def test_agents_work_their_shifts_and_take_their_breaks() -> None:
    plan = calls_only()
    there: Counter[int] = Counter()
    reasons: set[str | None] = set()
    states: dict[str, str] = {}
    hour = 0
    for event in simulate(plan, 1, MONDAY_US, MONDAY_US + 24 * HOUR_US):
        if (now := (micros(event.time) - MONDAY_US) // HOUR_US) != hour:
            there[hour] = sum(state != "offline" for state in states.values())
            hour = now
        if isinstance(event, e.AgentStateChanged):
            states[event.subject] = event.data.state
            reasons.add(event.data.reason)

    early, day, late, night = (
        sum(group.count for group in plan.agents if group.shift == shift and group.channel == "call")
        for shift in ("early", "day", "late", "night")
    )
    assert abs(there[4] - night) <= 1  # who is on the phone at the end of a shift goes a little later
    assert abs(there[10] - (early + day)) <= 1
    assert abs(there[20] - late) <= 1
    assert {"lunch", "break", "training", "missed_ring", "network_failure"} <= reasons
