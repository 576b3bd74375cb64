"""Business time: what it must obey whatever the hours, and the days on which clocks and people are odd."""

import re
from datetime import datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.policy.calendars.build import build_calendar
from streams.policy.calendars.calendar import END_US, FIRST_US, Calendar
from streams.policy.tables import CalendarTable

HOUR_US = 3_600_000_000
OFFICE = {"sat-wed": ["08:00-12:30", "13:30-17:00"], "thu": ["08:00-12:00"]}
ALWAYS = {"mon-sun": ["00:00-24:00"]}
NIGHTS = {"mon-sun": ["22:00-06:00"]}


def calendar(hours: dict[str, list[str]], zone: str = "UTC", **keys: Any) -> Calendar:
    return build_calendar("c", CalendarTable.model_validate({"hours": hours, **keys}), ZoneInfo(zone))


def us(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp()) * 1_000_000


def hours(of: Calendar, start: str, end: str) -> float:
    return of.elapsed_us(us(start), us(end)) / HOUR_US


CALENDARS = (
    calendar(OFFICE, "Asia/Tehran", country="IR"),
    calendar({"mon-fri": ["09:00-17:30"], "sun": ["00:30-01:30"]}, "Europe/Dublin", country="IE"),
    calendar(NIGHTS, "America/New_York"),
    calendar(ALWAYS, "Asia/Riyadh"),
)
MOMENTS = st.integers(us("2018-01-01T00:00Z"), us("2030-01-01T00:00Z"))
BUDGETS = st.integers(1, 3_000 * HOUR_US)


@given(st.sampled_from(CALENDARS), MOMENTS, BUDGETS)
def test_a_deadline_is_as_far_away_as_its_budget(of: Calendar, from_us: int, budget_us: int) -> None:
    due_us = of.due_us(from_us, budget_us)
    assert due_us is not None
    assert of.elapsed_us(from_us, due_us) == budget_us
    assert of.elapsed_us(from_us, due_us - 1) == budget_us - 1, "it is the first such moment"


@given(st.sampled_from(CALENDARS), MOMENTS, MOMENTS, MOMENTS)
def test_time_adds_up_over_any_moment(of: Calendar, one_us: int, other_us: int, third_us: int) -> None:
    whole = of.elapsed_us(one_us, third_us)
    assert of.elapsed_us(one_us, other_us) + of.elapsed_us(other_us, third_us) == whole
    assert of.elapsed_us(third_us, one_us) == -whole


@given(st.sampled_from(CALENDARS), MOMENTS)
def test_between_openings_no_time_passes(of: Calendar, at_us: int) -> None:
    held, following = of.open_at(at_us), of.next_opening(at_us)
    if held:
        assert held[0] <= at_us < held[1]
        assert of.elapsed_us(*held) == held[1] - held[0]
    closed_us = held[1] if held else at_us
    if following:
        assert of.elapsed_us(closed_us, following[0]) == 0
        assert of.elapsed_us(*following) == following[1] - following[0]
        assert of.open_at(following[0]) == following


@settings(max_examples=25)
@given(st.sampled_from(("IR", "IE", "US", "SA")), MOMENTS, st.lists(MOMENTS, max_size=6), MOMENTS)
def test_it_does_not_matter_what_was_asked_before(country: str, from_us: int, before: list[int], to_us: int) -> None:
    fresh, used = (calendar(NIGHTS, "Europe/Dublin", country=country) for _ in range(2))
    for moment in before:
        used.next_opening(moment)
    assert used.elapsed_us(from_us, to_us) == fresh.elapsed_us(from_us, to_us)
    assert used.open_at(to_us) == fresh.open_at(to_us)


def test_lunch_and_split_shifts_do_not_count() -> None:
    office = calendar(OFFICE, "Asia/Tehran")
    assert hours(office, "2026-11-28T00:00+03:30", "2026-11-29T00:00+03:30") == 8
    assert hours(office, "2026-11-28T12:00+03:30", "2026-11-28T14:00+03:30") == 1
    assert hours(office, "2026-11-28T12:30+03:30", "2026-11-28T13:30+03:30") == 0


def test_a_budget_that_ends_with_the_day_is_used_up_that_evening() -> None:
    office = calendar(OFFICE, "Asia/Tehran")
    assert office.due_us(us("2026-11-28T08:00+03:30"), 8 * HOUR_US) == us("2026-11-28T17:00+03:30")
    assert office.due_us(us("2026-11-28T08:00+03:30"), 8 * HOUR_US + 1) == us("2026-11-29T08:00+03:30") + 1


