"""What is promised to one contact, ready worked: how long, in whose hours, and when to warn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from streams.policy.calendars import Calendar

PRIORITIES: Final = ("low", "normal", "high", "urgent")
NORMAL: Final = "normal"


@dataclass(frozen=True, slots=True)
class Warn:
    """When a deadline is imminent: a share of its time is used up, or so much is left where `left_us` is set."""

    share: float = 0.8
    left_us: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """So much time of a calendar; without a calendar the clock never stops.

    `extra_us` adds to the budget what is known only with the contact, like the wait that was announced.
    """

    budget_us: int
    warn: Warn = Warn()
    calendar: Calendar | None = None

    def imminent_us(self, extra_us: int = 0) -> int:
        """The time used up at which the deadline is imminent."""
        budget_us = self.budget_us + extra_us
        if self.warn.left_us is None:
            return round(budget_us * self.warn.share)
        return max(budget_us - self.warn.left_us, 0)

    def elapsed_us(self, from_us: int, to_us: int) -> int:
        """Time that counts in [from, to)."""
        return to_us - from_us if self.calendar is None else self.calendar.elapsed_us(from_us, to_us)

    def after_us(self, from_us: int, counted_us: int) -> int | None:
        """The moment by which so much time that counts has passed; None when it never comes."""
        return from_us + counted_us if self.calendar is None else self.calendar.due_us(from_us, counted_us)

    def due_us(self, from_us: int, extra_us: int = 0) -> int | None:
        return self.after_us(from_us, self.budget_us + extra_us)

    def imminent_at_us(self, from_us: int, extra_us: int = 0) -> int | None:
        return self.after_us(from_us, self.imminent_us(extra_us))


@dataclass(frozen=True, slots=True)
class Targets:
    """None is no promise; the channel decides which there can be."""

    answer: Target | None = None
    first_response: Target | None = None
    next_response: Target | None = None
    resolution: Target | None = None
    hold: Target | None = None
    """Each single hold; on the wall clock, since who holds the line waits at night as well."""
    promise: Target | None = None
    """Budget is by how much a wait may be longer than was announced; on the wall clock, for the same reason."""
    apology: Target | None = None


NO_TARGETS: Final = Targets()
ByPriority = Mapping[str | int | None, Targets]


def _nothing() -> ByPriority:
    return MappingProxyType({NORMAL: NO_TARGETS})


@dataclass(frozen=True, slots=True)
class QueueTargets:
    """The targets of one queue in one channel, by customer tier and priority."""

    anybody: ByPriority = field(default_factory=_nothing)
    tiers: Mapping[str | None, ByPriority] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, priority: str | int | None = None, tier: str | None = None) -> Targets:
        """A priority that is none of ours counts as normal, a tier that has no table is nobody's."""
        by_priority = self.tiers.get(tier, self.anybody)
        found = by_priority.get(priority)
        return by_priority[NORMAL] if found is None else found
