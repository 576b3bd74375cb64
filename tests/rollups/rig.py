"""A rollups task without an engine: what it sends is a list, its ledger a dict."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from streams.engine.clock import Clock
from streams.engine.stage import Context
from streams.measures.pane import MINUTE_US, TOGETHER, Levels, Message, Pane, Scope, Told
from streams.measures.spread import spread_of
from streams.policy import Policy
from streams.records import MetricRecord, decode_metric, metric_key
from streams.rollups.stage import RollupOptions, Rollups

BILLING = Scope("queue", "billing", "call")
ALL_CALLS = Scope("all", "all", "call")
GRACE_S = 600


def minute(text: str) -> int:
    """The epoch minute of an RFC 3339 instant."""
    return int(datetime.fromisoformat(text).timestamp()) // 60


def pane(at: str | int, scope: Scope = BILLING, waits_s: Iterable[float] = (), **counts: int) -> Pane:
    """A delta; `waits_s` are waits of answered contacts."""
    number = at if isinstance(at, int) else minute(at)
    waits = [round(wait * 1e6) for wait in waits_s]
    return Pane(scope, number, counts, {"wait_answered": spread_of(waits)} if waits else {})


class FakeOut:
    """Keeps what was sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, bytes, bytes]] = []

    def send(self, topic: str, key: bytes, value: bytes, partition: int) -> None:
        self.sent.append((topic, key, value))


class Rig:
    """Feeds a task, commits it, and can start it anew from its ledger."""

    def __init__(self, zone: str = "UTC", sources: int = 1, publish_ms: int = 1000, disorder_s: int = 0) -> None:
        self.options = RollupOptions(
            panes_topic="panes",
            metrics_topic="metrics",
            policy=Policy(timezone=ZoneInfo(zone)),
            grace_us=GRACE_S * 1_000_000,
            publish_us=publish_ms * 1000,
            disorder_us=disorder_s * 1_000_000,
            sources=sources,
        )
        self.ledger: dict[bytes, bytes] = {}
        self.ledger_bytes = 0
        self.wall_ms = 0
        self.together: list[MetricRecord] = []
        self.restart()

    def restart(self) -> None:
        """A new process takes over what was committed, and nothing else."""
        self.out = FakeOut()
        self.context = Context(0, 8, Clock(("panes",), 0, live=False), self.out)
        self.task = Rollups(self.context, self.options)
        for key, value in self.ledger.items():
            table, _, rest = key.decode().partition("/")
            self.context.tables[table].load(rest, value)
        self.task.recovered()

    def fold(self, *messages: Message) -> None:
        self.context.wall_us = self.wall_ms * 1000
        for message in messages:
            self.task.fold(message, None)

    def told(self, at: str | int, source: int = 0) -> None:
        """A contacts partition says that it is the beginning of this minute."""
        number = at if isinstance(at, int) else minute(at)
        self.fold(Told(source, number * MINUTE_US))

    def commit(self, later_ms: int = 0) -> list[MetricRecord]:
        """Flush and commit, so much later by the wall clock; returns what was published of single channels.

        What was published over all channels is added to `together`.
        """
        self.wall_ms += later_ms
        self.context.wall_us = self.wall_ms * 1000
        self.task.flush()
        for table in self.context.tables.values():
            for key, value in table.take_changes():
                self.ledger_bytes += len(key) + len(value or b"")
                if value is None:
                    self.ledger.pop(key, None)
                else:
                    self.ledger[key] = value
        sent, self.out.sent = self.out.sent, []
        records = [decode_metric(value) for _, _, value in sent]
        for (_, key, _), record in zip(sent, records, strict=True):
            assert key == metric_key(record)
        self.together += [record for record in records if record.channel == TOGETHER]
        return [record for record in records if record.channel != TOGETHER]

    def settle(self) -> list[MetricRecord]:
        """Commit, seconds apart, until nothing is pending."""
        published = self.commit(10_000)
        while self.task.pending():
            published += self.commit(10_000)
        return published


def levels(waiting: int, in_progress: int = 0, oldest_us: int | None = None, source: int = 0) -> Levels:
    return Levels(BILLING, source, waiting, in_progress, oldest_us)


def counted(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts that are not zero."""
    return {name: count for name, count in counts.items() if count}


def latest(records: Iterable[MetricRecord]) -> dict[tuple[str, str, str, str | None], MetricRecord]:
    """The last record of each key, as a compacted topic keeps it."""
    return {(r.scope.kind, r.scope.id, r.interval, r.start): r for r in records}
