"""Business hours: when somebody is there, and how much of that lies between two moments."""

from streams.policy.calendars.calendar import Calendar
from streams.policy.calendars.day_hours import DayHours
from streams.policy.calendars.public_holidays import PublicHolidays
from streams.policy.calendars.year import Span

__all__ = ["Calendar", "DayHours", "PublicHolidays", "Span"]
