"""What one task knows of one scope: its windows, its levels, its lifetime."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

import msgspec

from streams.measures.pane import AGES_H, MINUTE_US, AgentLevel, Scope, scope_key
from streams.records import Interval, SlidingWindow, joined_key
from streams.records import Scope as PublishedScope
from streams.rollups.publisher import NEVER_US
from streams.rollups.sliding import Sliding
from streams.rollups.sums import Sums, Tally
from streams.rollups.windows import stamp

if TYPE_CHECKING:
    from streams.rollups.lifetime import Lifetime


class Level(msgspec.Struct, array_like=True, gc=False):
    """How a scope stands by what one source said last."""

    waiting: int
    in_progress: int
    oldest_waiting_us: int | None
    backlog: tuple[int, ...] = ()
    """Contacts that are not solved, by age; see `streams.measures.pane.AGES_H`."""
    states: dict[str, int] = {}
    """Agents by state."""
    agent: AgentLevel | None = None
    """Of an agent's own scope."""


NO_BACKLOG: Final = (0,) * (len(AGES_H) + 1)
PRESENT_SUFFIX: Final = "/now/"
"""What the keys of records under `now` end with, after the scope's name."""


class Window(Tally):
    """One window of a scope, and its turn to be published. Half-open: [start, end), in epoch minutes."""

    __slots__ = ("complete", "dirty", "end", "interval", "owed", "sent_us", "sheet", "start")

    rebuilt = True
    """Sums are in the ledger; see `Publisher`."""

    def __init__(self, sheet: "Sheet", interval: Interval, start: int, end: int, sums: Sums) -> None:
        super().__init__(sums)
        self.sheet = sheet
        self.interval = interval
        self.start = start
        self.end = end
        self.complete = False
        """Its end and the grace after it have passed."""
        self.dirty = False
        self.owed = False
        self.sent_us = NEVER_US

    @property
    def key(self) -> str:
        """The same as `metric_key` makes of the record itself."""
        return f"{self.sheet.key_prefix}{self.interval}/{stamp(self.start)}"

    @property
    def end_us(self) -> int:
        return self.end * MINUTE_US


class Day(Window):
    """A day; `settled` is its share of minutes that are no longer kept one by one."""

    __slots__ = ("settled",)

    def __init__(self, sheet: "Sheet", start: int, end: int, settled: Sums) -> None:
        super().__init__(sheet, "P1D", start, end, settled.copy())
        self.settled = settled


class Half(Window):
    """A half hour and those of its minutes that hold something."""

    __slots__ = ("minutes",)

    def __init__(self, sheet: "Sheet", start: int, end: int) -> None:
        super().__init__(sheet, "PT30M", start, end, Sums())
        self.minutes: list[Minute] = []


class Minute(Window):
    """A minute, and the larger windows that it is part of; `fresh` is not added to any of them yet."""

    __slots__ = ("day", "fresh", "half", "kept", "unsaved")

    def __init__(self, half: Half, day: Day, minute: int, sums: Sums) -> None:
        super().__init__(half.sheet, "PT1M", minute, minute + 1, sums)
        self.half = half
        self.day = day
        self.fresh: Sums | None = None
        self.kept = False
        """The ledger holds it."""
        self.unsaved = False
        """It changed since the ledger was told."""


class Present:
    """The record of a scope under `now`, and its turn to be published."""

    __slots__ = ("dirty", "key", "owed", "sent_us", "sheet", "shown_us")

    complete = False
    rebuilt = False

    def __init__(self, sheet: "Sheet") -> None:
        self.sheet = sheet
        self.key = f"{sheet.key_prefix}now/"
        self.shown_us = NEVER_US
        """The time told when it was published last."""
        self.dirty = False
        self.owed = False
        self.sent_us = NEVER_US


class Sheet:
    """Everything of one scope."""

    __slots__ = (
        "days",
        "halves",
        "key_prefix",
        "levels",
        "lifetime",
        "minutes",
        "name",
        "parts",
        "present",
        "published",
        "rates",
        "scope",
        "sliding",
        "whole",
    )

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.published = PublishedScope(kind=scope.kind, id=scope.id)
        self.name = scope_key(scope).decode()
        """The scope's part of keys in the ledger."""
        self.key_prefix = joined_key(*scope, "").decode()
        """The scope's part of its records' keys."""
        self.minutes: dict[int, Minute] = {}
        self.halves: dict[int, Half] = {}
        self.days: dict[int, Day] = {}
        self.levels: dict[int, Level] = {}
        self.lifetime: Lifetime | None = None
        self.whole: Sheet | None = None
        """The same scope over all channels."""
        self.parts: list[Sheet] = []
        """If this is over all channels: the same scope in each of them."""
        self.present = Present(self)
        self.sliding = Sliding()
        self.rates: Mapping[SlidingWindow, Mapping[str, float | None]] | None = None
        """Of the sliding windows, as published last."""

    def standing(self) -> Iterator[Level]:
        """How it stands by what each contacts partition said; over all channels, by what was said of each."""
        yield from self.levels.values()
        for part in self.parts:
            yield from part.levels.values()

    def waiting(self) -> int:
        return sum(level.waiting for level in self.standing())

    def in_progress(self) -> int:
        return sum(level.in_progress for level in self.standing())

    def oldest_waiting_us(self) -> int | None:
        """When the oldest contact that still waits was queued."""
        return min(
            (level.oldest_waiting_us for level in self.standing() if level.oldest_waiting_us is not None),
            default=None,
        )

    def backlog(self) -> list[int]:
        """Contacts that are not solved, by age; see `streams.measures.pane.AGES_H`."""
        return [
            sum(ages)
            for ages in zip(NO_BACKLOG, *(level.backlog for level in self.standing() if level.backlog), strict=True)
        ]

    @property
    def staffed(self) -> bool:
        """Agents were ever heard of here."""
        return any(level.states for level in self.levels.values())

    def agents(self) -> dict[str, int]:
        """Agents by state; empty where none were ever heard of."""
        counts: dict[str, int] = {}
        for level in self.levels.values():
            for state, count in level.states.items():
                counts[state] = counts.get(state, 0) + count
        return counts

    def agent(self) -> AgentLevel | None:
        """How the agent stands whose scope this is."""
        return next((level.agent for level in self.levels.values() if level.agent is not None), None)

    def items(self) -> Iterator[Window | Present]:
        """Whatever has a record of its own."""
        yield self.present
        yield from self.windows()

    def windows(self) -> Iterator[Window]:
        """Of all lengths."""
        yield from self.minutes.values()
        yield from self.halves.values()
        yield from self.days.values()

    def is_empty(self) -> bool:
        """Nothing here that could not be made anew. The sheet of a channel stays: its time is a sign of life."""
        if self.scope.kind == "all" or not all(part.is_empty() for part in self.parts):
            return False
        return not (self.minutes or self.halves or self.days or self.levels or self.lifetime or self.present.dirty)
