"""What a measure is, and how the measures are found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from importlib import import_module
from operator import or_
from pkgutil import iter_modules
from typing import Any, Final, Literal, TypeAlias

from streams.contacts.facts.parts import Booking, Part
from streams.events.types import Event
from streams.policy import CallPolicy

QUEUE: Final = 1
AGENT: Final = 2
ALL: Final = 4
TEAM: Final = 8
CALL: Final = frozenset({"call"})
CHAT: Final = frozenset({"chat"})
TICKET: Final = frozenset({"ticket"})
QUEUED: Final = CALL | CHAT
"""Channels whose contacts wait in queues and have legs."""
WRITTEN: Final = CHAT | TICKET
EVERY: Final = CALL | CHAT | TICKET


Kind: TypeAlias = Literal["count", "duration", "sum"]


@dataclass(frozen=True, slots=True)
class Rule:
    """How a measure is read off one part: a pure function, asked while all flags of `when` are set.

    It answers (at_us, amount), or None: nothing to count. `judged` gets the queue's policy too. `final`: once
    told it stays as it is while `when` holds, so it need not be asked again.
    """

    of: type[Part]
    scopes: int
    when: int = 0
    final: bool = True
    value: Callable[[Any], Booking | None] | None = None
    judged: Callable[[Any, CallPolicy], Booking | None] | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: a count of `unit`, a distribution of durations, or a sum of what is no whole number.

    Durations are microseconds inside and seconds outside; sums are millionths inside. `after` lists the events after
    which it may change, when they come in order. What `adds_up` is also summed over the channels, in the channel
    `all`; what does not is never mixed. `told_in`: scopes of a measure that no part has, because a stage other than
    the contacts tells it. What is not `over_time` stands at a moment: windows of it are never added up, and no counter
    is made of it. What is `of_days` is found out hours after the minute it is booked in, as a rule: windows of less
    than a day do not have it.
    """

    name: str
    kind: Kind
    unit: str
    definition: str
    booking: str
    source: str
    after: tuple[type[Event], ...]
    rules: tuple[Rule, ...]
    channels: frozenset[str] = QUEUED
    adds_up: bool = False
    told_in: int = 0
    over_time: bool = True
    of_days: bool = False

    @property
    def scopes(self) -> int:
        """Kinds of scope that have it, as bits; what agents have, their teams have."""
        scopes = reduce(or_, (rule.scopes for rule in self.rules), self.told_in)
        return scopes | TEAM if scopes & AGENT else scopes


def collect(package: str, path: Iterable[str]) -> dict[str, Measure]:
    """Every module's MEASURE (one, or a family of them), by name; a name given twice is a ValueError."""
    found: dict[str, Measure] = {}
    for module in iter_modules(path):
        exported = import_module(f"{package}.{module.name}").MEASURE
        for measure in exported if isinstance(exported, tuple) else (exported,):
            if measure.name in found:
                raise ValueError(f"two measures are named {measure.name!r}")
            found[measure.name] = measure
    return found
