"""The plan's own hours: local days, shapes of the day, and when outages are."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from random import Random
from zoneinfo import ZoneInfo

from streams.events.times import micros, moment
from streams.simulator.plan import WEEKDAYS, CentrePlan, Channel, Outage, Shape, Weekday

SECOND_US = 1_000_000
HOUR_US = 3_600 * SECOND_US
QUARTER_US = 900 * SECOND_US
"""Clocks are put forward and back only at whole quarters of an hour, UTC."""

ONE_DAY = timedelta(days=1)


def local_day(at_us: int, zone: ZoneInfo) -> date:
    return moment(at_us).astimezone(zone).date()


def weekday(day: date) -> Weekday:
    return WEEKDAYS[day.weekday()]


def clock_us(day: date, clock: str, zone: ZoneInfo) -> int:
    """When `clock` ("HH:MM") is on that local day."""
    hour, minute = clock.split(":")
    return micros(datetime.combine(day, time(int(hour), int(minute)), zone).astimezone(UTC))


class DayShape:
    """Arrivals' factor over local time, in straight lines between full hours."""

    def __init__(self, shape: Shape | None, plan: CentrePlan) -> None:
        self._shape = shape
        self._zone = plan.zone
        self._weekend = frozenset(plan.weekend)

    def line(self, quarter_us: int) -> tuple[float, float]:
        """The factors at both ends of the quarter of an hour that starts at `quarter_us`."""
        if self._shape is None:
            return 1.0, 1.0
        local = moment(quarter_us).astimezone(self._zone)
        factors = self._shape.weekend if weekday(local.date()) in self._weekend else self._shape.weekday
        left, right = factors[local.hour], factors[(local.hour + 1) % 24]
        passed = local.minute / 60
        return left + (right - left) * passed, left + (right - left) * (passed + 0.25)


class BadHours:
    """When each outage of a channel is, as half-open spans [start, end)."""

    def __init__(self, plan: CentrePlan, start_us: int, channel: Channel = "call") -> None:
        self._zone = plan.zone
        self._outages = tuple(one for one in plan.outage if not one.channels or channel in one.channels)
        self._talked_of = any(one.topic for one in self._outages)
        self._start_us = start_us
        self._on_day = lru_cache(maxsize=8)(self._spans_starting_on)

    def near(self, at_us: int) -> Sequence[tuple[int, int, Outage]]:
        """The spans that start on the local day of `at_us` or the day before."""
        day = local_day(at_us, self._zone)
        return (*self._on_day(day - ONE_DAY), *self._on_day(day))

    def surge(self, queue: str, at_us: int, until_us: int) -> tuple[float, int]:
        """The factor on the queue's arrivals at `at_us`, and until when it stays so (`until_us` at most)."""
        factor = 1.0
        if not self._outages:
            return factor, until_us
        for start_us, end_us, outage in self.near(at_us):
            if outage.queues and queue not in outage.queues:
                continue
            if start_us <= at_us < end_us:
                factor *= outage.arrivals
            for edge_us in (start_us, end_us):
                if at_us < edge_us < until_us:
                    until_us = edge_us
        return factor, until_us

    def topic(self, queue: str, at_us: int, random: Random) -> str | None:
        """What somebody who comes to the queue at `at_us` is about because of an outage; None: what it is usually."""
        if not self._talked_of:
            return None
        for start_us, end_us, outage in self.near(at_us):
            named = outage.topic is not None and (not outage.queues or queue in outage.queues)
            if named and start_us <= at_us < end_us and random.random() < outage.topic_share:
                return outage.topic
        return None

    def starting_on(self, day: date) -> Sequence[tuple[int, int, Outage]]:
        """The spans that start on a local day."""
        return self._on_day(day)

    def _spans_starting_on(self, day: date) -> tuple[tuple[int, int, Outage], ...]:
        starts = [(clock_us(day, at, self._zone), outage) for outage in self._outages for at in outage.at]
        for outage in self._outages:
            if outage.after_s is not None:
                once_us = self._start_us + int(outage.after_s * SECOND_US)
                if local_day(once_us, self._zone) == day:
                    starts.append((once_us, outage))
        return tuple((start, start + int(outage.lasts_s * SECOND_US), outage) for start, outage in starts)
