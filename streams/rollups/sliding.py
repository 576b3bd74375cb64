"""The last 5, 15, 30 and 60 minutes, sliding by the minute: the current minute and those before it."""

from collections.abc import Mapping
from typing import Final, Protocol

from streams.records import SlidingWindow
from streams.rollups.sums import Sums, Tally

LENGTHS: Final[tuple[tuple[SlidingWindow, int], ...]] = (("PT5M", 5), ("PT15M", 15), ("PT30M", 30), ("PT1H", 60))
LONGEST: Final = 60
_UNKNOWN: Final = -(1 << 62)


class HasSums(Protocol):
    sums: Sums


class Sliding:
    """Sums of a scope's last minutes.

    Minutes before the current one are merged once a minute, and deltas to the current one as they come: a
    record costs what changed since the one before.
    """

    __slots__ = ("_current", "_older", "_own", "_whole")

    def __init__(self) -> None:
        self._current = _UNKNOWN
        self._older: list[Tally] = []
        """Without the current minute, for each length."""
        self._whole: list[Tally] = []
        """With it; empty as long as it holds nothing."""
        self._own: set[str] = set()
        """Spreads that `_whole` does not share with `_older`."""

    def touched(self, minute: int, delta: Sums) -> None:
        """The delta was added to a minute."""
        if minute == self._current:
            if self._whole:
                self._add(delta)
        elif minute < self._current:
            self._current = _UNKNOWN

    def at(self, current: int, minutes: Mapping[int, HasSums]) -> list[Tally]:
        """Sums of [current - n + 1, current] for each n of `LENGTHS`, to be read only.

        Windows that hold the same minutes are one and the same object.
        """
        if current != self._current:
            self._older = _merged(current, minutes)
            self._whole = []
            self._current = current
        if self._whole:
            return self._whole
        newest = minutes.get(current)
        if newest is None:
            return self._older
        self._whole = _shared(self._older)
        self._own = set()
        self._add(newest.sums)
        return self._whole

    def _add(self, delta: Sums) -> None:
        new = delta.spreads.keys() - self._own
        self._own |= new
        last: Tally | None = None
        for whole in self._whole:
            if whole is last:
                continue
            last = whole
            spreads = whole.sums.spreads
            for name in new:
                if name in spreads:
                    spreads[name] = spreads[name].copy()
            whole.add(delta)


def _merged(current: int, minutes: Mapping[int, HasSums]) -> list[Tally]:
    """The sums of the minutes before the current one, for each length."""
    merged: list[Tally] = []
    upto, so_far = current - 1, Tally(Sums())
    for _, length in LENGTHS:
        inside = [minutes[minute] for minute in range(upto, current - length, -1) if minute in minutes]
        upto = current - length
        if inside:
            so_far = Tally(_together(so_far.sums, [window.sums for window in inside]))
        merged.append(so_far)
    return merged


def _together(sums: Sums, others: list[Sums]) -> Sums:
    """Their sum; a spread that only `sums` has is shared with it."""
    together = Sums(sums.counts.copy(), sums.spreads.copy())
    own: set[str] = set()
    for other in others:
        for name in other.spreads.keys() - own:
            own.add(name)
            if name in together.spreads:
                together.spreads[name] = together.spreads[name].copy()
        together.add(other)
    return together


def _shared(tallies: list[Tally]) -> list[Tally]:
    """Tallies with counts of their own, and spreads shared until they are replaced."""
    shared: list[Tally] = []
    for i, tally in enumerate(tallies):
        if i and tally is tallies[i - 1]:
            shared.append(shared[-1])
            continue
        one = Tally(Sums(tally.sums.counts.copy(), tally.sums.spreads.copy()))
        one.durations = tally.durations.copy()
        shared.append(one)
    return shared
