"""How many contacts wait and are in progress right now, and since when the oldest waits.

An index over where contacts stand; it is rebuilt from the open contacts after a restart. What agents have in hand
is added up by the stage of agents.
"""

from collections import defaultdict
from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from typing import Final

from streams.contacts.course import NOWHERE, Standing
from streams.measures.pane import Levels, Scope

REBUILD_ABOVE: Final = 64
"""A heap with more entries than this, and than twice those waiting, is rebuilt without those who left."""


class _Queue:
    """Who waits since when, and how many are in progress. The heap may hold some who wait no longer."""

    __slots__ = ("heap", "in_progress", "since")

    def __init__(self) -> None:
        self.since: dict[str, int] = {}
        self.heap: list[tuple[int, str]] = []
        self.in_progress = 0

    def add(self, subject: str, since_us: int) -> None:
        self.since[subject] = since_us
        heappush(self.heap, (since_us, subject))
        if len(self.heap) > REBUILD_ABOVE and len(self.heap) > 2 * len(self.since):
            self.heap = [(since, waiting) for waiting, since in self.since.items()]
            heapify(self.heap)

    def oldest_us(self) -> int | None:
        heap, since = self.heap, self.since
        while heap and since.get(heap[0][1]) != heap[0][0]:
            heappop(heap)
        return heap[0][0] if heap else None


class _Channel:
    __slots__ = ("changed", "changed_queues", "in_progress", "queues", "standings", "waiting")

    def __init__(self) -> None:
        self.standings: dict[str, Standing] = {}
        self.queues: defaultdict[str, _Queue] = defaultdict(_Queue)
        self.waiting = self.in_progress = 0
        self.changed_queues: set[str] = set()
        self.changed = False


class Waiting:
    """The levels of one contacts partition, `source`."""

    __slots__ = ("_channels", "_source")

    def __init__(self, source: int) -> None:
        self._source = source
        self._channels: defaultdict[str, _Channel] = defaultdict(_Channel)

    def put(self, channel: str, subject: str, standing: Standing) -> None:
        """Say where a contact stands now; `NOWHERE` for one that is over or forgotten."""
        levels = self._channels[channel]
        before = levels.standings.get(subject, NOWHERE)
        if before == standing:
            return
        levels.changed = True
        if before.waiting_in is not None:
            del levels.queues[before.waiting_in].since[subject]
            levels.waiting -= 1
            levels.changed_queues.add(before.waiting_in)
        if before.in_progress:
            _count(levels, before, -1)
        if standing.waiting_in is not None:
            levels.queues[standing.waiting_in].add(subject, standing.waiting_since_us)
            levels.waiting += 1
            levels.changed_queues.add(standing.waiting_in)
        if standing.in_progress:
            _count(levels, standing, 1)
        if standing == NOWHERE:
            del levels.standings[subject]
        else:
            levels.standings[subject] = standing

    def changed(self) -> Iterator[Levels]:
        """The levels of every scope that changed since last asked; where nobody is left, all are zero."""
        for channel, levels in self._channels.items():
            yield from self._changed_in(channel, levels)

    def _changed_in(self, channel: str, levels: _Channel) -> Iterator[Levels]:
        if not levels.changed:
            return
        for name in levels.changed_queues:
            queue = levels.queues[name]
            scope = Scope("queue", name, channel)
            yield Levels(scope, self._source, len(queue.since), queue.in_progress, queue.oldest_us())
            if not queue.since and not queue.in_progress:
                del levels.queues[name]
        levels.changed_queues.clear()
        levels.changed = False
        oldest_us = min(
            (since_us for queue in levels.queues.values() if (since_us := queue.oldest_us()) is not None),
            default=None,
        )
        yield Levels(Scope("all", "all", channel), self._source, levels.waiting, levels.in_progress, oldest_us)


def _count(levels: _Channel, standing: Standing, change: int) -> None:
    levels.in_progress += change
    if standing.queue is not None:
        levels.queues[standing.queue].in_progress += change
        levels.changed_queues.add(standing.queue)
