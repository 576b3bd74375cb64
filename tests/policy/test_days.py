from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.policy.days import UTC_DAY, Days

ZONES = (
    "UTC",
    "Africa/Cairo",
    "Africa/Monrovia",
    "America/New_York",
    "America/Sao_Paulo",
    "America/St_Johns",
    "America/Toronto",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Pacific/Apia",
    "Pacific/Kwajalein",
)
LONG_AGO, FAR_AHEAD = -70 * 525_960, 80 * 525_960  # the years 1900 to 2050


def minute(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp()) // 60


@pytest.mark.parametrize(
    ("zone", "at", "start", "end"),
    [
        ("Europe/Dublin", "2026-03-29T12:00Z", "2026-03-29T00:00:00Z", "2026-03-29T23:00:00Z"),  # 23 h
        ("Europe/Dublin", "2026-10-25T12:00Z", "2026-10-24T23:00:00Z", "2026-10-26T00:00:00Z"),  # 25 h
        ("America/New_York", "2026-03-08T12:00Z", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z"),  # 23 h
        ("America/New_York", "2026-11-01T12:00Z", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"),  # 25 h
        ("Asia/Tehran", "2021-03-22T12:00Z", "2021-03-21T20:30:00Z", "2021-03-22T19:30:00Z"),  # begins at 01:00
        ("Asia/Tehran", "2021-09-21T12:00Z", "2021-09-20T19:30:00Z", "2021-09-21T20:30:00Z"),  # 25 h
        ("Asia/Tehran", "2026-03-22T12:00Z", "2026-03-21T20:30:00Z", "2026-03-22T20:30:00Z"),  # no more DST
        ("Africa/Cairo", "2024-04-26T12:00Z", "2024-04-25T22:00:00Z", "2024-04-26T21:00:00Z"),  # begins at 01:00
        ("Africa/Cairo", "2024-10-31T12:00Z", "2024-10-30T21:00:00Z", "2024-10-31T22:00:00Z"),  # 25 h
        ("Asia/Kathmandu", "2026-01-01T12:00Z", "2025-12-31T18:15:00Z", "2026-01-01T18:15:00Z"),  # 45 minutes
        ("America/St_Johns", "2010-11-07T03:00Z", "2010-11-07T02:30:00Z", "2010-11-08T03:30:00Z"),  # midnight twice
        ("America/Toronto", "1919-03-31T12:00Z", "1919-03-31T04:30:00Z", "1919-04-01T04:00:00Z"),  # begins at 00:30
        ("Pacific/Apia", "2011-12-30T09:59Z", "2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z"),
        ("Pacific/Apia", "2011-12-30T10:00Z", "2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z"),  # the 30th never was
    ],
)
def test_a_day_is_what_the_clocks_of_its_zone_say(zone: str, at: str, start: str, end: str) -> None:
    span = Days(ZoneInfo(zone)).of(minute(at))
    assert span == (minute(start), minute(end))


@given(zone=st.sampled_from(ZONES), at=st.integers(LONG_AGO, FAR_AHEAD))
def test_every_minute_lies_in_the_one_day_that_says_so(zone: str, at: int) -> None:
    days = Days(ZoneInfo(zone))
    start, end = days.of(at)
    assert start <= at < end
    assert days.of(start) == days.of(end - 1) == (start, end)


@given(zone=st.sampled_from(ZONES), at=st.integers(LONG_AGO, FAR_AHEAD))
def test_days_tile_time_without_a_gap(zone: str, at: int) -> None:
    days = Days(ZoneInfo(zone))
    start, end = days.of(at)
    assert days.of(end)[0] == end
    assert days.of(start - 1)[1] == start


@given(zone=st.sampled_from(ZONES), at=st.integers(LONG_AGO, FAR_AHEAD))
def test_a_day_begins_when_its_date_is_shown_first(zone: str, at: int) -> None:
    def shown(number: int) -> date:
        return datetime.fromtimestamp(number * 60, UTC).astimezone(ZoneInfo(zone)).date()

    start, end = Days(ZoneInfo(zone)).of(at)
    assert shown(start) > shown(start - 1)
    assert all(shown(number) <= shown(start) for number in range(start, end, 7))


def test_a_whole_year_of_days_has_every_minute_once() -> None:
    days = Days(ZoneInfo("Europe/Dublin"))
    first, last = minute("2026-01-01T00:00Z"), minute("2027-01-01T00:00Z")
    spans = {days.of(number) for number in range(first, last)}
    assert sum(end - start for start, end in spans) == last - first == 365 * UTC_DAY
    assert len(spans) == 365


@pytest.mark.parametrize("year", [1, 9999])
def test_the_ends_of_the_calendar_break_nothing(year: int) -> None:
    at = int((datetime(year, 7, 1, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(minutes=1))
    start, end = Days(ZoneInfo("Asia/Tehran")).of(at)
    assert start <= at < end
