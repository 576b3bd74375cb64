"""Records go out when they change, but no key more often than once in a while."""

from collections.abc import Callable
from typing import Protocol

import msgspec

from streams.engine.table import Table

AT_ONCE = 1_000
"""Records written in one flush before the rest waits for the next: some 50 ms of work."""
SHARE_AT_ONCE = 4
"""Of a long queue a quarter goes at once, so that it cannot grow for ever."""
NEVER_US = -(1 << 62)


class Owed(msgspec.Struct, array_like=True, gc=False):
    """A key whose last change is not published yet."""


OWED = Owed()


class Item(Protocol):
    """Something with a record under a key."""

    key: str
    dirty: bool
    """Changed since it was published."""
    owed: bool
    """The ledger says so too."""
    sent_us: int
    """Wall clock of the last publication by this process."""


class Publisher:
    """Paces records by the wall clock given to `flush`.

    A key that was quiet for `every_us` is published at the next flush. One published more recently waits and
    is noted in the ledger as owed, in the same transaction as the change; so its last value comes out
    however the process ends.
    """

    __slots__ = ("_every_us", "_items", "_owed", "_send")

    def __init__(self, owed: Table[Owed], every_us: int, send: Callable[[str, bytes], None]) -> None:
        self._owed = owed
        self._every_us = every_us
        self._send = send
        self._items: list[Item] = []

    def changed(self, item: Item) -> None:
        """Publish `item` when its turn comes."""
        if not item.dirty:
            item.dirty = True
            self._items.append(item)

    def recovered(self, item: Item) -> None:
        """The ledger says that `item` is owed."""
        item.owed = True
        self.changed(item)

    @property
    def pending(self) -> int:
        """How many items wait."""
        return len(self._items)

    def flush(self, wall_us: int, encode: Callable[[Item], bytes]) -> None:
        """Publish whatever may be; a wall clock that was set back delays nothing."""
        left = max(AT_ONCE, len(self._items) // SHARE_AT_ONCE)
        waiting: list[Item] = []
        for item in self._items:
            if left and not 0 <= wall_us - item.sent_us < self._every_us:
                self._send(item.key, encode(item))
                self._sent(item, wall_us)
                left -= 1
                continue
            waiting.append(item)
            if not item.owed:
                item.owed = True
                self._owed.put(item.key, OWED)
        self._items = waiting

    def _sent(self, item: Item, wall_us: int) -> None:
        item.sent_us = wall_us
        item.dirty = False
        if item.owed:
            item.owed = False
            self._owed.delete(item.key)
