"""What Erlang's and Palm's formulas expect of a queue: the yardstick of the simulator, and a help in staffing.

Both take Poisson arrivals, exponential handling and identical agents, in the long run. Erlang-C (M/M/c) knows no
impatience; Erlang-A (M/M/c+M, Palm 1946) lets customers hang up after an exponential time.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

NEGLIGIBLE = 60.0
"""Natural logarithm of how much smaller a term must be than the largest to be left out."""

STEPS = 4_000
"""Simpson steps of an integral; the errors are far below those of any measurement."""


@dataclass(frozen=True)
class ErlangC:
    """A queue that nobody leaves."""

    agents: int
    per_s: float
    handle_s: float
    wait_probability: float

    @property
    def _spare_per_s(self) -> float:
        return self.agents / self.handle_s - self.per_s

    @property
    def mean_wait_s(self) -> float:
        """Over all customers, those who need not wait included: the ASA."""
        return self.wait_probability / self._spare_per_s

    def service_level(self, within_s: float) -> float:
        """The share that is answered within `within_s`."""
        return 1.0 - self.wait_probability * math.exp(-self._spare_per_s * within_s)


@dataclass(frozen=True)
class ErlangA:
    """A queue whose customers have limited patience; the shares are of all who call."""

    agents: int
    per_s: float
    handle_s: float
    patience_s: float
    wait_probability: float
    abandonment: float
    mean_wait_s: float
    """Over all customers, however their wait ended."""
    log_all_busy: float
    """Of the share of time in which all agents are busy and nobody waits, which can be very small."""

    def service_level(self, within_s: float) -> float:
        """The share that is answered within `within_s`: `answered_within` over `offered`."""
        return 1.0 - self.wait_probability + _integral(self._answered_after, within_s)

    @property
    def mean_answered_wait_s(self) -> float:
        """The ASA: over those who are answered, at once or later."""
        likely_s = self.patience_s * math.log(self.per_s / (self.agents / self.handle_s + 1 / self.patience_s))
        longest_s = max(likely_s, self.handle_s / self.agents)
        negligible = self._log_answered_after(max(likely_s, 0.0)) - NEGLIGIBLE
        while self._log_answered_after(longest_s) > negligible:
            longest_s *= 2
        waited = _integral(lambda wait_s: wait_s * self._answered_after(wait_s), longest_s)
        return waited / (1.0 - self.abandonment)

    def _answered_after(self, wait_s: float) -> float:
        return math.exp(self._log_answered_after(wait_s))

    def _log_answered_after(self, wait_s: float) -> float:
        """Density of waits that end in an answer, as a logarithm.

        That of the wait a patient customer would have (Baccelli and Hebuterne, 1981), times the odds that
        patience lasts so long.
        """
        clears_per_s = self.agents / self.handle_s
        stayed = -math.expm1(-wait_s / self.patience_s) * self.patience_s
        exponent = self.per_s * stayed - clears_per_s * wait_s - wait_s / self.patience_s
        return math.log(clears_per_s) + self.log_all_busy + exponent


def erlang_b(agents: int, load: float) -> float:
    """The share of callers who find all agents busy when nobody can wait; `load` in agents' full time."""
    blocked = 1.0
    for n in range(1, agents + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


def erlang_c(agents: int, per_hour: float, handle_s: float) -> ErlangC:
    """Raises `ValueError` when the agents cannot do the work: the queue would grow for ever."""
    per_s = per_hour / 3600
    load = per_s * handle_s
    if load >= agents:
        raise ValueError(f"{agents} agents cannot do the work of {load:g}")
    blocked = erlang_b(agents, load)
    waits = blocked / (1.0 - load / agents * (1.0 - blocked))
    return ErlangC(agents, per_s, handle_s, waits)


def erlang_a(agents: int, per_hour: float, handle_s: float, patience_s: float) -> ErlangA:
    """Any load has an answer: what cannot be done hangs up."""
    per_s = per_hour / 3600
    # Odds of k customers waiting against none while all are busy, in logarithms: they can be very large.
    odds = [0.0]
    highest = 0.0
    while odds[-1] > highest - NEGLIGIBLE:
        leaving_per_s = agents / handle_s + len(odds) / patience_s
        odds.append(odds[-1] + math.log(per_s / leaving_per_s))
        highest = max(highest, odds[-1])
    weights = [math.exp(odd - highest) for odd in odds]
    fewer = math.exp(-highest) * (1.0 / erlang_b(agents, per_s * handle_s) - 1.0)
    total = math.fsum(weights) + fewer
    waiting = math.fsum(k * weight for k, weight in enumerate(weights)) / total
    return ErlangA(
        agents=agents,
        per_s=per_s,
        handle_s=handle_s,
        patience_s=patience_s,
        wait_probability=math.fsum(weights) / total,
        abandonment=waiting / patience_s / per_s,
        mean_wait_s=waiting / per_s,
        log_all_busy=-highest - math.log(total),
    )


def agents_needed(
    per_hour: float, handle_s: float, *, within_s: float, target: float, patience_s: float | None = None
) -> int:
    """The fewest agents that answer the `target` share of customers within `within_s`."""
    if not 0 < target < 1:
        raise ValueError(f"a target lies between 0 and 1, not at {target}")
    agents = 1 if patience_s is not None else int(per_hour / 3600 * handle_s) + 1
    while _level(agents, per_hour, handle_s, within_s, patience_s) < target:
        agents += 1
    return agents


def _level(agents: int, per_hour: float, handle_s: float, within_s: float, patience_s: float | None) -> float:
    if patience_s is None:
        return erlang_c(agents, per_hour, handle_s).service_level(within_s)
    return erlang_a(agents, per_hour, handle_s, patience_s).service_level(within_s)


def _integral(of: Callable[[float], float], until: float) -> float:
    """From 0 to `until`, by Simpson's rule."""
    step = until / STEPS
    odd = math.fsum(of(step * n) for n in range(1, STEPS, 2))
    even = math.fsum(of(step * n) for n in range(2, STEPS, 2))
    return step / 3 * (of(0.0) + 4 * odd + 2 * even + of(until))
