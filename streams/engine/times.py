"""What time it is for a task by what the tasks before it told, and nothing else."""

import msgspec

from streams.engine.table import Table


class Heard(msgspec.Struct, array_like=True, gc=False):
    """The last time that one source told."""

    now_us: int


class Times:
    """The least of the times told by its sources, the partitions of the stages before; kept in the ledger.

    What is over is closed by `now_us`, which is unknown until all `sources` have told: a partition not heard
    from yet may still hold the oldest events of a replay. What is shown as "the last five minutes" need not
    wait for that and goes by `shown_us`, the least of those heard from.
    """

    __slots__ = ("_sources", "_table", "now_us", "shown_us")

    def __init__(self, table: Table[Heard], sources: int) -> None:
        self._table = table
        self._sources = sources
        self.now_us: int | None = None
        self.shown_us: int | None = None

    def tell(self, source: int, now_us: int) -> None:
        """A source says its time; one earlier than it said before is stale and ignored."""
        key = str(source)
        heard = self._table.get(key)
        if heard is not None and now_us <= heard.now_us:
            return
        self._table.put(key, Heard(now_us))
        self.recovered()

    def recovered(self) -> None:
        """Work the times out again from what was heard."""
        if not len(self._table):
            return
        self.shown_us = min(heard.now_us for _, heard in self._table.items())
        if len(self._table) >= self._sources:
            self.now_us = self.shown_us
