"""When customers come: a Poisson process whose rate follows the hours, drawn by thinning."""

import math
from random import Random

from streams.simulator.hours import HOUR_US, QUARTER_US, BadHours, DayShape


class Arrivals:
    """One queue's arrivals.

    Thinning, a quarter of an hour at a time: gaps are drawn at the quarter's highest rate, and an arrival
    is kept with the odds of the true rate to that highest one. Exact for any rate (Lewis and Shedler, 1979).
    """

    def __init__(self, queue: str, per_hour: float, shape: DayShape, bad: BadHours, random: Random) -> None:
        self._queue = queue
        self._per_us = per_hour / HOUR_US
        self._shape = shape
        self._bad = bad
        self._uniform = random.random
        self._from_us = self._until_us = 0
        self._rate = self._slope = self._highest = 0.0

    def after(self, at_us: int) -> int:
        """The first arrival after `at_us`; times asked for never go back."""
        uniform, log = self._uniform, math.log
        at = float(at_us)
        if not self._from_us <= at_us < self._until_us:
            self._enter(at_us)
        while True:
            gap = -log(1.0 - uniform()) / self._highest if self._highest else math.inf
            at += gap
            if at >= self._until_us:
                at = float(self._until_us)
                self._enter(self._until_us)
            elif self._slope == 0 or uniform() * self._highest < self._rate + self._slope * (at - self._from_us):
                return int(at)

    def _enter(self, at_us: int) -> None:
        """Take the rate's straight line from `at_us` to the next quarter or the next edge of an outage."""
        quarter_us = at_us - at_us % QUARTER_US
        surge, until_us = self._bad.surge(self._queue, at_us, quarter_us + QUARTER_US)
        left, right = self._shape.line(quarter_us)
        peak = self._per_us * surge
        self._slope = (right - left) * peak / QUARTER_US
        self._rate = left * peak + self._slope * (at_us - quarter_us)
        self._from_us, self._until_us = at_us, until_us
        self._highest = max(self._rate, self._rate + self._slope * (until_us - at_us))