def test_what_begins_outside_hours_begins_with_the_next_ones() -> None:
    office = calendar(OFFICE, "Asia/Tehran")
    assert office.due_us(us("2026-11-27T23:00+03:30"), HOUR_US) == us("2026-11-28T09:00+03:30")


def test_without_a_budget_a_deadline_is_at_once() -> None:
    assert calendar(OFFICE).due_us(us("2026-11-27T23:00Z"), 0) == us("2026-11-27T23:00Z")


@pytest.mark.parametrize(
    ("zone", "day", "length"),
    [
        ("Europe/Dublin", "2026-03-29", 23),
        ("Europe/Dublin", "2026-10-25", 25),
        ("America/New_York", "2026-03-08", 23),
        ("America/New_York", "2026-11-01", 25),
        ("Australia/Lord_Howe", "2026-04-05", 24.5),
        ("Asia/Tehran", "2021-03-22", 23),
        ("Asia/Tehran", "2021-09-21", 25),
        ("Asia/Tehran", "2026-03-22", 24),
        ("Asia/Riyadh", "2026-03-29", 24),
    ],
)
def test_a_whole_day_is_as_long_as_the_clocks_make_it(zone: str, day: str, length: float) -> None:
    one_day = calendar({"mon": []}, zone, special={day: ["00:00-24:00"]})
    assert hours(one_day, "2020-01-01T00:00Z", "2028-01-01T00:00Z") == length


def test_hours_that_are_skipped_never_come() -> None:
    dublin = calendar({"sun": ["00:30-01:30"]}, "Europe/Dublin")
    assert hours(dublin, "2026-03-28T12:00Z", "2026-03-29T12:00Z") == 0.5
    assert hours(calendar({"sun": ["01:10-01:50"]}, "Europe/Dublin"), "2026-03-28T12:00Z", "2026-03-29T12:00Z") == 0


def test_hours_that_come_twice_count_twice() -> None:
    dublin = calendar({"sun": ["00:30-01:30"]}, "Europe/Dublin")
    assert hours(dublin, "2026-10-24T12:00Z", "2026-10-25T12:00Z") == 1.5
    assert dublin.next_opening(us("2026-10-24T12:00Z")) == (us("2026-10-24T23:30Z"), us("2026-10-25T00:30Z"))
    assert dublin.next_opening(us("2026-10-25T00:30Z")) == (us("2026-10-25T01:00Z"), us("2026-10-25T01:30Z"))


def test_a_night_is_one_stretch_over_midnight() -> None:
    nights = calendar({"fri": ["22:00-06:00"]}, "Asia/Tehran")
    assert nights.next_opening(us("2026-11-27T12:00+03:30")) == (
        us("2026-11-27T22:00+03:30"),
        us("2026-11-28T06:00+03:30"),
    )
    assert hours(nights, "2026-11-28T00:00+03:30", "2026-11-28T12:00+03:30") == 6


def test_nights_in_which_the_clocks_change_are_an_hour_shorter_or_longer() -> None:
    nights = calendar(NIGHTS, "Europe/Dublin")
    assert hours(nights, "2026-03-28T12:00Z", "2026-03-29T12:00Z") == 7
    assert hours(nights, "2026-10-24T12:00Z", "2026-10-25T12:00Z") == 9
    assert hours(nights, "2026-06-06T12:00Z", "2026-06-07T12:00Z") == 8


def test_a_night_belongs_to_the_day_on_which_it_begins() -> None:
    nights = calendar(NIGHTS, closed=["2026-11-28"])
    assert hours(nights, "2026-11-28T00:00Z", "2026-11-28T12:00Z") == 6, "the night of the day before goes on"
    assert hours(nights, "2026-11-28T12:00Z", "2026-11-29T12:00Z") == 0


def test_a_night_over_the_end_of_the_year_is_whole() -> None:
    new_year = (us("2026-12-31T22:00Z"), us("2027-01-01T06:00Z"))
    for moment in ("2026-12-31T12:00Z", "2027-01-01T12:00Z"):
        nights = calendar(NIGHTS)
        nights.elapsed_us(us(moment), us(moment) + 1)
        assert nights.open_at(us("2026-12-31T23:59Z")) == new_year
        assert nights.open_at(us("2027-01-01T00:00Z")) == new_year
    assert calendar(NIGHTS).open_at(new_year[0] + 3 * HOUR_US) == new_year


