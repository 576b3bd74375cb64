"""A distribution of durations that can be added, taken back and merged without loss of counts or sums.

The buckets are those of a Prometheus native histogram of schema 5: bucket `i` holds the durations of
`(2**((i-1)/32), 2**(i/32)]` seconds, so a value read from its bucket's middle is at most 1.1 % off.
The largest values are kept as they are: the maximum, and every quantile of a small sample, is exact.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

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
        if not buckets and all(delta.buckets.values()):
            buckets.update(delta.buckets)
            return
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
        total, tops = self.total, self.tops
        if total <= 0:
            return [None for _ in qs]
        first_known = total - len(tops)
        if first_known:
            held, upto = self._ranks()
            limit_us = tops[-1] if tops else self._ceiling()
        found: list[float | None] = []
        for q in qs:
            rank = (total - 1) * q
            below = int(rank)
            share = rank - below
            if below >= first_known:
                known = total - 1 - below
                found.append(tops[known] + (tops[known - 1] - tops[known]) * share if share else float(tops[known]))
                continue
            place = bisect_right(upto, below)
            low = _stands_at(held, place, limit_us)
            if share and below + 1 == first_known:
                low += (tops[-1] - low) * share
            elif share and below + 1 == upto[min(place, len(held))]:  # the next value lies in the next bucket
                low += (_stands_at(held, place + 1, limit_us) - low) * share
            found.append(low)
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

    def negated(self) -> Spread:
        """The delta that takes all of it back."""
        buckets = {bucket: -count for bucket, count in self.buckets.items()}
        return Spread(buckets, -self.zeros, -self.sum_us, [], self.tops.copy(), -self.total)

    def _merge_tops(self, delta: Spread) -> None:
        tops, theirs = self.tops, delta.tops
        if len(theirs) == delta.total and not delta.gone:  # all its values are known: nearly always so
            if len(tops) == KNOWN_TOPS:
                if theirs and theirs[0] > tops[-1]:
                    self.tops = sorted(tops + theirs, reverse=True)[:KNOWN_TOPS]
                return
            if not theirs:
                return
            floor = self._floor()
        else:
            floor = max(self._floor(), delta._floor())  # before the values go: what was known stays known
            for us in delta.gone:
                if us in tops:
                    tops.remove(us)
            if not theirs and delta._complete():
                return
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

    def _ranks(self) -> tuple[list[int], list[int]]:
        """The buckets that hold values, ascending, and how many values there are up to each; zeros come first."""
        buckets, zeros = self.buckets, self.zeros
        found = list(buckets)
        held = sorted(found)
        if held != found:  # kept in order: sorting what is nearly sorted takes a quarter of the time
            self.buckets = buckets = {bucket: buckets[bucket] for bucket in held}
        if zeros < 0 or min(buckets.values(), default=0) < 0:  # a sum whose deltas are not all in yet
            zeros = max(zeros, 0)
            held = [bucket for bucket in held if buckets[bucket] > 0]
        return held, list(
            accumulate(buckets.values() if len(held) == len(buckets) else map(buckets.__getitem__, held), initial=zeros)
        )


def _stands_at(held: Sequence[int], place: int, limit_us: int) -> float:
    """Where the values of the bucket at a place stand; at place 0 are zeros."""
    if not place:
        return 0.0
    return min(MIDDLE_US[held[min(place, len(held)) - 1] - LOWEST_BUCKET], limit_us) if held else 0.0


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
