"""From the hours of days to stretches of time."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from streams.policy.calendars.day_hours import DayHours
from streams.policy.calendars.offsets import SECOND_US, offsets

Span = tuple[int, int]
"""Start and end in microseconds since the epoch, half-open."""

MINUTE_US: Final = 60 * SECOND_US
DAY_US: Final = 1_440 * MINUTE_US

_MARGIN = timedelta(days=3)  # a night of the day before, and clocks up to a day apart from UTC
_EPOCH_DAY = date(1970, 1, 1).toordinal()


def year_start_us(year: int) -> int:
    return (datetime(year, 1, 1, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def year_of(at_us: int) -> int:
    """The year in UTC; raises OverflowError beyond Python's calendar."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at_us)).year


def open_in_year(zone: ZoneInfo, days: DayHours, year: int) -> list[Span]:
    """The stretches of a year of UTC in order, apart from each other and cut at its ends.

    Open is when the zone's clocks show a time that lies in the hours: a time that is skipped never comes, and one
    that comes twice counts twice.
    """
    start_us, end_us = year_start_us(year), year_start_us(year + 1)
    shown = _joined(_shown(days, date(year, 1, 1) - _MARGIN, date(year, 12, 31) + _MARGIN))
    if not shown:
        return []
    return _joined(
        (max(opens - ahead_us, since_us), min(closes - ahead_us, until_us))
        for since_us, until_us, ahead_us in offsets(zone, start_us, end_us)
        for opens, closes in shown
        if closes - ahead_us > since_us and opens - ahead_us < until_us
    )


def _shown(days: DayHours, first: date, last: date) -> Iterator[Span]:
    """As the clocks show it, counted as if they were those of UTC."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        midnight_us = (ordinal - _EPOCH_DAY) * DAY_US
        for opens, closes in days.of(date.fromordinal(ordinal)):
            yield midnight_us + opens * MINUTE_US, midnight_us + closes * MINUTE_US


def _joined(spans: Iterable[Span]) -> list[Span]:
    """What touches or overlaps is one; special hours may begin before the night before is over."""
    joined: list[Span] = []
    for opens, closes in sorted(spans):
        if joined and opens <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(closes, joined[-1][1])
        else:
            joined.append((opens, closes))
    return joined
