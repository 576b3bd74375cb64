"""Single values of the policy file: each function returns the value or raises ValueError with what is allowed."""

import re
from datetime import date
from difflib import get_close_matches
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from streams.policy.calendars.public_holidays import PublicHolidays
from streams.policy.dates import parse_date
from streams.policy.hours import parse_stretches, parse_week

_COUNTRY = re.compile(r"[A-Z]{2}")
_PERIOD = re.compile(r"P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?")


def tag(name: str) -> str:
    """The branch of a union that was taken; pydantic puts it into an error's path, where it must be told apart."""
    return f"<{name}>"


def known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        near = get_close_matches(name, available_timezones(), n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise ValueError(f'must be a name of the IANA zone database, like "Asia/Tehran"{hint}') from None
    return name


def country_code(code: str) -> str:
    if not _COUNTRY.fullmatch(code):
        raise ValueError('must be two capital letters (ISO 3166), like "IR"')
    PublicHolidays(code)
    return code


def date_as_text(value: object) -> object:
    """TOML has dates of its own, so both `2027-03-21` and `"2027-03-21"` are understood."""
    return value.isoformat() if type(value) is date else value


def readable_date(text: str) -> str:
    """Gregorian or Jalali, kept as it is written."""
    parse_date(text)
    return text


def iso_period(text: str) -> str:
    if not _PERIOD.fullmatch(text):
        raise ValueError('must be an ISO 8601 duration, like "PT30M"')
    return text


def http_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError('must be a URL, like "http://127.0.0.1:9093"')
    return text


def week_hours(hours: dict[str, list[str]]) -> dict[str, list[str]]:
    """Half-open stretches of the day ("08:00-12:30") by weekday or range of weekdays ("sat-wed", "thu")."""
    parse_week(hours)
    return hours


def day_hours(stretches: list[str]) -> list[str]:
    """Half-open stretches of one day; none at all is a day on which nobody is there."""
    parse_stretches(stretches)
    return stretches
