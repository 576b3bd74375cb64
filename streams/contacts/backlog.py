"""How many tickets are in the backlog now, by age; an index that is rebuilt from the open tickets after a restart.

Ages move with time, so each ticket is known by the next bound that it will pass: time costs no more than the
tickets that pass one.
"""

from collections import defaultdict
from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from typing import Final, NamedTuple

from streams.measures.pane import AGES_H, Levels, Scope

HOUR_US: Final = 3_600_000_000
BOUNDS_US: Final = tuple(hours * HOUR_US for hours in AGES_H)
OLDEST: Final = len(BOUNDS_US)
REBUILD_ABOVE: Final = 64
"""A heap with more entries than this, and than twice the tickets, is rebuilt without those that are gone."""


class Unsolved(NamedTuple):
    """Whose backlog a ticket is in, and since when."""

    queue: str | None
    agent_id: str | None
    since_us: int


class _Ticket:
    __slots__ = ("age", "place")

    def __init__(self, place: Unsolved, age: int) -> None:
        self.place = place
        self.age = age


class Backlog:
    """The backlog of one channel in one contacts partition, `source`."""

    __slots__ = ("_changed", "_channel", "_heap", "_now_us", "_source", "_sums", "_tickets")

    def __init__(self, channel: str, source: int) -> None:
        self._channel = channel
        self._source = source
        self._tickets: dict[str, _Ticket] = {}
        self._heap: list[tuple[int, str]] = []
        """(when it passes its next bound, ticket); an entry is stale unless that is still its next."""
        self._sums: defaultdict[Scope, list[int]] = defaultdict(_nothing)
        self._changed: set[Scope] = set()
        self._now_us = -(1 << 62)

    def __len__(self) -> int:
        return len(self._tickets)

    def place(self, subject: str) -> Unsolved | None:
        """What was said of a ticket last."""
        ticket = self._tickets.get(subject)
        return None if ticket is None else ticket.place

    def put(self, subject: str, place: Unsolved | None) -> None:
        """Say where a ticket stands now; None for one that is solved, closed or forgotten."""
        ticket = self._tickets.get(subject)
        if ticket is not None:
            if ticket.place == place:
                return
            self._count(ticket, -1)
            del self._tickets[subject]
        if place is None:
            return
        ticket = self._tickets[subject] = _Ticket(place, _age(self._now_us - place.since_us))
        self._count(ticket, 1)
        self._await(subject, ticket)

    def pass_time(self, now_us: int) -> None:
        """It is `now_us`: tickets grow older."""
        self._now_us = max(now_us, self._now_us)
        heap = self._heap
        while heap and heap[0][0] <= self._now_us:
            at_us, subject = heappop(heap)
            ticket = self._tickets.get(subject)
            if ticket is None or _next_us(ticket) != at_us:
                continue
            self._count(ticket, -1)
            ticket.age = _age(self._now_us - ticket.place.since_us)
            self._count(ticket, 1)
            self._await(subject, ticket)

    def changed(self) -> Iterator[Levels]:
        """The levels of every scope that changed since last asked; where nothing is left, they have no backlog."""
        changed, self._changed = self._changed, set()
        for scope in changed:
            ages = self._sums[scope]
            if any(ages):
                yield Levels(scope, self._source, 0, 0, None, tuple(ages))
            else:
                yield Levels(scope, self._source, 0, 0, None)
                del self._sums[scope]

    def _count(self, ticket: _Ticket, change: int) -> None:
        queue, agent_id, _ = ticket.place
        for scope in (
            Scope("all", "all", self._channel),
            None if queue is None else Scope("queue", queue, self._channel),
            None if agent_id is None else Scope("agent", agent_id, self._channel),
        ):
            if scope is not None:
                self._sums[scope][ticket.age] += change
                self._changed.add(scope)

    def _await(self, subject: str, ticket: _Ticket) -> None:
        if ticket.age < OLDEST:
            heappush(self._heap, (_next_us(ticket), subject))
        if len(self._heap) > REBUILD_ABOVE and len(self._heap) > 2 * len(self._tickets):
            self._heap = [(_next_us(one), name) for name, one in self._tickets.items() if one.age < OLDEST]
            heapify(self._heap)


def _nothing() -> list[int]:
    return [0] * (OLDEST + 1)


def _age(us: int) -> int:
    """Its place among the ages; one that time has not come to yet is of no age."""
    return sum(us >= bound_us for bound_us in BOUNDS_US)


def _next_us(ticket: _Ticket) -> int:
    """When it passes its next bound; of the oldest there is none."""
    return ticket.place.since_us + BOUNDS_US[ticket.age] if ticket.age < OLDEST else -1