def test_public_holidays_are_closed_unless_the_policy_opens_them() -> None:
    nowruz = ("2027-03-21T00:00+03:30", "2027-03-22T00:00+03:30")
    assert hours(calendar(OFFICE, "Asia/Tehran"), *nowruz) == 8
    assert hours(calendar(OFFICE, "Asia/Tehran", country="IR"), *nowruz) == 0
    assert hours(calendar(OFFICE, "Asia/Tehran", country="IR", open=["1406-01-01"]), *nowruz) == 8
    special = calendar(OFFICE, "Asia/Tehran", country="IR", special={"1406/01/01": ["10:00-12:00"]})
    assert hours(special, *nowruz) == 2


def test_closures_and_half_days_hold_for_their_day_alone() -> None:
    keys = {"closed": ["1405-09-08", "2026-11-30"], "special": {"1405-09-07": ["08:00-12:00"]}}
    office = calendar(OFFICE, "Asia/Tehran", **keys)
    days = [f"2026-{day}T00:00+03:30" for day in ("11-28", "11-29", "11-30", "12-01", "12-02")]
    assert [hours(office, start, end) for start, end in pairwise(days)] == [4, 0, 0, 8]


def test_half_days_that_touch_the_night_before_count_once() -> None:
    nights = calendar(NIGHTS, special={"2026-11-28": ["05:00-07:00"]})
    assert hours(nights, "2026-11-27T12:00Z", "2026-11-28T12:00Z") == 9


def test_a_calendar_without_hours_never_opens_and_nothing_falls_due() -> None:
    never = calendar({"mon": []})
    assert never.elapsed_us(FIRST_US, END_US) == 0
    assert never.due_us(us("2026-11-28T00:00Z"), 1) is None
    assert never.next_opening(us("2026-11-28T00:00Z")) is None


def test_a_calendar_that_never_closes_is_open_for_good() -> None:
    always = calendar(ALWAYS)
    assert always.open_at(us("2026-11-28T00:00Z")) == (FIRST_US, END_US)
    assert always.next_opening(us("2026-11-28T00:00Z")) is None
    assert always.elapsed_us(FIRST_US, END_US) == END_US - FIRST_US


@pytest.mark.parametrize("at_us", [-(10**19), -1, FIRST_US, END_US - 1, END_US, 10**19])
def test_moments_beyond_all_years_break_nothing(at_us: int) -> None:
    of = calendar(NIGHTS, "Asia/Tehran", country="IR")
    assert of.elapsed_us(at_us, at_us) == 0
    assert of.elapsed_us(at_us, at_us + HOUR_US) >= 0
    of.due_us(at_us, HOUR_US)
    of.open_at(at_us)
    of.next_opening(at_us)
    assert of.elapsed_us(-(10**19), 10**19) == of.elapsed_us(FIRST_US, END_US)


def test_a_part_of_a_country_has_holidays_of_its_own() -> None:
    day = ("2027-03-31T00:00-07:00", "2027-04-01T00:00-07:00")  # Cesar Chavez Day
    assert hours(calendar({"wed": ["09:00-17:00"]}, "America/Los_Angeles", country="US"), *day) == 8
    california = calendar({"wed": ["09:00-17:00"]}, "America/Los_Angeles", country="US", subdivision="CA")
    assert hours(california, *day) == 0


def test_a_calendar_may_have_a_time_zone_of_its_own() -> None:
    assert calendar(OFFICE, "UTC", timezone="Asia/Riyadh").zone == ZoneInfo("Asia/Riyadh")


def test_holidays_have_their_names_in_the_languages_that_the_library_has() -> None:
    iran = calendar(OFFICE, "Asia/Tehran", country="IR").days.holidays
    saudi = calendar(OFFICE, "Asia/Riyadh", country="SA").days.holidays
    assert iran is not None
    assert saudi is not None
    nowruz, national = datetime.fromisoformat("2027-03-21").date(), datetime.fromisoformat("2027-09-23").date()
    assert iran.names(nowruz) == {"en": "Nowruz", "fa": "جشن نوروز"}
    assert set(saudi.names(national)) == {"en", "ar"}
    assert re.search("[\u0600-\u06ff]", saudi.names(national)["ar"])
    assert saudi.names(nowruz) == {}
