"""The days of a time zone, in minutes since the epoch.

A day begins at the first minute at which the zone's clocks show its date and
ends where the next one begins. So days of 23 and 25 hours, days that begin at 01:00 because midnight was
skipped, and midnights that come twice still tile time without gap or overlap.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

Span = tuple[int, int]
"""Start and end in minutes since the epoch, half-open."""

UTC_DAY: Final = 1_440

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST: Final = -(1_967 * 525_960)  # in the year 3: a zone's clock cannot leave Python's calendar
_LAST: Final = 8_028 * 525_960  # in the year 9998
_DAYS_KEPT: Final = 4_096


class Days:
    """The days of one time zone, as spans of minutes."""

    __slots__ = ("_known", "_zone")

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._known: dict[int, list[Span]] = {}

    def of(self, minute: int) -> Span:
        """The day that holds the minute; beyond the years 3 to 9998 it is the UTC day."""
        spans = self._known.get(minute // UTC_DAY)
        if spans is None:
            spans = self._learn(minute // UTC_DAY)
        for span in spans:
            if minute < span[1]:
                return span
        raise AssertionError(minute)  # the spans of a UTC day reach its end

    def _learn(self, utc_day: int) -> list[Span]:
        """The days that share a minute with a UTC day, in order."""
        if len(self._known) >= _DAYS_KEPT:
            self._known.clear()
        start, end = utc_day * UTC_DAY, (utc_day + 1) * UTC_DAY
        if not _FIRST <= start < _LAST:
            spans = [(start, end)]
        else:
            spans = [self._find(start)]
            while spans[-1][1] < end:
                spans.append(self._find(spans[-1][1]))
        self._known[utc_day] = spans
        return spans

    def _find(self, minute: int) -> Span:
        day = self._date(minute)
        while self._begin(day + timedelta(days=1)) <= minute:  # the clocks went back over midnight
            day += timedelta(days=1)
        return self._begin(day), self._begin(day + timedelta(days=1))

    def _date(self, minute: int) -> date:
        return (_EPOCH + timedelta(minutes=minute)).astimezone(self._zone).date()

    def _begin(self, day: date) -> int:
        """The first whole minute at which the zone's clocks show `day` or, if it never came, a later one."""
        midnight = datetime(day.year, day.month, day.day, tzinfo=self._zone)
        first = _whole_minute(midnight.astimezone(UTC))
        if midnight.astimezone(UTC).astimezone(self._zone).replace(tzinfo=None) == midnight.replace(tzinfo=None):
            return first
        # Midnight was skipped: the clocks jumped over it somewhere between its two readings.
        earlier = _whole_minute(midnight.replace(fold=1).astimezone(UTC))
        return _first(earlier - 1, first, lambda minute: self._date(minute) >= day)


def _whole_minute(moment: datetime) -> int:
    """The first whole minute at or after `moment`: old local mean times have odd seconds."""
    return -((_EPOCH - moment) // timedelta(minutes=1))


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The least number in (low, high] that holds, given that `high` does and that it never stops holding."""
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle
    return high
