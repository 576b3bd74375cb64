"""What is wrong between the tables of a policy, each of them being right in itself."""

from collections.abc import Iterator, Sequence
from datetime import date

from streams.policy.calendars import PublicHolidays
from streams.policy.dates import parse_date
from streams.policy.problems import Problem, wrong
from streams.policy.tables import CalendarTable, Tables

Path = tuple[str | int, ...]


def contradictions(tables: Tables, file: str) -> Iterator[Problem]:
    yield from _unknown_calendars(tables, file)
    for name, calendar in tables.calendar.items():
        yield from _subdivision(calendar, ("calendar", name), file)
        yield from _days_named_twice(calendar, ("calendar", name), file)


def _unknown_calendars(tables: Tables, file: str) -> Iterator[Problem]:
    known = ", ".join(tables.calendar) or "none"
    for path, calendar in _named_calendars(tables):
        if calendar not in tables.calendar:
            reason = f"names a calendar that is not there (it is {calendar!r}; there are: {known})"
            yield wrong(file, (*path, "calendar"), reason)


def _named_calendars(tables: Tables) -> Iterator[tuple[Path, str]]:
    for name, queue in tables.queue.items():
        for channel, table in (("call", queue.call), ("chat", queue.chat), ("ticket", queue.ticket)):
            if table is None:
                continue
            path = ("queue", name, channel)
            if table.calendar:
                yield path, table.calendar
            for tier, targets in table.tier.items():
                if targets.calendar:
                    yield (*path, "tier", tier), targets.calendar


def _subdivision(calendar: CalendarTable, path: Path, file: str) -> Iterator[Problem]:
    if calendar.subdivision is None:
        return
    if calendar.country is None:
        yield wrong(file, (*path, "subdivision"), "needs a country")
        return
    try:
        PublicHolidays(calendar.country, calendar.subdivision)
    except ValueError as error:
        yield wrong(file, (*path, "subdivision"), f"{error} (it is {calendar.subdivision!r})")


def _days_named_twice(calendar: CalendarTable, path: Path, file: str) -> Iterator[Problem]:
    """Under two keys, or twice in `special`; twice in a list does no harm."""
    lists: tuple[tuple[str, Sequence[str]], ...] = (("closed", calendar.closed), ("open", calendar.open))
    said: dict[date, tuple[str, str]] = {}
    for key, days in (*lists, ("special", tuple(calendar.special))):
        for number, text in enumerate(days):
            there = said.setdefault(parse_date(text), (key, text))
            if there[0] != key or (key == "special" and there[1] != text):
                place: str | int = text if key == "special" else number
                reason = f"is a day that {there[0]} has as well ({there[1]!r})"
                yield wrong(file, (*path, key, place), reason)
