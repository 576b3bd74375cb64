import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.policy.hours import DAY_MIN, LONGEST_NIGHT_MIN, WEEKDAYS, clock, parse_stretches, parse_week


def test_a_week_has_the_hours_of_each_day_from_monday_on() -> None:
    week = parse_week({"sat-mon": ["13:30-17:00", "08:00-12:30"], "thu": ["22:00-06:00"]})
    split = ((480, 750), (810, 1020))
    assert week == (split, (), (), ((1320, 1800),), (), split, split)


def test_a_day_may_end_at_midnight_in_either_way_of_writing_it() -> None:
    assert parse_stretches(["16:00-24:00"]) == parse_stretches(["16:00-00:00"]) == ((960, 1440),)


@pytest.mark.parametrize(
    "text",
    ["08:00", "8:00-9:00", "08:00-08:00", "24:00-06:00", "08:00-24:30", "25:00-26:00", "08:60-09:00", "۰۸:۰۰-۰۹:۰۰"],
)
def test_times_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match='must hold times like "08:00-12:30" under mon, not '):
        parse_week({"mon": [text]})


def test_a_night_of_more_than_sixteen_hours_is_rather_a_mistake() -> None:
    assert parse_stretches(["14:00-06:00"]) == ((840, 1800),)
    with pytest.raises(ValueError, match="over midnight that is more than 16 hours"):
        parse_stretches(["13:59-06:00"])


def test_a_night_must_be_over_before_the_next_day_begins() -> None:
    parse_week({"mon": ["22:00-06:00"], "tue": ["06:00-08:00"]})
    with pytest.raises(ValueError, match="overlap: 22:00-06:00 under sun, 05:59-08:00 under mon"):
        parse_week({"sun": ["22:00-06:00"], "mon": ["05:59-08:00"]})


def test_two_nights_of_one_day_overlap() -> None:
    with pytest.raises(ValueError, match="overlap under mon: 20:00-02:00, 22:00-06:00"):
        parse_week({"mon": ["22:00-06:00", "20:00-02:00"]})


@given(st.integers(0, DAY_MIN - 1), st.integers(1, LONGEST_NIGHT_MIN), st.sampled_from(WEEKDAYS))
def test_hours_are_written_as_they_are_read(opens: int, length: int, day: str) -> None:
    stretch = (opens, opens + length)
    assert parse_week({day: [clock(stretch)]})[WEEKDAYS.index(day)] == (stretch,)
