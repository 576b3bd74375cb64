"""What a scope summed up since its first minute: the counters and histograms of Prometheus.

A counter that goes down looks like a restart to Prometheus, which then counts its whole value again. But
an answer that comes late takes an abandonment back. So what is shown is the highest value there ever was,
and it stands still until the true one has caught up; for a spread, bound by bound.
"""

from collections.abc import Iterable

import msgspec

from streams.measures.spread import Spread
from streams.rollups.sums import Sums, takes_back


class Kept(msgspec.Struct, array_like=True, gc=False):
    """What the ledger holds of a lifetime; days that are still kept are not in `settled`."""

    since_us: int
    """When it began by the wall clock: who came first keeps its label."""
    settled: Sums
    count_floors: dict[str, int] = {}
    spread_floors: dict[str, Spread] = {}


class Lifetime:
    """All deltas of a scope ever; `kept` plus the days still kept gives it back."""

    __slots__ = ("changes", "kept", "true")

    def __init__(self, kept: Kept, days: Iterable[Sums] = ()) -> None:
        self.kept = kept
        self.true = kept.settled.copy()
        for day in days:
            self.true.add(day)
        self.changes = 0
        """Grows with every delta, so that a reader knows what it has seen."""

    def add(self, delta: Sums) -> bool:
        """Apply a delta; True when it took something back, so that `kept` has to be written."""
        lowered = delta.lowers() and self._hold(delta)
        self.true.add(delta)
        self.changes += 1
        return lowered

    def settle(self, sums: Sums) -> None:
        """These sums, applied before, are from now on kept here; floors that the truth has reached go."""
        kept, true = self.kept, self.true
        kept.settled.add(sums)
        kept.count_floors = {name: n for name, n in kept.count_floors.items() if n > true.counts[name]}
        kept.spread_floors = {
            name: floor for name, floor in kept.spread_floors.items() if not _reached(true.spreads[name], floor)
        }

    def shown_counts(self) -> dict[str, int]:
        """The counts as counters: none is ever lower than it was."""
        shown = self.true.counts.copy()
        for name, floor in self.kept.count_floors.items():
            shown[name] = max(floor, shown.get(name, 0))
        return shown

    def shown_spreads(self) -> dict[str, Spread]:
        """Spreads of which no cumulative count is ever lower than it was; they are the reader's own."""
        floors = self.kept.spread_floors
        return {
            name: envelope(spread, floors[name]) if name in floors else spread.copy()
            for name, spread in self.true.spreads.items()
        }

    def _hold(self, delta: Sums) -> bool:
        """Remember as floors what the delta is about to lower."""
        kept, true = self.kept, self.true
        lowered = False
        for name, change in delta.counts.items():
            if change < 0:
                lowered = True
                kept.count_floors[name] = max(kept.count_floors.get(name, 0), true.counts.get(name, 0))
        for name, spread in delta.spreads.items():
            if takes_back(spread) and name in true.spreads:
                lowered = True
                floor = kept.spread_floors.get(name)
                before = true.spreads[name]
                kept.spread_floors[name] = before.copy() if floor is None else envelope(before, floor)
        return lowered


def envelope(one: Spread, other: Spread) -> Spread:
    """The smallest spread with, up to every bound, at least as many values as either; its tops are unknown."""
    upto_one, upto_other = one.zeros, other.zeros
    zeros = reached = max(upto_one, upto_other)
    buckets: dict[int, int] = {}
    for bucket in sorted(one.buckets.keys() | other.buckets.keys()):
        upto_one += one.buckets.get(bucket, 0)
        upto_other += other.buckets.get(bucket, 0)
        higher = max(upto_one, upto_other)
        if higher > reached:
            buckets[bucket] = higher - reached
            reached = higher
    return Spread(buckets, zeros, max(one.sum_us, other.sum_us), total=reached)


def _reached(true: Spread, floor: Spread) -> bool:
    """Nowhere is `floor` higher than `true`."""
    both = envelope(true, floor)
    return (both.zeros, both.buckets, both.sum_us) == (true.zeros, true.buckets, true.sum_us)
