"""The last 5, 15, 30 and 60 minutes, sliding by the minute: the current minute and those before it."""

from collections.abc import Mapping
from typing import Final, Protocol

from streams.records import SlidingWindow
from streams.rollups.sums import Sums

LENGTHS: Final[tuple[tuple[SlidingWindow, int], ...]] = (("PT5M", 5), ("PT15M", 15), ("PT30M", 30), ("PT1H", 60))
LONGEST: Final = 60
_UNKNOWN: Final = -(1 << 62)


class HasSums(Protocol):
    sums: Sums


class Sliding:
    """The sums of a scope's minutes before the current one, merged once a minute and not with every record."""

    __slots__ = ("_current", "_older")

    def __init__(self) -> None:
        self._current = _UNKNOWN
        self._older: list[Sums] = []

    def touched(self, minute: int) -> None:
        """The sums of a minute changed; the current one is read anew anyway."""
        if minute < self._current:
            self._current = _UNKNOWN

    def at(self, current: int, minutes: Mapping[int, HasSums]) -> list[Sums]:
        """Sums of [current - n + 1, current] for each n of `LENGTHS`, to be read only.

        Windows that hold the same minutes are one and the same object.
        """
        if current != self._current:
            self._older = _merged(current, minutes)
            self._current = current
        newest = minutes.get(current)
        if newest is None:
            return self._older
        found: list[Sums] = []
        for i, older in enumerate(self._older):
            if i and older is self._older[i - 1]:
                found.append(found[-1])
                continue
            merged = older.copy()
            merged.add(newest.sums)
            found.append(merged)
        return found


def _merged(current: int, minutes: Mapping[int, HasSums]) -> list[Sums]:
    """The sums of the minutes before the current one, for each length."""
    merged: list[Sums] = []
    upto, so_far = current - 1, Sums()
    for _, length in LENGTHS:
        inside = [minutes[minute] for minute in range(upto, current - length, -1) if minute in minutes]
        upto = current - length
        if inside:
            so_far = so_far.copy()
            for window in inside:
                so_far.add(window.sums)
        merged.append(so_far)
    return merged
