"""Records go out when they change, but no key more often than once in a while."""

from collections.abc import Callable
from typing import Final, Protocol

import msgspec

from streams.engine.table import Table

AT_ONCE: Final = 1_000
"""Records written in one flush before the rest waits for the next: some 50 ms of work."""
SHARE_AT_ONCE: Final = 4
"""Of a long queue a quarter goes at once, so that it cannot grow for ever."""
COMPLETE_AT_ONCE: Final = 20_000
"""Last words on complete windows: there are many only when the past is replayed, and nobody waits for less."""
MANY: Final = 5_000
"""So many that wait are not noted one by one."""
NEVER_US: Final = -(1 << 62)


class Owed(msgspec.Struct, array_like=True, gc=False):
    """A key whose last change is not published yet."""


OWED: Final = Owed()
EVERYTHING: Final = "*"
"""Owed under this key: whatever the ledger can give back."""


class Item(Protocol):
    """Something with a record under a key."""

    @property
    def key(self) -> str: ...

    @property
    def complete(self) -> bool:
        """It will hardly change any more."""

    @property
    def rebuilt(self) -> bool:
        """As long as it is dirty, the ledger holds what it is made of."""

    dirty: bool
    """Changed since it was published."""
    owed: bool
    """The ledger says so too, by its key."""
    sent_us: int
    """Wall clock of the last publication by this process."""


class Publisher:
    """Paces records by the wall clock given to `flush`.

    A key that was quiet for `every_us` is published at the next flush. One published more recently waits and
    is noted in the ledger as owed, in the same transaction as the change; so its last value comes out
    however the process ends. When very many wait, a single note says that everything may be owed.
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

    def owed(self) -> list[str]:
        """Keys that the ledger says are owed."""
        return [key for key, _ in self._owed.items() if key != EVERYTHING]

    def recovered(self, item: Item) -> None:
        """Publish `item` if the ledger says that it is owed."""
        item.owed = item.key in self._owed
        if item.owed or (item.rebuilt and EVERYTHING in self._owed):
            self.changed(item)

    @property
    def pending(self) -> int:
        """How many items wait."""
        return len(self._items)

    def flush(self, wall_us: int, encode: Callable[[Item], bytes]) -> None:
        """Publish whatever may be; a wall clock that was set back delays nothing."""
        every_us = self._every_us
        left = max(AT_ONCE, len(self._items) // SHARE_AT_ONCE)
        left_complete = COMPLETE_AT_ONCE
        waiting: list[Item] = []
        for item in self._items:
            if 0 <= wall_us - item.sent_us < every_us or not (left_complete if item.complete else left):
                waiting.append(item)
                continue
            if item.complete:
                left_complete -= 1
            else:
                left -= 1
            self._send(item.key, encode(item))
            self._sent(item, wall_us)
        self._items = waiting
        self._note(waiting)

    def _note(self, waiting: list[Item]) -> None:
        everything = EVERYTHING in self._owed
        if len(waiting) > MANY:
            if not everything:
                self._owed.put(EVERYTHING, OWED)
            waiting = [item for item in waiting if not item.rebuilt]
        elif everything:
            self._owed.delete(EVERYTHING)
        for item in waiting:
            if not item.owed:
                item.owed = True
                self._owed.put(item.key, OWED)

    def _sent(self, item: Item, wall_us: int) -> None:
        item.sent_us = wall_us
        item.dirty = False
        if item.owed:
            item.owed = False
            self._owed.delete(item.key)
