"""When a window is complete, when it is over, and when a delta for it comes too late."""

from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from streams.measures.pane import MINUTE_US
from streams.policy.days import Span
from streams.rollups.due import Due
from streams.rollups.sheet import Day, Half, Window
from streams.rollups.sliding import LONGEST
from streams.rollups.windows import half_hour

W = TypeVar("W", bound=Window)

_LONG_AGO: Final = -(1 << 62)


class Closing:
    """Follows the time told, and hands out windows as their hours come.

    A window is complete `grace_us` after its end. A half hour is over an hour (the longest sliding window)
    later, together with its minutes; a day when its last half hour is.
    """

    __slots__ = ("_completing", "_days", "_grace_us", "_halves", "_keep_us", "late_before", "now_us")

    def __init__(self, grace_us: int) -> None:
        self.now_us: int | None = None
        self.late_before = _LONG_AGO
        """Minutes before this one are over: a delta for them is late."""
        self._grace_us = grace_us
        self._keep_us = LONGEST * MINUTE_US + grace_us
        self._completing: Due[Window] = Due()
        self._halves: Due[Half] = Due()
        self._days: Due[Day] = Due()

    def time(self, now_us: int) -> None:
        """From here on it is `now_us`."""
        self.now_us = now_us
        self.late_before = half_hour((now_us - self._keep_us) // MINUTE_US)[0]

    def is_over(self, day: Span) -> bool:
        """Even of its last half hour nothing is kept any more."""
        return self.now_us is not None and self._over_us(day) <= self.now_us

    def opened(self, window: Window) -> None:
        """Hand it out once it is complete, unless it is so already."""
        complete_us = window.end_us + self._grace_us
        window.complete = self.now_us is not None and complete_us <= self.now_us
        if not window.complete:
            self._completing.add(complete_us, window)

    def opened_half(self, half: Half) -> None:
        self.opened(half)
        self._halves.add(half.end_us + self._keep_us, half)

    def opened_day(self, day: Day) -> None:
        self.opened(day)
        self._days.add(self._over_us((day.start, day.end)), day)

    def completed(self) -> Iterator[Window]:
        """Windows that became complete since this was asked last."""
        if self.now_us is not None:
            for window in self._completing.pop(self.now_us):
                window.complete = True
                yield window

    def retire_halves(self, retire: Callable[[Half], bool]) -> None:
        """`retire` every half hour that is over; one that cannot go yet is asked again next time."""
        if self.now_us is not None:
            _retire(self._halves, self.now_us, retire)

    def retire_days(self, retire: Callable[[Day], bool]) -> bool:
        """The same with days; True when there were any."""
        return self.now_us is not None and _retire(self._days, self.now_us, retire)

    def _over_us(self, day: Span) -> int:
        return half_hour(day[1] - 1)[1] * MINUTE_US + self._keep_us


def _retire(due: Due[W], now_us: int, retire: Callable[[W], bool]) -> bool:
    over = list(due.pop(now_us))
    for window in over:
        if not retire(window):
            due.add(now_us, window)
    return bool(over)
