"""Helpers around a real Kafka for the engine's tests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from streams.engine.application import Application, EngineOptions
from streams.engine.stage import Context, Stage
from streams.engine.task import TaskOptions
from streams.engine.topics import COMPACTED, TopicSpec, ensure_topics
from tests.engine.words import Words

PARTITIONS = 4
DISORDER_S = 1


@dataclass
class Place:
    """Names of one test's own topics and group."""

    bootstrap: str
    prefix: str = field(default_factory=lambda: f"t{uuid4().hex[:8]}.")

    def topic(self, name: str) -> str:
        return self.prefix + name

    @property
    def stage(self) -> Stage:
        """The example stage over two inputs, its output renamed to this place."""

        return Stage(
            "words",
            (self.topic("spoken"), self.topic("sung")),
            lambda context: Words(_Renamed(context, self.topic)),  # type: ignore[arg-type]  # as much of it as is used
        )

    def options(self, *, live: bool = True) -> EngineOptions:
        tasks = TaskOptions(
            partitions=PARTITIONS,
            ledger_prefix=self.topic("ledger."),
            dead_letter_topic=self.topic("dead"),
            dead_letter=lambda record, rejected: (record.key, record.value, [("reason", rejected.reason.encode())]),
            disorder_us=DISORDER_S * 1_000_000,
            live=live,
            commit_us=50_000,
        )
        return EngineOptions(self.topic("app"), self.bootstrap, tasks, session_timeout_s=6)

    def application(self, fatal: Callable[[BaseException], None], *, live: bool = True) -> Application:
        """The example stage, not started."""
        return Application([self.stage], self.options(live=live), fatal)

    async def create(self) -> list[str]:
        """Make the topics that are missing; returns their names."""
        names = ("spoken", "sung", "said", "dead")
        specs = [TopicSpec(self.topic(name), PARTITIONS) for name in names]
        specs.append(TopicSpec(self.topic("ledger.words"), PARTITIONS, COMPACTED))
        return await ensure_topics(self.bootstrap, specs, {})

    async def say(self, name: str, words: list[str | None], *, timestamp_ms: int | None = None) -> None:
        producer = AIOKafkaProducer(bootstrap_servers=self.bootstrap, linger_ms=5)
        await producer.start()
        for word in words:
            raw = None if word is None else word.encode()
            key = (word or "").encode()
            await producer.send(self.topic(name), raw, key=key, timestamp_ms=timestamp_ms)
        await producer.stop()

    async def said(self, count: int, *, timeout_s: float = 30) -> list[Any]:
        """The output, once it has at least `count` records."""
        async with asyncio.timeout(timeout_s):
            while len(found := await self.read("said")) < count:
                await asyncio.sleep(0.1)
        return found

    async def read(self, name: str) -> list[Any]:
        """Every committed record of a topic."""
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self.bootstrap, isolation_level="read_committed", auto_offset_reset="earliest"
        )
        await consumer.start()
        parts = [TopicPartition(self.topic(name), i) for i in range(PARTITIONS)]
        consumer.assign(parts)
        ends = await consumer.end_offsets(parts)
        found: list[Any] = []
        while any([await consumer.position(part) < end for part, end in ends.items()]):
            for records in (await consumer.getmany(timeout_ms=200)).values():
                found.extend(records)
        await consumer.stop()
        return found


class _Renamed:
    """A context whose outbox gives topics a test's prefix."""

    def __init__(self, context: Context, rename: Callable[[str], str]) -> None:
        self.table, self.timers = context.table, context.timers
        self.out = self
        self._send, self._rename = context.out.send, rename

    def send(self, topic: str, *args: Any, **kwargs: Any) -> None:
        self._send(self._rename(topic), *args, **kwargs)


def fail(error: BaseException) -> None:
    raise error


@asynccontextmanager
async def running(
    place: Place, *, live: bool = True, fatal: Callable[[BaseException], None] = fail
) -> AsyncIterator[Application]:
    """The example stage at work until the block ends."""
    application = place.application(fatal, live=live)
    await application.start()
    try:
        await until(lambda: application.runner.ready)
        yield application
    finally:
        await application.stop()


async def until(true: Callable[[], bool], *, timeout_s: float = 30) -> None:
    """Wait for a condition."""
    async with asyncio.timeout(timeout_s):
        while not true():
            await asyncio.sleep(0.02)


def folded(application: Application, events: int) -> Callable[[], bool]:
    """Whether at least so many events are folded and committed."""
    return lambda: (
        sum(figures.events for figures in application.runner.figures) >= events
        and not any(task.dirty or task.committing for task in application.runner.tasks.values())
    )
