"""One minute of one channel in the making: a row for each scope that something happened in."""

from collections import defaultdict
from collections.abc import Collection, Iterator
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
    """What has a scope for queues also has the one of all, so that row is summed up at the end, once for each queue."""

    __slots__ = ("_agents", "_queues")

    def __init__(self) -> None:
        self._queues: defaultdict[str | None, Row] = defaultdict(Row)
        """Under None what no queue had: it counts in all."""
        self._agents: defaultdict[str, Row] = defaultdict(Row)

    def rows(self, scopes: int, queue: str | None, agent_id: str | None) -> tuple[Row, ...]:
        """Where to book for these scopes; a part without an agent has no row there."""
        if not scopes & AGENT or agent_id is None:
            return (self._queues[queue],) if scopes & QUEUE else ()
        if not scopes & QUEUE:
            return (self._agents[agent_id],)
        return self._queues[queue], self._agents[agent_id]

    def panes(self, channel: str, minute: int) -> Iterator[Pane]:
        """What changed something; sums that came to nothing are left out."""
        for queue, row in self._queues.items():
            if queue is not None:
                yield from _pane(Scope("queue", queue, channel), minute, row)
        for agent_id, row in self._agents.items():
            yield from _pane(Scope("agent", agent_id, channel), minute, row)
        if self._queues:
            yield from _pane(Scope("all", EVERYTHING, channel), minute, _together(self._queues.values()))


def _together(rows: Collection[Row]) -> Row:
    if len(rows) == 1:
        return next(iter(rows))
    sum_ = Row()
    for row in rows:
        for name, count in row.counts.items():
            sum_.counts[name] += count
        for name, values in row.added.items():
            sum_.added[name].extend(values)
        for name, values in row.taken.items():
            sum_.taken[name].extend(values)
    return sum_


def _pane(scope: Scope, minute: int, row: Row) -> Iterator[Pane]:
    counts = {name: count for name, count in row.counts.items() if count}
    spreads = row.spreads()
    if counts or spreads:
        yield Pane(scope, minute, counts, spreads)
