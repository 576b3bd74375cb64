"""Arrivals against the integral of their rate; 4.5 standard errors are allowed, all seeds are fixed."""

import math
from datetime import UTC, datetime
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest

from streams.events.times import micros
from streams.simulator.arrivals import Arrivals
from streams.simulator.hours import HOUR_US, BadHours, DayShape, clock_us, local_day
from streams.simulator.plan import CallQueue, CentrePlan, Outage, Shape, Timing

MORNING = tuple(10.0 if 8 <= hour <= 12 else 0.5 for hour in range(24))
FLAT = (1.0,) * 24
ALLOWED_ERRORS = 4.5


def plan(timezone: str = "UTC", outage: tuple[Outage, ...] = ()) -> CentrePlan:
    return CentrePlan(
        name="p",
        timezone=timezone,
        weekend=("thu", "fri"),
        shape={"s": Shape(weekday=MORNING, weekend=FLAT)},
        queue=(CallQueue(name="q", per_hour=100, talk=Timing(mean_s=1)),),
        outage=outage,
    )


def arrive(of: CentrePlan, start_us: int, end_us: int, per_hour: float = 400.0, seed: int = 1) -> list[int]:
    bad = BadHours(of, start_us)
    arrivals = Arrivals("q", per_hour, DayShape(of.shape["s"], of), bad, Random(seed))
    times: list[int] = []
    at_us = start_us
    while (at_us := arrivals.after(at_us)) < end_us:
        times.append(at_us)
    return times


def agrees(count: int, expected: float) -> bool:
    return abs(count - expected) <= ALLOWED_ERRORS * math.sqrt(expected)


def at(*parts: int, zone: str = "UTC") -> int:
    return micros(datetime(*parts, tzinfo=ZoneInfo(zone)).astimezone(UTC))  # type: ignore[misc,arg-type]


def test_arrivals_follow_the_hours_of_the_plans_own_zone() -> None:
    tehran = plan("Asia/Tehran")
    start_us = at(2025, 6, 14, zone="Asia/Tehran")  # a Saturday: the week's first working day there
    times = arrive(tehran, start_us, start_us + 24 * HOUR_US)

    def between(first: float, last: float) -> int:
        return sum(first * HOUR_US <= time - start_us < last * HOUR_US for time in times)

    assert agrees(between(0, 7), 400 * 7 * 0.5)
    assert agrees(between(8, 12), 400 * 4 * 10)
    # From 7 to 8 and from 12 to 13 the rate runs in a straight line between 0.5 and 10.
    assert agrees(between(7, 8), 400 * 5.25)
    assert agrees(between(7.5, 8), 400 * 0.5 * 7.625)
    assert agrees(between(12, 13), 400 * 5.25)
    assert not agrees(between(8, 12), 400 * 4 * 10 * 1.1)


def test_the_weekend_is_the_plans_own() -> None:
    friday_us = at(2025, 6, 13)

    assert agrees(len(arrive(plan(), friday_us, friday_us + 24 * HOUR_US)), 400 * 24)


@pytest.mark.parametrize(("day", "hours"), [((2025, 3, 30), 23), ((2025, 10, 26), 25)])
def test_days_that_change_the_clock_have_their_true_length(day: tuple[int, int, int], hours: int) -> None:
    berlin = plan("Europe/Berlin")
    start_us = at(*day, zone="Europe/Berlin")
    zone = berlin.zone
    end_us = start_us + hours * HOUR_US
    times = arrive(berlin, start_us, end_us)

    assert local_day(end_us - 1, zone) == local_day(start_us, zone) != local_day(end_us, zone)
    morning_us = clock_us(local_day(start_us, zone), "08:00", zone)
    assert agrees(sum(morning_us <= time < morning_us + 4 * HOUR_US for time in times), 400 * 4 * 10)


def test_gaps_of_an_even_rate_are_exponential() -> None:
    friday_us = at(2025, 6, 13)
    times = arrive(plan(), friday_us, friday_us + 24 * HOUR_US, per_hour=2_000)
    gaps = sorted((later - sooner) / HOUR_US * 2_000 for sooner, later in pairwise(times))
    # Kolmogorov and Smirnov: 1.95 / sqrt(n) is passed by chance once in a thousand times.
    worst = max(abs((place + 0.5) / len(gaps) - (1 - math.exp(-gap))) for place, gap in enumerate(gaps))

    assert worst < 1.95 / math.sqrt(len(gaps))


def test_an_outage_surges_from_its_first_second_to_its_last() -> None:
    daily = plan(outage=(Outage(name="o", at=("23:50",), lasts_s=1500, arrivals=5),))
    thursday_us = at(2025, 6, 12)
    times = arrive(daily, thursday_us, thursday_us + 48 * HOUR_US, per_hour=1_000)
    start_us = thursday_us + 24 * HOUR_US - 600_000_000
    end_us = start_us + 1_500_000_000

    def between(first_us: int, last_us: int) -> int:
        return sum(first_us <= time < last_us for time in times)

    assert agrees(between(start_us, end_us), 1_000 / 3600 * 1500 * 5)
    assert agrees(between(start_us - HOUR_US, start_us), 1_000)
    assert agrees(between(end_us, end_us + HOUR_US), 1_000)


def test_no_calls_come_where_the_rate_is_nothing() -> None:
    silent = plan(outage=(Outage(name="o", at=("10:00",), lasts_s=3600, arrivals=0),))
    friday_us = at(2025, 6, 13)
    times = arrive(silent, friday_us, friday_us + 24 * HOUR_US)

    assert not [time for time in times if 10 * HOUR_US <= time - friday_us < 11 * HOUR_US]
    assert agrees(len(times), 400 * 23)
