"""Elapsed business time, by a table of sums and bisection."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Final
from zoneinfo import ZoneInfo

from streams.policy.calendars.day_hours import DayHours
from streams.policy.calendars.year import Span, open_in_year, year_of, year_start_us

FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2100
"""The last one whose public holidays the library knows."""
FIRST_US: Final = year_start_us(FIRST_YEAR)
END_US: Final = year_start_us(LAST_YEAR + 1)


class Calendar:
    """When somebody is there; before 1970 and after 2100 nobody is.

    Times are microseconds since the epoch. The years that are asked for are worked out once, and those between them.
    """

    __slots__ = ("_since_us", "_starts", "_sums", "_until_us", "days", "name", "zone")

    def __init__(self, name: str, zone: ZoneInfo, days: DayHours) -> None:
        self.name = name
        self.zone = zone
        self.days = days
        self._starts: list[int] = []
        self._sums = [0]  # business time before each stretch, and in the end of all
        self._since_us, self._until_us = END_US, FIRST_US  # nothing is known yet

    def elapsed_us(self, from_us: int, to_us: int) -> int:
        """Business time in [from, to); negative when `to` lies before `from`."""
        if to_us < from_us:
            return -self.elapsed_us(to_us, from_us)
        if from_us < self._since_us or to_us > self._until_us:
            self._cover(from_us, to_us)
        return self._before(to_us) - self._before(from_us)

    def due_us(self, from_us: int, business_us: int) -> int | None:
        """The first moment by which so much business time has passed; None when it never comes.

        A budget that ends with a stretch is used up then, not when the next one begins.
        """
        if business_us <= 0:
            return from_us
        if from_us < self._since_us or from_us + business_us > self._until_us:
            self._cover(from_us, from_us + business_us)
        used_up = self._before(from_us) + business_us
        while self._sums[-1] < used_up:
            if not self._grow():
                return None
        number = bisect_left(self._sums, used_up) - 1
        return self._starts[number] + used_up - self._sums[number]

    def open_at(self, at_us: int) -> Span | None:
        """The stretch that holds the moment, or None outside hours."""
        self._cover(at_us, at_us + 1)
        number = bisect_right(self._starts, at_us) - 1
        return self._stretch(number) if number >= 0 and at_us < self._end(number) else None

    def next_opening(self, at_us: int) -> Span | None:
        """The first stretch that begins at the moment or after it; None when there is none to come."""
        self._cover(at_us - 1, at_us)
        while (number := bisect_left(self._starts, at_us)) == len(self._starts):
            if not self._grow():
                return None
        return self._stretch(number)

    def _before(self, at_us: int) -> int:
        """Business time from the table's beginning to the moment."""
        number = bisect_right(self._starts, at_us)
        if number == 0:
            return 0
        passed = self._sums[number - 1] + at_us - self._starts[number - 1]
        end = self._sums[number]
        return passed if passed < end else end  # noqa: FURB136  a call of min costs a tenth of a look-up

    def _end(self, number: int) -> int:
        return self._starts[number] + self._sums[number + 1] - self._sums[number]

    def _stretch(self, number: int) -> Span:
        """Whole, also where a year ends in its middle."""
        if number == 0 and self._starts[0] == self._since_us > FIRST_US:
            before = len(self._starts)
            self._cover(self._since_us - 1, self._since_us)
            number += len(self._starts) - before
            return self._stretch(number)
        while self._end(number) == self._until_us and self._grow():
            pass
        return self._starts[number], self._end(number)

    def _cover(self, from_us: int, to_us: int) -> None:
        """Work out the years from one moment to the other, as far as there are any."""
        from_us, to_us = max(from_us, FIRST_US), min(to_us, END_US)
        if self._since_us > self._until_us:
            year = min(max(year_of(min(from_us, END_US - 1)), FIRST_YEAR), LAST_YEAR)
            self._since_us = self._until_us = year_start_us(year)
            self._grow()
        if from_us < self._since_us:
            self._grow_back(year_of(from_us))
        while to_us > self._until_us:
            self._grow()

    def _grow(self) -> bool:
        """Add the year after those known; False when there is none."""
        if self._until_us >= END_US:
            return False
        year = year_of(self._until_us)
        self._append(open_in_year(self.zone, self.days, year))
        self._until_us = year_start_us(year + 1)
        return True

    def _grow_back(self, first_year: int) -> None:
        """Add the years from the first to those known."""
        spans: list[Span] = []
        for year in range(first_year, year_of(self._since_us)):
            spans += open_in_year(self.zone, self.days, year)
        spans += [(start, self._end(number)) for number, start in enumerate(self._starts)]
        self._starts, self._sums = [], [0]
        self._append(spans)
        self._since_us = year_start_us(first_year)

    def _append(self, spans: Iterable[Span]) -> None:
        """What goes on over the end of a year is one stretch."""
        for opens, closes in spans:
            if self._starts and opens == self._end(len(self._starts) - 1):
                self._sums[-1] += closes - opens
            else:
                self._starts.append(opens)
                self._sums.append(self._sums[-1] + closes - opens)
