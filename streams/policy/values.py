"""Single values of the policy file: each function returns the value or raises ValueError with what is allowed."""

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from itertools import pairwise
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00")
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
    return code


def date_as_text(value: object) -> object:
    """TOML has dates of its own, so both `2027-03-21` and `"2027-03-21"` are understood."""
    return value.isoformat() if type(value) is date else value


def iso_date(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise ValueError('must be a date, like "2027-03-21"') from None
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
    if not hours:
        raise ValueError('must name a weekday, like sat-wed = ["08:00-16:00"]')
    seen: set[str] = set()
    for days, stretches in hours.items():
        for day in weekdays(days):
            if day in seen:
                raise ValueError(f"names {day} twice")
            seen.add(day)
        _check_stretches(days, stretches)
    return hours


def weekdays(text: str) -> Iterator[str]:
    """`"sat-mon"` -> sat, sun, mon: a range may run over the end of the week."""
    first, dash, last = text.partition("-")
    if first not in WEEKDAYS or (dash and last not in WEEKDAYS):
        raise ValueError(f"must name weekdays ({', '.join(WEEKDAYS)}, or a range like sat-wed), not {text!r}")
    start = WEEKDAYS.index(first)
    length = (WEEKDAYS.index(last) - start) % len(WEEKDAYS) if dash else 0
    for step in range(length + 1):
        yield WEEKDAYS[(start + step) % len(WEEKDAYS)]


def _check_stretches(days: str, stretches: list[str]) -> None:
    spans = []
    for stretch in stretches:
        opens, dash, closes = stretch.partition("-")
        if not dash or not _CLOCK.fullmatch(opens) or not _CLOCK.fullmatch(closes) or opens >= closes:
            raise ValueError(f'must hold times like "08:00-12:30" under {days}, not {stretch!r}')
        spans.append((opens, closes))
    for earlier, later in pairwise(sorted(spans)):
        if later[0] < earlier[1]:
            raise ValueError(
                f"has stretches that overlap under {days}: {earlier[0]}-{earlier[1]}, {later[0]}-{later[1]}"
            )
