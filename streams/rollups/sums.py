"""What is summed over a window: counts and spreads by name."""

import msgspec

from streams.measures.spread import Spread


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
            if spread is None:
                spread = spreads[name] = Spread()
            spread.merge(delta)

    def takes_back(self) -> bool:
        """Whether adding it takes values out of a spread."""
        return any(takes_back(delta) for delta in self.spreads.values())

    def lowers(self) -> bool:
        """Whether adding it can make a count or a bucket smaller."""
        return min(self.counts.values(), default=0) < 0 or self.takes_back()

    def is_new(self) -> bool:
        """Nothing was ever added."""
        return not (self.counts or self.spreads)

    def copy(self) -> "Sums":
        """Sums of their own with the same values."""
        return Sums(self.counts.copy(), {name: spread.copy() for name, spread in self.spreads.items()})


def takes_back(delta: Spread) -> bool:
    """Whether merging the delta can lower a bucket."""
    return bool(delta.gone) or delta.zeros < 0 or min(delta.buckets.values(), default=0) < 0
