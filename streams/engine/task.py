"""A task: one partition number of a stage, its state, and the transactions that move it on."""

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from aiokafka import AIOKafkaProducer

from streams.engine import ledger
from streams.engine.clients import Clients
from streams.engine.clock import BEFORE_ALL, Clock
from streams.engine.figures import TaskFigures
from streams.engine.memory import undisturbed
from streams.engine.outbox import Headers, Outbox
from streams.engine.records import Record, Rejected
from streams.engine.stage import Context, Stage

log = structlog.get_logger(__name__)

FOLD_AT_ONCE = 2_000
"""Records folded before other work of the process gets a turn: some 20 ms."""
COMMIT_OUTPUTS = 20_000
MOST_OUTPUTS = 60_000
"""Outputs held back before folding waits for the commit in flight."""

DeadLetter = Callable[[Record, Rejected], tuple[bytes | None, bytes, Headers]]


@dataclass(frozen=True)
class TaskOptions:
    """What every task of an application shares."""

    partitions: int
    ledger_prefix: str
    dead_letter_topic: str
    dead_letter: DeadLetter
    """A rejected record as key, value and headers of its dead letter."""
    disorder_us: int
    live: bool
    commit_us: int


class CommitFailed(Exception):
    """Nothing can be waited for any more: the process ought to have ended."""


