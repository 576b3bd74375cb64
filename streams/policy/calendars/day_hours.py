"""The hours of a single day: what is written for it, and what its weekday has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from streams.policy.calendars.public_holidays import PublicHolidays
from streams.policy.hours import Stretch, Week


@dataclass(frozen=True, slots=True)
class DayHours:
    """A stretch belongs to the day on which it begins: a night that runs into a holiday is worked to its end."""

    week: Week
    closed: frozenset[date] = frozenset()
    opened: frozenset[date] = frozenset()
    """Open as its weekday is, holiday or not."""
    special: Mapping[date, tuple[Stretch, ...]] = field(default_factory=lambda: MappingProxyType({}))
    holidays: PublicHolidays | None = None

    def of(self, day: date) -> tuple[Stretch, ...]:
        """Special hours before closures, those before openings, those before public holidays."""
        special = self.special.get(day)
        if special is not None:
            return special
        stretches = self.week[day.weekday()]
        if not stretches or day in self.closed:
            return ()
        if day in self.opened or self.holidays is None or day not in self.holidays:
            return stretches
        return ()
