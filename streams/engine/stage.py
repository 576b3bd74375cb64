"""What a stage is: pure logic over the records of one partition number, and where it reads and writes."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, runtime_checkable

from streams.engine.clock import Clock
from streams.engine.outbox import Outbox
from streams.engine.records import Record
from streams.engine.table import Table
from streams.engine.timers import Timers

V = TypeVar("V")


class Logic(Protocol):
    """What a stage does with the records of one task; it does no I/O and reads no clock."""

    def decode(self, record: Record) -> tuple[int | None, Any]:
        """The event time in microseconds (None: it tells none) and the item; raises `Rejected`."""

    def fold(self, item: Any, at_us: int | None) -> None:
        """Take one item into the state; may raise `Rejected` as long as nothing was changed."""

    def fire(self, key: str, at_us: int) -> None:
        """The timer of `key` fell due at `at_us`."""

    def recovered(self) -> None:
        """The tables are full again: rebuild what is derived from them, timers too."""

    def moved(self, now_us: int) -> None:
        """The task's time moved on to `now_us`."""

    def flush(self) -> None:
        """A commit comes: send what was held back to be sent once."""

    def pending(self) -> bool:
        """Something is still to be sent although no record came."""


@runtime_checkable
class Preparing(Protocol):
    """A logic that reckons some things for many items at once."""

    def prepare(self, items: Sequence[Any]) -> None:
        """These are folded next, one by one, in this order. What comes of one must not depend on the others.

        It may raise: then they are folded without having been prepared.
        """


class Context:
    """What a task gives its logic."""

    def __init__(self, partition: int, partitions: int, clock: Clock, out: Outbox) -> None:
        self.partition = partition
        self.partitions = partitions
        self.clock = clock
        self.out = out
        self.timers = Timers()
        self.tables: dict[str, Table[Any]] = {}
        self.noted: Counter[str] = Counter()
        """Whatever the logic wants counted, by a few fixed names; exported as it stands."""
        self.wall_us = 0
        """The wall clock when the current batch or tick began: to pace output, never for event time."""

    def table(self, name: str, value_type: type[V]) -> Table[V]:
        """The task's table of this name, made at the first call."""
        if name in self.tables:
            raise ValueError(f"table {name!r} is there already")
        table = Table(name, value_type)
        self.tables[name] = table
        return table


@dataclass(frozen=True)
class Stage:
    """One step of the way: the topics it reads and the logic that folds them.

    All input topics need the same number of partitions; task i owns partition i of each.
    """

    name: str
    inputs: tuple[str, ...]
    logic: Callable[[Context], Logic]