class Task:
    """Folds records of (stage, partition) and commits state, outputs and source offsets in one transaction."""

    def __init__(
        self, stage: Stage, partition: int, options: TaskOptions, fatal: Callable[[BaseException], None]
    ) -> None:
        self.stage = stage
        self.partition = partition
        self.figures = TaskFigures(stage.name, partition)
        self.next_offsets: dict[str, int] = {}
        """Everything before these offsets is folded, by input topic."""
        self.committed_offsets: dict[str, int] = {}
        self.paused = True
        self._options = options
        self._fatal = fatal
        self._ledger_topic = f"{options.ledger_prefix}{stage.name}"
        self._clock = Clock(stage.inputs, options.disorder_us, live=options.live)
        self._committing: asyncio.Task[None] | None = None
        self._last_commit_us = 0
        self._folded_at_s = 0.0
        """Broker's time of the record last folded."""
        self._kept_clock_us = BEFORE_ALL
        self._producer: AIOKafkaProducer | None = None

    async def open(self, clients: Clients) -> None:
        """Become the only owner (a zombie's next commit fails) and read the state back."""
        began = time.monotonic()
        self._producer = clients.producer(f"{self.stage.name}-{self.partition}")
        await self._producer.start()
        self._out = Outbox(self._producer.create_batch, self._options.partitions)
        self._context = Context(self.partition, self._options.partitions, self._clock, self._out)
        self.logic = self.stage.logic(self._context)
        consumer = clients.consumer()
        await consumer.start()
        try:
            with undisturbed():
                latest, self.figures.recovered_records = await ledger.read_ledger(
                    consumer, self._ledger_topic, self.partition
                )
        finally:
            await consumer.stop()
        with undisturbed():
            self.next_offsets = ledger.restore(latest, self._context)
            self.logic.recovered()
        self.committed_offsets = dict(self.next_offsets)
        self.figures.recovery_s = time.monotonic() - began

    async def process(self, topic: str, records: list[Record]) -> None:
        """Fold a fetched batch, committing as often as is due; stops midway once the task is paused."""
        for start in range(0, len(records), FOLD_AT_ONCE):
            if self.paused:
                return
            chunk = records[start : start + FOLD_AT_ONCE]
            self._fold(topic, chunk, time.time_ns() // 1000)
            self.commit_if_due(time.time_ns() // 1000)
            if self._out.count > MOST_OUTPUTS:
                await self._committed()
            if len(records) > FOLD_AT_ONCE:
                await asyncio.sleep(0)

    def _fold(self, topic: str, records: list[Record], wall_us: int) -> None:
        context, logic, clock, timers = self._context, self.logic, self._clock, self._context.timers
        context.wall_us = wall_us
        self._out.timestamp_ms = wall_us // 1000
        skip_before = self.next_offsets.get(topic, 0)
        decode, fold, observe = logic.decode, logic.fold, clock.observe
        clock.enter(topic)
        at_us: int | None = None
        for record in records:
            if record.offset < skip_before:
                continue
            try:
                at_us, item = decode(record)
            except Rejected as rejected:
                self._bury(record, rejected)
                continue
            if at_us is not None and observe(at_us) >= timers.next_us:
                self._fire()  # what fails here is no fault of the record at hand: it ends the process
            try:
                fold(item, at_us)
            except Rejected as rejected:
                self._bury(record, rejected)
            except Exception as error:  # one record must not stop the stage; it is kept and can be sent again
                log.exception("record failed", stage=self.stage.name, topic=topic, offset=record.offset)
                self._bury(record, Rejected("failed", type(error).__name__))
        self.next_offsets[topic] = max(skip_before, records[-1].offset + 1)
        self.figures.events += len(records)
        self._folded_at_s = records[-1].timestamp / 1e3
        if at_us is not None:
            self.figures.skew_s = records[-1].timestamp / 1e3 - at_us / 1e6
        self._moved()

    def _fire(self) -> None:
        timers, now_us = self._context.timers, self._clock.now_us
        while (due := timers.pop_due(now_us)) is not None:
            self.logic.fire(*due)

    def _moved(self) -> None:
        now_us = self._clock.now_us
        self._fire()
        self.logic.moved(now_us)
        self.figures.now_us = None if now_us == BEFORE_ALL else now_us

    def _bury(self, record: Record, rejected: Rejected) -> None:
        self.figures.dead_letters[rejected.reason] += 1
        key, value, headers = self._options.dead_letter(record, rejected)
        self._out.send(self._options.dead_letter_topic, key, value, self.partition, headers)

    def tick(self, wall_us: int, lagging: set[str], ends_us: Mapping[str, int], lag_events: int) -> None:
        """Time passes: tell the clock which inputs have lag (see `Clock.read`), fire timers, commit if due."""
        if self.paused:
            return
        self.figures.lag_events = lag_events
        self.figures.lag_s = max(0.0, wall_us / 1e6 - self._folded_at_s) if lag_events and self._folded_at_s else 0.0
        before_us = self._clock.now_us
        self._context.wall_us = wall_us
        self._out.timestamp_ms = wall_us // 1000
        self._clock.read(lagging, ends_us, wall_us)
        self._clock.wall(wall_us)
        if self._clock.now_us != before_us:
            self._moved()
        self.commit_if_due(wall_us)

    @property
    def dirty(self) -> bool:
        """Something was folded or sent that no commit holds yet."""
        return (
            self._out.count > 0
            or self.next_offsets != self.committed_offsets
            or any(table.dirty for table in self._context.tables.values())
        )

    @property
    def committing(self) -> bool:
        """A commit is in flight."""
        return self._committing is not None

    def commit_if_due(self, wall_us: int) -> None:
        """Begin a commit in the background if there is something to commit, it is time and none is in flight."""
        if self._committing is not None:
            return
        waited = wall_us - self._last_commit_us >= self._options.commit_us
        if self._out.count < COMMIT_OUTPUTS and not waited:
            return
        if self.dirty or self.logic.pending():
            self._begin_commit(wall_us)

    def _begin_commit(self, wall_us: int) -> None:
        self.logic.flush()
        self._last_commit_us = wall_us
        send, where = self._out.send, (self._ledger_topic, self.partition)
        for table in self._context.tables.values():
            for key, value in table.take_changes():
                send(where[0], key, value, where[1])
        offsets = dict(self.next_offsets)
        for topic, offset in offsets.items():
            if self.committed_offsets.get(topic) != offset:
                send(where[0], *ledger.offset_record(topic, offset), where[1])
        if self._out.count == 0:
            return
        if self._clock.now_us != self._kept_clock_us:
            self._kept_clock_us = self._clock.now_us
            send(where[0], *ledger.clock_record(self._clock.state), where[1])
        self.figures.outputs += self._out.count
        self._committing = asyncio.create_task(self._commit(self._out.take(), offsets))

    async def _commit(self, batches: dict[tuple[str, int], list[Any]], offsets: dict[str, int]) -> None:
        """One transaction; whatever goes wrong in it ends the process, so nothing is ever skipped."""
        began = time.monotonic()
        try:
            producer = self._producer
            assert producer is not None  # noqa: S101 - opened before anything folds
            await producer.begin_transaction()
            sent = await asyncio.gather(
                *(self._send_all(producer, where, builders) for where, builders in batches.items())
            )
            await asyncio.gather(*(future for futures in sent for future in futures))
            await producer.commit_transaction()
        except Exception as error:  # noqa: BLE001 - fenced, broker gone, refused: all end the process
            self._fatal(error)
            return
        self.committed_offsets = offsets
        self.figures.committed(time.monotonic() - began, time.time_ns() // 1000)
        self._committing = None

    @staticmethod
    async def _send_all(
        producer: AIOKafkaProducer, where: tuple[str, int], builders: Iterable[Any]
    ) -> list[asyncio.Future[Any]]:
        futures = []
        for builder in builders:
            builder.close()
            futures.append(await producer.send_batch(builder, where[0], partition=where[1]))
        return futures

    async def pause(self) -> None:
        """Fold nothing more until resumed; what was folded is committed."""
        self.paused = True
        await self._committed()
        if self._producer is None:
            return
        if self.dirty:
            self._begin_commit(time.time_ns() // 1000)
            await self._committed()

    async def _committed(self) -> None:
        """No commit is in flight any more."""
        while (committing := self._committing) is not None:
            if committing.done():  # a commit that went well has cleared it
                raise CommitFailed(f"{self.stage.name}-{self.partition}: its commit failed before")
            await asyncio.wait([committing])

    async def close(self) -> None:
        """Give the task up; the state stays in the ledger."""
        await self.pause()
        if self._producer is not None:
            await self._producer.stop()
