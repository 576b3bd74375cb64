"""Business time against a count of minutes by somebody who looks at the clock on the wall every minute."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from holidays import country_holidays

from streams.policy.calendars.build import build_calendar
from streams.policy.calendars.calendar import Calendar
from streams.policy.tables import CalendarTable

MINUTE_US = 60_000_000
INTERVALS = 10_000
START, END = datetime(2020, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
QUARTER = timedelta(minutes=15)  # no zone of these changed its clocks at another time in these years

Minutes = tuple[int, int]
SPLIT = [(8 * 60, 12 * 60 + 30), (13 * 60 + 30, 17 * 60)]
NIGHT = [(22 * 60, 30 * 60)]
EARLY = [(30, 90), (150, 170), (240, 300)]  # around the hours that are skipped and repeated

# Weekdays count from Monday, as in date.weekday(): what is written in the policy, and what it means.
Case = tuple[str, str, dict[str, list[str]], dict[int, list[Minutes]]]
CASES: list[Case] = [
    (
        "Asia/Tehran",
        "IR",
        {"sat-wed": ["08:00-12:30", "13:30-17:00"], "thu": ["08:00-12:00", "23:30-24:00"], "fri": ["00:00-00:45"]},
        {5: SPLIT, 6: SPLIT, 0: SPLIT, 1: SPLIT, 2: SPLIT, 3: [(480, 720), (1410, 1440)], 4: [(0, 45)]},
    ),
    (
        "Asia/Riyadh",
        "SA",
        {"sun-thu": ["08:00-12:30", "13:30-17:00"], "sat": ["22:00-06:00"]},
        {6: SPLIT, 0: SPLIT, 1: SPLIT, 2: SPLIT, 3: SPLIT, 5: NIGHT},
    ),
    (
        "Europe/Dublin",
        "IE",
        {"mon-fri": ["08:00-12:30", "13:30-17:00"], "sat": ["22:00-06:00"]},
        {0: SPLIT, 1: SPLIT, 2: SPLIT, 3: SPLIT, 4: SPLIT, 5: NIGHT},
    ),
    (
        "America/New_York",
        "US",
        {"mon-fri": ["08:00-12:30", "13:30-17:00"], "sun": ["00:30-01:30", "02:30-02:50", "04:00-05:00"]},
        {0: SPLIT, 1: SPLIT, 2: SPLIT, 3: SPLIT, 4: SPLIT, 6: EARLY},
    ),
]


class Watcher:
    """Counted minute by minute; shares nothing with what it checks but the zone database and the library's holidays."""

    def __init__(self, zone: ZoneInfo, country: str, week: dict[int, list[Minutes]]) -> None:
        days_off = country_holidays(country, years=range(2019, 2030))
        first = date(2019, 12, 30)
        length = (date(2028, 1, 3) - first).days
        rota = np.zeros((length, 2 * 1440), dtype=bool)
        for number in range(length):
            day = first + timedelta(days=number)
            for opens, closes in [] if day in days_off else week.get(day.weekday(), []):
                rota[number, opens:closes] = True
        shown = self._shown(zone) - (datetime(2019, 12, 30, tzinfo=UTC) - EPOCH) // timedelta(minutes=1)
        day, minute = np.divmod(shown, 1440)
        self.open = rota[day, minute] | rota[day - 1, minute + 1440]
        self.sums = np.concatenate(([0], np.cumsum(self.open)))

    @staticmethod
    def _shown(zone: ZoneInfo) -> Any:
        """What the clocks show at each minute, in minutes as if it were UTC."""
        quarters = range((END - START) // QUARTER)
        ahead = [(START + number * QUARTER).astimezone(zone).utcoffset() for number in quarters]
        minutes = np.array([each // timedelta(minutes=1) for each in ahead if each is not None])
        return np.repeat(minutes, 15) + np.arange(len(quarters) * 15) + (START - EPOCH) // timedelta(minutes=1)

    def before_us(self, at_us: int) -> int:
        minute, rest_us = divmod(at_us - START_US, MINUTE_US)
        return int(self.sums[minute]) * MINUTE_US + (rest_us if minute < len(self.open) and self.open[minute] else 0)


START_US = (START - EPOCH) // timedelta(microseconds=1)
LENGTH_US = (END - START) // timedelta(microseconds=1)


@pytest.fixture(scope="module", params=CASES, ids=lambda case: case[0])
def both(request: pytest.FixtureRequest) -> tuple[Calendar, Watcher]:
    zone, country, hours, week = request.param
    table = CalendarTable.model_validate({"country": country, "hours": hours})
    return build_calendar(zone, table, ZoneInfo(zone)), Watcher(ZoneInfo(zone), country, week)


def test_ten_thousand_intervals_are_as_long_as_somebody_counts(both: tuple[Calendar, Watcher]) -> None:
    calendar, watcher = both
    random = Random(20270321)
    for number in range(INTERVALS):
        from_us = START_US + random.randrange(LENGTH_US)
        longest_us = LENGTH_US if number % 2 else 30 * 1440 * MINUTE_US
        to_us = min(from_us + random.randrange(longest_us), START_US + LENGTH_US)
        expected = watcher.before_us(to_us) - watcher.before_us(from_us)
        assert calendar.elapsed_us(from_us, to_us) == expected, (from_us, to_us)


def test_every_single_day_around_a_change_of_the_clocks_is_right(both: tuple[Calendar, Watcher]) -> None:
    calendar, watcher = both
    day_us = 1440 * MINUTE_US
    for from_us in range(START_US, START_US + LENGTH_US, day_us // 4):
        expected = watcher.before_us(from_us + day_us // 4) - watcher.before_us(from_us)
        assert calendar.elapsed_us(from_us, from_us + day_us // 4) == expected


def test_deadlines_come_when_somebody_has_counted_far_enough(both: tuple[Calendar, Watcher]) -> None:
    calendar, watcher = both
    random = Random(14060101)
    for _ in range(2_000):
        from_us = START_US + random.randrange(LENGTH_US // 2)
        business_us = random.randrange(1, 200 * 60 * MINUTE_US)
        goal_us = watcher.before_us(from_us) + business_us
        minute = int(np.searchsorted(watcher.sums, -(-goal_us // MINUTE_US))) - 1
        expected = START_US + minute * MINUTE_US + goal_us - int(watcher.sums[minute]) * MINUTE_US
        assert calendar.due_us(from_us, business_us) == expected


def test_openings_are_where_the_count_begins_to_grow(both: tuple[Calendar, Watcher]) -> None:
    calendar, watcher = both
    begins = np.flatnonzero(watcher.open[1:] & ~watcher.open[:-1]) + 1
    ends = np.flatnonzero(~watcher.open[1:] & watcher.open[:-1]) + 1
    expected = [START_US + int(minute) * MINUTE_US for minute in begins[:500]]
    found, at_us = [], expected[0]
    while len(found) < len(expected):
        span = calendar.next_opening(at_us)
        assert span is not None
        found.append(span)
        at_us = span[1]
    assert [span[0] for span in found] == expected
    after = ends[ends > begins[0]]
    assert [span[1] for span in found] == [START_US + int(minute) * MINUTE_US for minute in after[:500]]
    assert all(earlier[1] < later[0] for earlier, later in pairwise(found))
