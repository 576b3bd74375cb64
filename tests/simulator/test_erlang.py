"""The simulator against the formulas, and the formulas against each other and against published figures.

Each comparison allows 4 standard errors (batch means of 25 batches: about 1 false alarm in 2,000 with random seeds,
none with these fixed ones) and asserts that the same comparison refuses formulas whose arrival rate is 10 % off.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from streams.events.times import micros
from streams.events.types import CallAbandoned, CallAnswered, CallQueued
from streams.simulator import CentrePlan, load_plan, simulate
from streams.simulator.erlang import ErlangA, ErlangC, agents_needed, erlang_a, erlang_b, erlang_c
from streams.simulator.plan import Agents, CallQueue, Timing

BATCHES = 25
ALLOWED_ERRORS = 4.0
WITHIN_S = 20.0
HOUR_US = 3_600_000_000
START_US = 1_750_000_000_000_000


def one_queue(agents: int, per_hour: float, handle_s: float, patience_s: float | None) -> CentrePlan:
    patience = None if patience_s is None else Timing(mean_s=patience_s)
    return CentrePlan(
        name="one",
        agent_events=False,
        queue=(CallQueue(name="q", per_hour=per_hour, talk=Timing(mean_s=handle_s), patience=patience),),
        agents=(Agents(count=agents, team="t", queues=("q",)),),
    )


@dataclass(frozen=True)
class Estimate:
    mean: float
    error: float

    def agrees_with(self, expected: float) -> bool:
        return abs(self.mean - expected) <= ALLOWED_ERRORS * self.error


@dataclass(frozen=True)
class Seen:
    waited: Estimate
    mean_wait_s: Estimate
    abandonment: Estimate
    service_level: Estimate
    asa_s: Estimate


def estimate(batches: Sequence[float]) -> Estimate:
    mean = sum(batches) / len(batches)
    variance = sum((batch - mean) ** 2 for batch in batches) / (len(batches) - 1)
    return Estimate(mean, math.sqrt(variance / len(batches)))


def watch(plan: CentrePlan, calls: int, seed: int) -> Seen:
    """Runs for about that many calls, after a warm-up; each batch is an equal span of time."""
    hours = calls / plan.queue[0].per_hour
    first_us = START_US + int(hours * 0.04 * HOUR_US)
    span_us = int(hours * HOUR_US / BATCHES)
    end_us = first_us + BATCHES * span_us
    queued: dict[str, int] = {}
    outcomes: list[list[tuple[bool, float]]] = [[] for _ in range(BATCHES)]
    # The run goes on for a while after the last batch, so that its customers too come to an end.
    for event in simulate(plan, seed, START_US, end_us + 2 * HOUR_US):
        if isinstance(event, CallQueued):
            queued[event.subject] = micros(event.time)
        elif isinstance(event, CallAnswered | CallAbandoned):
            came_us = queued.pop(event.subject)
            if first_us <= came_us < end_us:
                waited_s = (micros(event.time) - came_us) / 1e6
                outcomes[(came_us - first_us) // span_us].append((isinstance(event, CallAnswered), waited_s))
    return Seen(
        waited=estimate([sum(wait > 0 for _, wait in batch) / len(batch) for batch in outcomes]),
        mean_wait_s=estimate([sum(wait for _, wait in batch) / len(batch) for batch in outcomes]),
        abandonment=estimate([sum(not answered for answered, _ in batch) / len(batch) for batch in outcomes]),
        service_level=estimate(
            [sum(answered and wait <= WITHIN_S for answered, wait in batch) / len(batch) for batch in outcomes]
        ),
        asa_s=estimate([mean([wait for answered, wait in batch if answered]) for batch in outcomes]),
    )


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def disagreements(seen: Seen, expected: ErlangC | ErlangA) -> list[str]:
    pairs = {
        "wait probability": (seen.waited, expected.wait_probability),
        "mean wait": (seen.mean_wait_s, expected.mean_wait_s),
        "service level": (seen.service_level, expected.service_level(WITHIN_S)),
    }
    if isinstance(expected, ErlangA):
        pairs["abandonment"] = (seen.abandonment, expected.abandonment)
        pairs["asa"] = (seen.asa_s, expected.mean_answered_wait_s)
    return [f"{name}: {got} not {wanted:.4g}" for name, (got, wanted) in pairs.items() if not got.agrees_with(wanted)]


@pytest.mark.parametrize(
    ("agents", "per_hour", "handle_s", "calls"),
    [(1, 12, 150, 150_000), (5, 54, 200, 200_000), (20, 300, 180, 250_000)],
)
def test_waits_are_those_of_erlang_c(agents: int, per_hour: float, handle_s: float, calls: int) -> None:
    seen = watch(one_queue(agents, per_hour, handle_s, None), calls, seed=1)

    assert disagreements(seen, erlang_c(agents, per_hour, handle_s)) == []
    assert seen.abandonment.mean == 0
    assert seen.waited.error < 0.03 * seen.waited.mean
    for wrong in (0.9, 1.1):
        assert len(disagreements(seen, erlang_c(agents, per_hour * wrong, handle_s))) == 3


@pytest.mark.parametrize(
    ("agents", "per_hour", "handle_s", "patience_s", "calls"),
    [(3, 40, 180, 60, 100_000), (10, 198, 200, 120, 120_000), (30, 432, 300, 300, 150_000)],
)
def test_waits_and_hang_ups_are_those_of_erlang_a(
    agents: int, per_hour: float, handle_s: float, patience_s: float, calls: int
) -> None:
    seen = watch(one_queue(agents, per_hour, handle_s, patience_s), calls, seed=2)

    assert disagreements(seen, erlang_a(agents, per_hour, handle_s, patience_s)) == []
    assert seen.abandonment.error < 0.025 * seen.abandonment.mean
    for wrong in (0.9, 1.1):
        assert len(disagreements(seen, erlang_a(agents, per_hour * wrong, handle_s, patience_s))) == 5
        assert disagreements(seen, erlang_a(agents, per_hour, handle_s * wrong, patience_s)) != []
        assert disagreements(seen, erlang_a(agents, per_hour, handle_s, patience_s * wrong)) != []


def test_the_shipped_plans_are_what_their_comments_say() -> None:
    c, a = load_plan("erlang_c"), load_plan("erlang_a")

    assert c == one_queue_like(c, 10, 144, 200, None)
    assert a == one_queue_like(a, 10, 198, 200, 120)


def one_queue_like(
    plan: CentrePlan, agents: int, per_hour: float, handle_s: float, patience_s: float | None
) -> CentrePlan:
    ours = one_queue(agents, per_hour, handle_s, patience_s)
    return CentrePlan(
        name=plan.name,
        customers=plan.customers,
        agent_events=False,
        queue=(
            CallQueue(**{**{f: getattr(ours.queue[0], f) for f in ours.queue[0].__struct_fields__}, "name": "service"}),
        ),
        agents=(Agents(count=agents, team="service", queues=("service",)),),
    )


def test_a_single_server_waits_as_the_textbook_says() -> None:
    # M/M/1: P(wait) = load, mean wait = load / (1 - load) * handling
    queue = erlang_c(1, per_hour=18, handle_s=100)

    assert queue.wait_probability == pytest.approx(0.5)
    assert queue.mean_wait_s == pytest.approx(100)
    assert queue.service_level(0) == pytest.approx(0.5)


def test_erlang_b_matches_its_sum() -> None:
    load, agents = 7.3, 9
    terms = [load**n / math.factorial(n) for n in range(agents + 1)]

    assert erlang_b(agents, load) == pytest.approx(terms[-1] / sum(terms))


def test_more_work_than_agents_is_refused_by_erlang_c_only() -> None:
    with pytest.raises(ValueError, match="10 agents cannot do the work of 11"):
        erlang_c(10, 198, 200)
    assert erlang_a(10, 198, 200, 120).abandonment > 0.09


def test_endless_patience_makes_erlang_a_into_erlang_c() -> None:
    patient, endless = erlang_a(5, 63, 200, patience_s=1e8), erlang_c(5, 63, 200)

    assert patient.wait_probability == pytest.approx(endless.wait_probability, rel=1e-4)
    assert patient.mean_wait_s == pytest.approx(endless.mean_wait_s, rel=1e-4)
    assert patient.service_level(20) == pytest.approx(endless.service_level(20), rel=1e-4)
    assert patient.mean_answered_wait_s == pytest.approx(endless.mean_wait_s, rel=1e-3)


@pytest.mark.parametrize(
    ("agents", "per_hour", "patience_s"), [(3, 40, 60), (10, 198, 120), (400, 9_000, 600), (5, 10_000, 900)]
)
def test_everybody_is_answered_in_the_end_or_hangs_up(agents: int, per_hour: float, patience_s: float) -> None:
    queue = erlang_a(agents, per_hour, 180, patience_s)

    # The density's integral and the chain's states are computed apart.
    assert queue.service_level(patience_s * 60) + queue.abandonment == pytest.approx(1, rel=1e-6)


def test_staffing_is_the_least_that_reaches_the_target() -> None:
    needed = agents_needed(360, 240, within_s=20, target=0.8)

    assert erlang_c(needed, 360, 240).service_level(20) >= 0.8
    assert erlang_c(needed - 1, 360, 240).service_level(20) < 0.8
    assert agents_needed(360, 240, within_s=20, target=0.8, patience_s=120) < needed
