"""One minute of one channel in the making: a row for each scope that something happened in."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from streams.measures.pane import Pane, Scope
from streams.measures.registry import AGENT, QUEUE
from streams.measures.spread import Spread, spread_of

EVERYTHING: Final = "all"


class Row:
    """One pane in the making; durations are kept as they come, and spread once at the end."""

    __slots__ = ("added", "counts", "taken")

    def __init__(self) -> None:
        self.counts: defaultdict[str, int] = defaultdict(int)
        self.added: defaultdict[str, list[int]] = defaultdict(list)
        self.taken: defaultdict[str, list[int]] = defaultdict(list)

    def spreads(self) -> dict[str, Spread]:
        found = {name: spread_of(values) for name, values in self.added.items()}
        for name, values in self.taken.items():
            spread = found.setdefault(name, Spread())
            for us in values:
                spread.take_back(us)
            if spread.is_empty():
                del found[name]
        return found


class Sheet:
    __slots__ = ("_agents", "_all", "_queues")

    def __init__(self) -> None:
        self._queues: defaultdict[str, Row] = defaultdict(Row)
        self._agents: defaultdict[str, Row] = defaultdict(Row)
        self._all = Row()

    def rows(self, scopes: int, queue: str | None, agent_id: str | None) -> tuple[Row, ...]:
        """The rows of these scopes; a part without queue or agent has no row there."""
        if not scopes & AGENT:
            return (self._all,) if queue is None else (self._queues[queue], self._all)
        if not scopes & QUEUE:
            return () if agent_id is None else (self._agents[agent_id],)
        if agent_id is None:
            return (self._all,) if queue is None else (self._queues[queue], self._all)
        if queue is None:
            return self._agents[agent_id], self._all
        return self._queues[queue], self._agents[agent_id], self._all

    def panes(self, channel: str, minute: int) -> Iterator[Pane]:
        """What changed something; sums that came to nothing are left out."""
        for queue, row in self._queues.items():
            yield from _pane(Scope("queue", queue, channel), minute, row)
        for agent_id, row in self._agents.items():
            yield from _pane(Scope("agent", agent_id, channel), minute, row)
        yield from _pane(Scope("all", EVERYTHING, channel), minute, self._all)


def _pane(scope: Scope, minute: int, row: Row) -> Iterator[Pane]:
    counts = {name: count for name, count in row.counts.items() if count}
    spreads = row.spreads()
    if counts or spreads:
        yield Pane(scope, minute, counts, spreads)
