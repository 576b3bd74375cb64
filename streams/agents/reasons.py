"""A bounded number of reasons to be away: they come from outside, and every window counts each by its name."""

from typing import Final

import msgspec

from streams.engine.table import Table

MOST: Final = 32
OTHER: Final = "other"
_KEY: Final = "all"


class Known(msgspec.Struct, array_like=True, gc=False):
    """The reasons with names of their own, in the order in which they came."""

    names: list[str] = []


class Reasons:
    """The first `MOST` that a task hears keep their names for good, the rest is `other`."""

    __slots__ = ("_names", "_table")

    def __init__(self, table: Table[Known]) -> None:
        self._table = table
        self._names: set[str] = set()

    def recovered(self) -> None:
        """Know again what the table holds."""
        known = self._table.get(_KEY)
        self._names = set() if known is None else set(known.names)

    def learn(self, reason: str) -> None:
        """It was given."""
        if reason in self._names or len(self._names) >= MOST:
            return
        self._names.add(reason)
        known = self._table.get(_KEY) or Known()
        known.names.append(reason)
        self._table.put(_KEY, known)

    def name(self, reason: str) -> str:
        """What it counts as."""
        return reason if reason in self._names else OTHER
