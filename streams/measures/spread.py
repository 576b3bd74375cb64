"""A distribution of durations that can be added, taken back and merged without loss of counts or sums.

The buckets are those of a Prometheus native histogram of schema 5: bucket `i` holds the durations of
`(2**((i-1)/32), 2**(i/32)]` seconds, so a value read from its bucket's middle is at most 1.1 % off.
The largest values are kept as they are: the maximum, and every quantile of a small sample, is exact.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

import msgspec

SCHEMA = 5
PER_DOUBLING: int = 2**SCHEMA
KNOWN_TOPS = 16
"""How many of the largest values a spread remembers."""

LOWEST_BUCKET = -20 * PER_DOUBLING  # one microsecond is a little more than 2**-20 s
HIGHEST_BUCKET = 44 * PER_DOUBLING  # 2**44 s is more than 63 bits of microseconds
UPPER_US: list[int] = [
    int(2 ** (index / PER_DOUBLING) * 1_000_000) for index in range(LOWEST_BUCKET, HIGHEST_BUCKET + 1)
]


def bucket_of(us: int) -> int:
    """Index of the bucket that holds a duration above zero."""
    return bisect_left(UPPER_US, us) + LOWEST_BUCKET


def upper_us(bucket: int) -> int:
    """The largest whole microsecond that falls into the bucket."""
    return UPPER_US[bucket - LOWEST_BUCKET]


MIDDLE_US: list[float] = [
    float(2 ** ((index - 0.5) / PER_DOUBLING) * 1_000_000) for index in range(LOWEST_BUCKET, HIGHEST_BUCKET + 1)
]


def middle_us(bucket: int) -> float:
    """The geometric middle of the bucket."""
    return MIDDLE_US[bucket - LOWEST_BUCKET]


class Spread(msgspec.Struct, array_like=True, gc=False):
    """How a duration was spread; durations are whole microseconds, zero or more.

    A spread is either a sum of values, or a delta to one: then buckets may be negative and `gone` lists
    the values taken back that the delta itself did not add.
    """

    buckets: dict[int, int] = {}
    zeros: int = 0
    sum_us: int = 0
    tops: list[int] = []
    gone: list[int] = []
    total: int = 0

    def add(self, us: int) -> None:
        """Count one value."""
        tops = self.tops
        if len(tops) < KNOWN_TOPS or us > tops[-1]:
            self._remember(us)
        self.total += 1
        self.sum_us += us
        if us <= 0:
            self.zeros += 1
            return
        bucket = bisect_left(UPPER_US, us) + LOWEST_BUCKET
        buckets = self.buckets
        buckets[bucket] = buckets.get(bucket, 0) + 1

    def take_back(self, us: int) -> None:
        """Undo one `add` of this value, here or in the spread this delta will be merged into."""
        if us in self.tops:
            self.tops.remove(us)
        else:
            self.gone.append(us)
        self.total -= 1
        self.sum_us -= us
        if us <= 0:
            self.zeros -= 1
            return
        self._shift(bucket_of(us), -1)

    def merge(self, delta: Spread) -> None:
        """Apply a delta, or add another sum."""
        self._merge_tops(delta)
        self.total += delta.total
        self.sum_us += delta.sum_us
        self.zeros += delta.zeros
        buckets = self.buckets
        for bucket, change in delta.buckets.items():
            count = buckets.get(bucket, 0) + change
            if count:
                buckets[bucket] = count
            else:
                buckets.pop(bucket, None)

    def count(self) -> int:
        """How many values."""
        return self.total

    def max_us(self) -> int | None:
        """The largest value, None of an empty spread.

        It is exact until more values were taken back than the spread remembers; then it is the upper
        bound of the highest bucket.
        """
        if self.tops:
            return self.tops[0]
        if self.total <= 0:
            return None
        return self._ceiling()

    def quantile_us(self, q: float) -> float | None:
        """The q-quantile (0..1), None of an empty spread."""
        return self.quantiles_us((q,))[0]

    def quantiles_us(self, qs: Iterable[float]) -> list[float | None]:
        """Several quantiles at once, each interpolated between its closest ranks.

        This is numpy's `linear` and a spreadsheet's PERCENTILE.INC over values of which those not
        remembered stand at the middle of their bucket.
        """
        if self.total <= 0:
            return [None for _ in qs]
        upto, values = self._ranks()
        limit_us = self.tops[-1] if self.tops else self._ceiling()
        found: list[float | None] = []
        for q in qs:
            rank = (self.total - 1) * q
            below = int(rank)
            share = rank - below
            low = self._at_rank(below, upto, values, limit_us)
            high = self._at_rank(below + 1, upto, values, limit_us) if share else low
            found.append(low + (high - low) * share)
        return found

    def is_empty(self) -> bool:
        """Whether merging it would change nothing."""
        return not (self.total or self.zeros or self.sum_us or self.buckets or self.gone)

    def copy(self) -> Spread:
        """A spread of its own with the same values."""
        return Spread(
            self.buckets.copy(),
            self.zeros,
            self.sum_us,
            self.tops.copy(),
            self.gone.copy(),
            self.total,
        )

    def _merge_tops(self, delta: Spread) -> None:
        tops, theirs = self.tops, delta.tops
        if len(theirs) == delta.total and not delta.gone:  # all its values are known: nearly always so
            if not theirs or (len(tops) == KNOWN_TOPS and theirs[0] <= tops[-1]):
                return
            floor = self._floor()
        else:
            for us in delta.gone:
                if us in tops:
                    tops.remove(us)
            if not theirs and delta._complete():
                return
            floor = max(self._floor(), delta._floor())
        known = sorted(tops + theirs, reverse=True)[:KNOWN_TOPS]
        self.tops = known if known and known[-1] >= floor else [us for us in known if us >= floor]

    def _remember(self, us: int) -> None:
        tops = self.tops
        if (not tops or us < tops[-1]) and us < self._floor():
            return
        place = len(tops)
        while place and tops[place - 1] < us:
            place -= 1
        tops.insert(place, us)
        del tops[KNOWN_TOPS:]

    def _complete(self) -> bool:
        """Whether `tops` are all the values there are."""
        return len(self.tops) == self.total + len(self.gone)

    def _floor(self) -> int:
        """From here upwards every value is in `tops`; zero when all are."""
        if self._complete():
            return 0
        return self.tops[-1] if self.tops else self._ceiling() + 1

    def _ceiling(self) -> int:
        held = [bucket for bucket, count in self.buckets.items() if count > 0]
        return upper_us(max(held)) if held else 0

    def _shift(self, bucket: int, change: int) -> None:
        count = self.buckets.get(bucket, 0) + change
        if count:
            self.buckets[bucket] = count
        else:
            self.buckets.pop(bucket, None)

    def _ranks(self) -> tuple[list[int], list[float]]:
        """Ascending: how many values there are up to each bucket, and where the bucket's values stand."""
        so_far = max(self.zeros, 0)
        upto, values = [so_far], [0.0]
        for bucket in sorted(self.buckets):
            count = self.buckets[bucket]
            if count > 0:
                so_far += count
                upto.append(so_far)
                values.append(middle_us(bucket))
        return upto, values

    def _at_rank(self, rank: int, upto: list[int], values: list[float], limit_us: int) -> float:
        from_top = self.total - 1 - rank
        if from_top < len(self.tops):
            return float(self.tops[max(from_top, 0)])
        return min(values[min(bisect_right(upto, rank), len(values) - 1)], limit_us)


def spread_of(values_us: Sequence[int]) -> Spread:
    """The spread of these values; quicker than adding one by one."""
    if len(values_us) == 1 and values_us[0] > 0:
        us = values_us[0]
        return Spread({bisect_left(UPPER_US, us) + LOWEST_BUCKET: 1}, 0, us, [us], [], 1)
    buckets: dict[int, int] = {}
    zeros = 0
    for us in values_us:
        if us > 0:
            bucket = bisect_left(UPPER_US, us) + LOWEST_BUCKET
            buckets[bucket] = buckets.get(bucket, 0) + 1
        else:
            zeros += 1
    tops = sorted(values_us, reverse=True)[:KNOWN_TOPS]
    return Spread(buckets, zeros, sum(values_us), tops, [], len(values_us))
