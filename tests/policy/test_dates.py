from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.policy.dates import jalali, parse_date

LEAP = {
    1370,
    1375,
    1379,
    1383,
    1387,
    1391,
    1395,
    1399,
    1403,
    1408,
    1412,
    1416,
    1420,
}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-03-21", date(2027, 3, 21)),
        ("2027/3/21", date(2027, 3, 21)),
        ("1406-01-01", date(2027, 3, 21)),
        ("1406/01/01", date(2027, 3, 21)),
        ("1406/1/1", date(2027, 3, 21)),
        ("۱۴۰۶/۰۱/۰۱", date(2027, 3, 21)),
        ("1405-12-29", date(2027, 3, 20)),
        ("1403-12-30", date(2025, 3, 20)),
        ("1408-12-30", date(2030, 3, 20)),
        ("2028-02-29", date(2028, 2, 29)),
    ],
)
def test_the_year_tells_the_calendar(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text", ["1405-12-30", "1404-12-30", "1406-07-31", "1406-13-01", "1406-00-10", "2027-02-29", "2027-04-31"]
)
def test_a_day_that_is_in_no_calendar_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="in the calendar"):
        parse_date(text)


@pytest.mark.parametrize(
    "text", ["", "tomorrow", "21.3.2027", "2027-03/21", "27-03-21", "0001-01-01", "1700-01-01", "2027-03-21T00:00"]
)
def test_what_is_no_date_or_of_no_year_of_ours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="must be a date"):
        parse_date(text)


def test_leap_years_are_those_of_the_iranian_calendar() -> None:
    for year in range(1370, 1421):
        new_year, next_one = parse_date(f"{year}-01-01"), parse_date(f"{year + 1}-01-01")
        assert (next_one - new_year).days == (366 if year in LEAP else 365), year
        assert (next_one - timedelta(days=1)) == parse_date(f"{year}-12-{30 if year in LEAP else 29}")


@given(st.dates(date(1921, 3, 21), date(2100, 12, 31)))
def test_a_day_is_the_same_in_both_calendars(day: date) -> None:
    assert parse_date(jalali(day)) == day == parse_date(day.isoformat())
