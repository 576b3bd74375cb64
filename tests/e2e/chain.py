"""All stages chained without Kafka: topics are lists, ledgers are dicts, and every record can come in any batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from streams.agents.stage import AgentOptions, Agents
from streams.contacts.stage import Contacts
from streams.engine.clock import Clock
from streams.engine.partitions import partition_of
from streams.engine.stage import Context, Logic
from streams.engine.table import Table
from streams.events.encode import encode
from streams.events.times import moment
from streams.events.types import ClockTicked, Event
from streams.policy import Policy
from streams.policy.days import Days
from streams.rollups.stage import RollupOptions, Rollups
from streams.text.scorer import Score
from tests.contacts.rig import OPTIONS

S = 1_000_000
POLICY = Policy(timezone=ZoneInfo("Asia/Tehran"))
LIFETIMES = replace(OPTIONS.lifetimes, days=Days(POLICY.timezone))


class Reader:
    """Hears what is said plainly."""

    def score(self, texts: Sequence[str], before: Sequence[str | None]) -> list[Score]:
        return [Score("en", *PLAIN.get(text, (0.0, "neutral", "none")), 0.0) for text in texts]


PLAIN = {
    "this is terrible": (-0.8, "negative", "none"),
    "that is great": (0.7, "positive", "none"),
    "you idiot": (-0.6, "negative", "insult"),
}
CONTACTS = replace(
    OPTIONS,
    policy=POLICY,
    lifetimes=LIFETIMES,
    ahead_us=1 << 60,
    scorer=Reader,  # type: ignore[arg-type]  # a fake
)
ROLLUPS = RollupOptions(
    panes_topic="panes", metrics_topic="metrics", policy=POLICY, grace_us=600 * S, publish_us=S, disorder_us=5 * S
)
AGENTS = AgentOptions(staff_topic="staff", panes_topic="panes", grace_us=600 * S, silent_us=300 * S, gone_us=3600 * S)
STAGES: dict[str, tuple[str, Callable[[Context], Logic]]] = {
    "contacts": ("calls", lambda context: Contacts(context, CONTACTS)),
    "agents": ("staff", lambda context: Agents(context, AGENTS)),
    "rollups": ("panes", lambda context: Rollups(context, ROLLUPS)),
}
"""The topic that each reads, and its logic; in the order of the flow."""


@dataclass
class Topics:
    """What was sent, by topic and partition."""

    partitions: int
    sent: dict[tuple[str, int], list[Any]] = field(default_factory=dict)

    def send(
        self, topic: str, key: bytes | None, value: bytes | None, partition: int | None = None, headers: Any = ()
    ) -> None:
        where = topic, partition_of(key or b"", self.partitions) if partition is None else partition
        self.sent.setdefault(where, []).append(SimpleNamespace(key=key, value=value))


class Process:
    """One task. What it holds in memory is gone after `restart`, what was committed comes back."""

    def __init__(self, stage: str, partition: int, topics: Topics) -> None:
        self._partition, self._topics = partition, topics
        self._source, self._start = STAGES[stage]
        self._ledger: dict[bytes, bytes] = {}
        self._clock_raw: bytes | None = None
        self._wall_us = 0
        self.read = 0
        """Records of its input that are in the state."""
        self._committed = 0
        self.restart()

    def restart(self) -> None:
        """What was not committed happens again."""
        self.read = self._committed
        clock = Clock((self._source,), 5 * S, live=False)
        if self._clock_raw is not None:
            clock.state = msgspec.msgpack.decode(self._clock_raw, type=type(clock.state))
        self._out = Topics(self._topics.partitions)
        self._context = Context(self._partition, self._topics.partitions, clock, self._out)  # type: ignore[arg-type]
        self.logic = self._start(self._context)
        for key, value in self._ledger.items():
            table, _, rest = key.decode().partition("/")
            self._context.tables[table].load(rest, value)
        self.logic.recovered()

    def table(self, name: str) -> Table[Any]:
        """What it keeps under this name."""
        return self._context.tables[name]

    def waiting(self) -> list[Any]:
        return self._topics.sent.get((self._source, self._partition), [])[self.read :]

    def fold(self, most: int) -> int:
        """Fold up to so many records; returns how many there were."""
        batch = self.waiting()[:most]
        context, timers, logic = self._context, self._context.timers, self.logic
        context.clock.enter(self._source)
        for raw in batch:
            record = SimpleNamespace(
                topic=self._source, partition=self._partition, offset=0, timestamp=1 << 42, timestamp_type=1,
                key=raw.key, value=raw.value, headers=(),
            )  # fmt: skip
            at_us, item = logic.decode(record)
            if at_us is not None and context.clock.observe(at_us) >= timers.next_us:
                self._fire()
            logic.fold(item, at_us)
        self.read += len(batch)
        self._fire()
        logic.moved(context.clock.now_us)
        return len(batch)

    def _fire(self) -> None:
        while (due := self._context.timers.pop_due(self._context.clock.now_us)) is not None:
            self.logic.fire(*due)

    def commit(self) -> None:
        """State and outputs at once, seconds after the commit before."""
        self._wall_us += 10 * S
        self._context.wall_us = self._wall_us
        self.logic.flush()
        for table in self._context.tables.values():
            for key, value in table.take_changes():
                if value is None:
                    self._ledger.pop(key, None)
                else:
                    self._ledger[key] = value
        self._clock_raw = msgspec.msgpack.encode(self._context.clock.state)
        for where, records in self._out.sent.items():
            self._topics.sent.setdefault(where, []).extend(records)
        self._out.sent.clear()
        self._committed = self.read


class Chain:
    """Tasks of all stages over `partitions`."""

    def __init__(self, partitions: int) -> None:
        self.topics = Topics(partitions)
        self.processes = [Process(stage, partition, self.topics) for stage in STAGES for partition in range(partitions)]

    def put(self, event: Event) -> None:
        self.topics.send("calls", event.subject.encode(), encode(event))

    def finish(self, at_us: int) -> None:
        """Tell every partition that it is so late, and let everything come out."""
        for partition in range(self.topics.partitions):
            tick = ClockTicked(id=f"tick-{partition}", source="test", time=moment(at_us))
            self.topics.send("calls", None, encode(tick), partition)
        for process in self.processes:
            while process.fold(1000) or process.logic.pending():
                process.commit()
            process.commit()

    def windows(self) -> dict[bytes, Any]:
        """The last metric record of each window."""
        records = [r for (topic, _), sent in self.topics.sent.items() if topic == "metrics" for r in sent]
        return {r.key: msgspec.json.decode(r.value) for r in records if b"/now/" not in r.key}

    def enriched(self) -> list[str]:
        """Ids of the events that left an enriched record."""
        records = [r for (topic, _), sent in self.topics.sent.items() if topic == "contacts" for r in sent]
        return sorted(msgspec.json.decode(r.value)["id"] for r in records)
