"""What is summed over a window: counts and spreads by name."""

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

import msgspec

from streams.measures.spread import Spread
from streams.records import Duration

K = TypeVar("K", bound=Hashable)


class Sums(msgspec.Struct, array_like=True, gc=False):
    """Counts and spreads of durations, or a delta to them; adding in any order gives the same sums."""

    counts: dict[str, int] = {}
    spreads: dict[str, Spread] = {}

    def add(self, other: "Sums") -> None:
        """Apply a delta or add other sums, which stay the giver's own."""
        counts = self.counts
        for name, change in other.counts.items():
            counts[name] = counts.get(name, 0) + change
        spreads = self.spreads
        for name, delta in other.spreads.items():
            spread = spreads.get(name)
            if spread is not None:
                spread.merge(delta)
            elif takes_back(delta):
                spreads[name] = Spread()
                spreads[name].merge(delta)
            else:
                spreads[name] = delta.copy()

    def takes_back(self) -> bool:
        """Whether adding it takes values out of a spread."""
        for delta in self.spreads.values():  # noqa: SIM110 - `any` is half as fast, and this is asked of every delta
            if takes_back(delta):
                return True
        return False

    def lowers(self) -> bool:
        """Whether adding it can make a count or a bucket smaller."""
        return min(self.counts.values(), default=0) < 0 or self.takes_back()

    def is_new(self) -> bool:
        """Nothing was ever added."""
        return not (self.counts or self.spreads)

    def copy(self) -> "Sums":
        """Sums of their own with the same values."""
        return Sums(self.counts.copy(), {name: spread.copy() for name, spread in self.spreads.items()})


class Gathered(Generic[K]):
    """Deltas that lower nothing, summed by where they belong; a single one is not copied."""

    __slots__ = ("_own", "sums")

    def __init__(self) -> None:
        self.sums: dict[K, Sums] = {}
        """To be read only."""
        self._own: set[K] = set()

    def add(self, key: K, delta: Sums) -> None:
        """The delta stays the giver's own."""
        sums = self.sums.get(key)
        if sums is None:
            self.sums[key] = delta
            return
        if key not in self._own:
            self._own.add(key)
            sums = self.sums[key] = sums.copy()
        sums.add(delta)


class Tally:
    """Sums, and what was worked out of them: percentiles cost more than all the rest of a record."""

    __slots__ = ("durations", "sums")

    def __init__(self, sums: Sums) -> None:
        self.sums = sums
        self.durations: dict[str, Duration] = {}
        """Those that are still true of `sums`; who needs a missing one puts it here."""

    def add(self, delta: Sums) -> None:
        """Apply a delta."""
        self.sums.add(delta)
        self.forget(delta.spreads)

    def forget(self, names: Iterable[str]) -> None:
        """The spreads of these names changed."""
        known = self.durations
        if known:
            for name in names:
                known.pop(name, None)


def takes_back(delta: Spread) -> bool:
    """Whether merging the delta can lower a bucket."""
    if not delta.gone and len(delta.tops) == delta.total:  # all its values are known: nearly always so
        return False
    return bool(delta.gone) or delta.zeros < 0 or min(delta.buckets.values(), default=0) < 0
