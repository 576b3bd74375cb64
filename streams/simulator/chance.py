"""Random draws, each purpose from a stream of its own, so that one queue's luck never changes another's."""

import math
from collections.abc import Callable, Mapping
from random import Random

from streams.simulator.plan import Timing

MICROS = 1_000_000

Draw = Callable[[], int]
"""Draws a duration in microseconds."""


def stream(seed: int, purpose: str) -> Random:
    """The generator of one purpose; the same on every machine and in every process."""
    return Random(f"{seed}/{purpose}")


def sampler(timing: Timing, random: Random) -> Draw:
    """Durations in microseconds, drawn as the plan says."""
    mean_us = timing.mean_s * MICROS
    if timing.kind == "fixed":
        return lambda: int(mean_us)
    if timing.kind == "exponential":
        uniform, log = random.random, math.log
        return lambda: int(-mean_us * log(1.0 - uniform()))
    variance = math.log(1.0 + timing.cv**2)
    mu, sigma = math.log(mean_us) - variance / 2, math.sqrt(variance)
    gauss, exp = random.gauss, math.exp
    return lambda: int(exp(gauss(mu, sigma)))


def chooser(weights: Mapping[str, float], random: Random) -> Callable[[], str | None]:
    """Draws a name by its weight; always None from no names."""
    names = list(weights)
    if len(names) < 2:  # noqa: PLR2004  one name needs no draw
        only = names[0] if names else None
        return lambda: only
    total = math.fsum(weights.values())
    steps: list[float] = []
    reached = 0.0
    for weight in weights.values():
        reached += weight / total
        steps.append(reached)

    def choose() -> str:
        drawn = random.random()
        for name, step in zip(names, steps, strict=True):
            if drawn < step:
                return name
        return names[-1]

    return choose


def drawn_count(mean: float, random: Random) -> int:
    """At least one, and `mean` on average (geometric); one where `mean` is less."""
    if mean <= 1.0:
        return 1
    return 1 + int(math.log(1.0 - random.random()) / math.log(1.0 - 1.0 / mean))
