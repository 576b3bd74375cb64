"""From a calendar's table to the calendar."""

from types import MappingProxyType
from zoneinfo import ZoneInfo

from streams.policy.calendars.calendar import Calendar
from streams.policy.calendars.day_hours import DayHours
from streams.policy.calendars.public_holidays import PublicHolidays
from streams.policy.dates import parse_date
from streams.policy.hours import parse_stretches, parse_week
from streams.policy.tables import CalendarTable


def build_calendar(name: str, table: CalendarTable, policys_zone: ZoneInfo) -> Calendar:
    days = DayHours(
        week=parse_week(table.hours),
        closed=frozenset(map(parse_date, table.closed)),
        opened=frozenset(map(parse_date, table.open)),
        special=MappingProxyType(
            {parse_date(day): parse_stretches(stretches) for day, stretches in table.special.items()}
        ),
        holidays=PublicHolidays(table.country, table.subdivision) if table.country else None,
    )
    return Calendar(name, ZoneInfo(table.timezone) if table.timezone else policys_zone, days)
