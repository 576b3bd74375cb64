"""Durations as classic Prometheus histograms, exact to the last value.

Every bound is a bound of the buckets that durations are kept in (powers of 2**(1/32) seconds, the native
histograms' schema 5), so cumulative counts are counts and not estimates.
"""

from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from streams.rollups.reading import PER_DOUBLING, Spread

HALF_DOUBLING: Final = PER_DOUBLING // 2
_EDGES: Final = (
    *range(0, 3 * PER_DOUBLING, PER_DOUBLING),  # 1, 2, 4 s
    *range(3 * PER_DOUBLING, 10 * PER_DOUBLING, HALF_DOUBLING),  # 8, 11.3, 16 ... 724 s: where calls live
    *range(10 * PER_DOUBLING, 15 * PER_DOUBLING, PER_DOUBLING),  # 17 minutes to four and a half hours
    *range(16 * PER_DOUBLING, 23 * PER_DOUBLING, 2 * PER_DOUBLING),  # 18 hours, 3, 12 and 48 days: tickets
)
"""The bucket whose upper bound is a classic bound, for each classic bound."""

BOUNDS_S: Final = tuple(2 ** (edge / PER_DOUBLING) for edge in _EDGES)
LE: Final = (*map(str, BOUNDS_S), "+Inf")
"""Values of the label `le`."""


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many durations there are up to each bound of `LE`, and their sum."""

    upto: tuple[int, ...]
    sum_us: int

    def less(self, other: "Histogram") -> "Histogram":
        """What came on top of `other`."""
        return Histogram(
            tuple(mine - theirs for mine, theirs in zip(self.upto, other.upto, strict=True)),
            self.sum_us - other.sum_us,
        )

    def plus(self, other: "Histogram") -> "Histogram":
        return Histogram(
            tuple(mine + theirs for mine, theirs in zip(self.upto, other.upto, strict=True)),
            self.sum_us + other.sum_us,
        )


EMPTY: Final = Histogram((0,) * len(LE), 0)


def histogram_of(spread: Spread) -> Histogram:
    """Of whatever lies above the last bound only +Inf knows."""
    counts = [0] * len(LE)
    counts[0] = spread.zeros
    place = 0
    for bucket in sorted(spread.buckets):
        while place < len(_EDGES) and bucket > _EDGES[place]:
            place += 1
        counts[place] += spread.buckets[bucket]
    return Histogram(tuple(accumulate(counts)), spread.sum_us)
