"""What the ledger holds of the sheets.

Minutes one by one, and of what they add up to (days, lifetimes) only the share of minutes or days it no
longer holds: so an event costs one small ledger record a scope, not a whole day's distribution. Half hours
are not in the ledger at all: they go together with their minutes.
"""

from collections.abc import Iterator
from typing import TypeVar
from urllib.parse import unquote

import msgspec

from streams.engine.stage import Context
from streams.engine.table import Table
from streams.measures.pane import Scope
from streams.rollups.lifetime import Kept
from streams.rollups.sheet import Day, Level, Minute, Sheet
from streams.rollups.sums import Sums

V = TypeVar("V")


class Late(msgspec.Struct, array_like=True, gc=False):
    """Deltas that came after their window was over, by interval."""

    deltas: dict[str, int] = {}


class Seen(msgspec.Struct, array_like=True, gc=False):
    """A channel of which anything was ever heard."""


class Store:
    """The tables, by what they mean."""

    __slots__ = ("_channels", "_days", "_late", "_levels", "_lifetimes", "_minutes")

    def __init__(self, context: Context) -> None:
        self._channels = context.table("channels", Seen)
        self._minutes = context.table("minutes", Sums)
        self._days = context.table("days", Sums)
        self._lifetimes = context.table("lifetimes", Kept)
        self._levels = context.table("levels", Level)
        self._late = context.table("late", Late)

    def keep_channel(self, sheet: Sheet) -> None:
        """It is the sheet of all of a channel."""
        if sheet.name not in self._channels:
            self._channels.put(sheet.name, Seen())

    def channels(self) -> Iterator[Scope]:
        """The scopes that are all of a channel."""
        return map(scope_of, [name for name, _ in self._channels.items()])

    def keep_minute(self, minute: Minute) -> None:
        self._minutes.put(_key(minute.sheet, minute.start), minute.sums)

    def drop_minute(self, minute: Minute) -> None:
        self._minutes.delete(_key(minute.sheet, minute.start))

    def minutes(self) -> Iterator[tuple[Scope, int, Sums]]:
        """Scope, epoch minute, sums."""
        return _numbered(self._minutes)

    def keep_day(self, day: Day) -> None:
        """Its settled share."""
        self._days.put(_key(day.sheet, day.start), day.settled)

    def drop_day(self, sheet: Sheet, start: int) -> None:
        self._days.delete(_key(sheet, start))

    def days(self) -> Iterator[tuple[Scope, int, Sums]]:
        """Scope, first epoch minute, settled share."""
        return _numbered(self._days)

    def keep_lifetime(self, sheet: Sheet) -> None:
        if sheet.lifetime is not None:
            self._lifetimes.put(sheet.name, sheet.lifetime.kept)

    def lifetimes(self) -> Iterator[tuple[Scope, Kept]]:
        for name, kept in self._lifetimes.items():
            yield scope_of(name), kept

    def keep_level(self, sheet: Sheet, source: int, level: Level | None) -> None:
        """None: nothing waits or is in progress there any more."""
        if level is None:
            self._levels.delete(_key(sheet, source))
        else:
            self._levels.put(_key(sheet, source), level)

    def levels(self) -> Iterator[tuple[Scope, int, Level]]:
        """Scope, source, level."""
        return _numbered(self._levels)

    def keep_late(self, late: Late) -> None:
        self._late.put("all", late)

    def late(self) -> Late:
        return self._late.get("all") or Late()


def scope_of(name: str) -> Scope:
    """The scope that `scope_key` made the name of."""
    kind, ident, channel = map(unquote, name.split("/"))
    return Scope(kind, ident, channel)  # type: ignore[arg-type]  # only scopes are written


def _key(sheet: Sheet, number: int) -> str:
    return f"{sheet.name}/{number}"


def _numbered(table: Table[V]) -> Iterator[tuple[Scope, int, V]]:
    for key, value in list(table.items()):
        name, number = key.rsplit("/", 1)
        yield scope_of(name), int(number), value
