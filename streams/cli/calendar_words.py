"""What the calendars of the policy mean, in words; with Jalali dates beside the Gregorian ones where Iran's hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from streams.policy.calendars.calendar import END_US
from streams.policy.dates import jalali
from streams.policy.hours import WEEKDAYS, clock

if TYPE_CHECKING:
    from streams.policy import Calendar, Span
    from streams.policy.hours import Stretch, Week

OPENINGS: Final = 10
HOLIDAYS_AHEAD: Final = timedelta(days=365)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTES_AN_HOUR: Final = 60


def calendars_in_words(calendars: Mapping[str, Calendar], now_us: int) -> Iterator[str]:
    """Hours, days off and the next ten openings of each."""
    for calendar in calendars.values():
        words = _Words(calendar)
        yield f"Calendar {calendar.name}, by the clocks of {calendar.zone.key}: {week_in_words(calendar.days.week)}"
        yield from words.exceptions()
        yield from words.holidays(now_us)
        yield from words.openings(now_us)


def week_in_words(week: Week) -> str:
    """Days with the same hours are named together, the longest row of them first."""
    starts = [day for day in range(len(week)) if week[day] != week[day - 1]] or [0]
    rows = [
        (start, (following - start - 1) % len(week) + 1)
        for start, following in zip(starts, [*starts[1:], starts[0]], strict=True)
    ]
    first = max(range(len(rows)), key=lambda row: rows[row][1])
    parts = []
    for start, length in rows[first:] + rows[:first]:
        last = (start + length - 1) % len(week)
        days = WEEKDAYS[start] if length == 1 else f"{WEEKDAYS[start]}-{WEEKDAYS[last]}"
        parts.append(f"{days} {_hours(week[start])}")
    minutes = sum(closes - opens for stretches in week for opens, closes in stretches)
    return f"{'; '.join(parts)}. That is {minutes / _MINUTES_AN_HOUR:g} hours a week."


def _hours(stretches: tuple[Stretch, ...]) -> str:
    return " and ".join(map(clock, stretches)) or "closed"


class _Words:
    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        holidays = calendar.days.holidays
        self._iranian = calendar.zone.key in {"Asia/Tehran", "Iran"} or (holidays and holidays.country == "IR")

    def exceptions(self) -> Iterator[str]:
        """The days that the policy names."""
        days = self._calendar.days
        if days.closed:
            yield f"  Closed on {self._list(days.closed)}."
        if days.opened:
            yield f"  Open as on any such weekday, holiday or not, on {self._list(days.opened)}."
        for day, stretches in sorted(days.special.items()):
            yield f"  Hours of its own on {self._day(day)}: {_hours(stretches)}."

    def holidays(self, now_us: int) -> Iterator[str]:
        days = self._calendar.days
        if days.holidays is None:
            yield "  Public holidays are days like any other."
            return
        part = f"-{days.holidays.subdivision}" if days.holidays.subdivision else ""
        yield f"  Closed on the public holidays of {days.holidays.country}{part}; those of the next 12 months:"
        today = self._local(now_us).date()
        for ahead in range(HOLIDAYS_AHEAD.days):
            day = today + timedelta(days=ahead)
            names = days.holidays.names(day)
            if names:
                still = f" [open all the same, {_hours(days.of(day))}]" if days.of(day) else ""
                yield f"    {self._day(day)}{still} {' / '.join(names.values())}"

    def openings(self, now_us: int) -> Iterator[str]:
        now_open = self._calendar.open_at(now_us)
        yield f"  Open now {self._until(now_open, now_us)}." if now_open else "  Closed now."
        at_us, found = now_us + 1, 0
        while found < OPENINGS and (span := self._calendar.next_opening(at_us)):
            if not found:
                yield "  The next openings:"
            opens = self._local(span[0])
            yield f"    {self._day(opens.date())} {opens:%H:%M} {self._until(span, span[0])}"
            at_us, found = span[1], found + 1
        if found < OPENINGS and not (now_open and now_open[1] >= END_US):
            yield "  After that it never opens again." if found or now_open else "  It never opens."

    def _until(self, span: Span, seen_us: int) -> str:
        """The day is named when it is another one than that of `seen_us`."""
        if span[1] >= END_US:
            return "for good"
        closes = self._local(span[1])
        same_day = closes.date() == self._local(seen_us).date()
        return f"until {closes:%H:%M}" if same_day else f"until {self._day(closes.date())} {closes:%H:%M}"

    def _local(self, at_us: int) -> datetime:
        return (_EPOCH + timedelta(microseconds=at_us)).astimezone(self._calendar.zone)

    def _list(self, days: frozenset[date]) -> str:
        return ", ".join(map(self._day, sorted(days)))

    def _day(self, day: date) -> str:
        beside = f" ({jalali(day)})" if self._iranian else ""
        return f"{day:%a %Y-%m-%d}{beside}"
