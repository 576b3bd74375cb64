"""A task's transactions: what changed, what goes out and how far the inputs were read, all or nothing."""

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.producer.message_accumulator import BatchBuilder

from streams.engine import ledger
from streams.engine.clock import BEFORE_ALL
from streams.engine.figures import TaskFigures
from streams.engine.stage import Context


class CommitFailed(Exception):
    """Nothing can be waited for any more: the process ought to have ended."""


class Committer:
    """Commits one at a time, in the background, through the one producer that may write for the task.

    `ledger_topic` holds the state in the task's partition. Whatever goes wrong in a commit is handed to `fatal`,
    which ends the process, so nothing is ever skipped.
    """

    __slots__ = (
        "_fatal",
        "_figures",
        "_in_flight",
        "_kept_clock_us",
        "_ledger_topic",
        "_producer",
        "begun_us",
        "committed_offsets",
    )

    def __init__(
        self,
        producer: AIOKafkaProducer,
        ledger_topic: str,
        figures: TaskFigures,
        fatal: Callable[[BaseException], None],
    ) -> None:
        self._producer = producer
        self._ledger_topic = ledger_topic
        self._figures = figures
        self._fatal = fatal
        self._in_flight: asyncio.Task[None] | None = None
        self._kept_clock_us = BEFORE_ALL
        self.begun_us = 0
        """Wall time at which the last commit was asked for."""
        self.committed_offsets: dict[str, int] = {}
        """The next offset of each input topic, as the ledger has it."""

    async def start(self) -> None:
        """Fence any other owner of the task."""
        await self._producer.start()

    def new_batch(self) -> BatchBuilder:
        """An empty batch for an outbox."""
        batch: BatchBuilder = self._producer.create_batch()
        return batch

    @property
    def in_flight(self) -> bool:
        """A commit was begun and is not through; one that failed never is."""
        return self._in_flight is not None

    def begin(self, context: Context, next_offsets: Mapping[str, int], wall_us: int) -> None:
        """Take what `context` changed and sent, and commit it with `next_offsets`; nothing if there is nothing.

        No commit may be in flight.
        """
        self.begun_us = wall_us
        send, topic, partition = context.out.send, self._ledger_topic, context.partition
        for table in context.tables.values():
            for key, value in table.take_changes():
                send(topic, key, value, partition)
        offsets = dict(next_offsets)
        for source, offset in offsets.items():
            if self.committed_offsets.get(source) != offset:
                send(topic, *ledger.offset_record(source, offset), partition)
        if context.out.count == 0:
            return
        clock = context.clock
        if clock.now_us != self._kept_clock_us:
            self._kept_clock_us = clock.now_us
            send(topic, *ledger.clock_record(clock.state), partition)
        self._figures.outputs += context.out.count
        self._in_flight = asyncio.create_task(self._commit(context.out.take(), offsets))

    async def _commit(self, batches: dict[tuple[str, int], list[BatchBuilder]], offsets: dict[str, int]) -> None:
        began = time.monotonic()
        producer = self._producer
        try:
            await producer.begin_transaction()
            sent = await asyncio.gather(*(self._send_all(*where, builders) for where, builders in batches.items()))
            await asyncio.gather(*(future for futures in sent for future in futures))
            await producer.commit_transaction()
        except Exception as error:  # noqa: BLE001 - fenced, broker gone, refused: all end the process
            self._fatal(error)
            return
        self.committed_offsets = offsets
        self._figures.committed(time.monotonic() - began, time.time_ns() // 1000)
        self._in_flight = None

    async def _send_all(
        self, topic: str, partition: int, builders: Iterable[BatchBuilder]
    ) -> list[asyncio.Future[Any]]:
        return [await self._producer.send_batch(builder, topic, partition=partition) for builder in builders]

    async def settled(self) -> None:
        """Return once no commit is in flight; raises `CommitFailed` if one failed."""
        while (in_flight := self._in_flight) is not None:
            if in_flight.done():  # a commit that went well has cleared it
                raise CommitFailed(f"{self._figures.task}: its commit failed before")
            await asyncio.wait([in_flight])

    async def stop(self) -> None:
        """Let the producer go, started or not."""
        await self._producer.stop()
