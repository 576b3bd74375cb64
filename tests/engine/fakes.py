"""Kafka clients that keep what they are told, for tasks without a broker."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from aiokafka import TopicPartition
from aiokafka.producer.message_accumulator import BatchBuilder

from streams.engine.task import TaskOptions
from tests.engine.kafka import PARTITIONS

BATCH_BYTES = 1 << 20
Extents = dict[str, tuple[int, int]]

OPTIONS = TaskOptions(
    partitions=PARTITIONS,
    ledger_prefix="ledger.",
    dead_letter_topic="dead",
    dead_letter=lambda record, rejected: (record.key, record.value or b"", [("reason", rejected.reason.encode())]),
    disorder_us=1_000_000,
    live=False,
    commit_us=50_000,
)


class Producer:
    """A transactional producer; `gate`, if any, has to open before it is started or commits."""

    def __init__(self, gate: asyncio.Event | None = None) -> None:
        self.gate = gate
        self.started = self.stopped = False
        self.transactions: list[list[tuple[str, int]]] = []
        self.refuses: Exception | None = None

    async def start(self) -> None:
        self.started = True
        if self.gate is not None:
            await self.gate.wait()

    async def stop(self) -> None:
        self.stopped = True

    def create_batch(self) -> BatchBuilder:
        return BatchBuilder(BATCH_BYTES, 0, is_transactional=True)

    async def begin_transaction(self) -> None:
        self.transactions.append([])

    async def send_batch(self, _builder: Any, topic: str, *, partition: int) -> asyncio.Future[None]:
        self.transactions[-1].append((topic, partition))
        sent = asyncio.get_running_loop().create_future()
        sent.set_result(None)
        return sent

    async def commit_transaction(self) -> None:
        if self.refuses is not None:
            raise self.refuses


class Reader:
    """A consumer of topics that have an extent, [begin, end), and of a ledger with the records given."""

    def __init__(self, ledger: list[Any], extents: Extents) -> None:
        self._ledger = list(ledger)
        self._extents = extents
        self._read = 0

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    def assign(self, parts: list[TopicPartition]) -> None: ...

    async def position(self, _: TopicPartition) -> int:
        return self._read

    async def getmany(self, **_: Any) -> dict[TopicPartition, list[Any]]:
        self._read = len(self._ledger)
        return {TopicPartition("ledger", 0): self._ledger}

    async def beginning_offsets(self, parts: list[TopicPartition]) -> dict[TopicPartition, int]:
        return {part: self._extents[part.topic][0] for part in parts}

    async def end_offsets(self, parts: list[TopicPartition]) -> dict[TopicPartition, int]:
        return {part: self._extents.get(part.topic, (0, len(self._ledger)))[1] for part in parts}


class Clients:
    """Makes these; `producers` holds those made."""

    def __init__(
        self,
        ledger: list[Any] | None = None,
        extents: Extents | None = None,
        gate: Callable[[str], asyncio.Event | None] = lambda _: None,
    ) -> None:
        self._ledger = ledger or []
        self._extents = extents or {}
        self._gate = gate
        self.producers: list[Producer] = []

    def producer(self, task: str) -> Any:
        self.producers.append(Producer(self._gate(task)))
        return self.producers[-1]

    def consumer(self) -> Any:
        return Reader(self._ledger, self._extents)
