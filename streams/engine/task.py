"""A task: one partition number of a stage, its state, and when it is moved on."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from streams.engine.clients import Clients
from streams.engine.clock import BEFORE_ALL, Clock
from streams.engine.committer import Committer
from streams.engine.figures import TaskFigures
from streams.engine.outbox import Headers, Outbox
from streams.engine.records import Record, Rejected
from streams.engine.recovery import recover
from streams.engine.stage import Context, Preparing, Stage

log = structlog.get_logger(__name__)

FOLD_AT_ONCE = 2_000
"""Records folded before other work of the process gets a turn: some 20 ms."""
COMMIT_OUTPUTS = 20_000
MOST_OUTPUTS = 60_000
"""Outputs held back before folding waits for the commit in flight."""


@dataclass(frozen=True)
class TaskOptions:
    """What every task of an application shares."""

    partitions: int
    ledger_prefix: str
    dead_letter_topic: str
    dead_letter: Callable[[Record, Rejected], tuple[bytes | None, bytes, Headers]]
    """A rejected record as key, value and headers of its dead letter."""
    disorder_us: int
    live: bool
    commit_us: int


class Task:
    """Folds records of (stage, partition), and has state, outputs and source offsets committed together."""

    def __init__(
        self, stage: Stage, partition: int, options: TaskOptions, fatal: Callable[[BaseException], None]
    ) -> None:
        self.stage = stage
        self.partition = partition
        self.figures = TaskFigures(stage.name, partition)
        self.next_offsets: dict[str, int] = {}
        """Everything before these offsets is folded, by input topic."""
        self.paused = True
        self._options = options
        self._fatal = fatal
        self._clock = Clock(stage.inputs, options.disorder_us, live=options.live)
        self._folded_at_s = 0.0
        """Broker's time of the record last folded."""
        self._committer: Committer

    async def open(self, clients: Clients) -> None:
        """Become the only owner (a zombie's next commit fails) and read the state back; all of it or nothing."""
        began = time.monotonic()
        ledger_topic = f"{self._options.ledger_prefix}{self.stage.name}"
        committer = Committer(clients.producer(self.figures.task), ledger_topic, self.figures, self._fatal)
        try:
            await committer.start()
            self._out = Outbox(committer.new_batch, self._options.partitions)
            self._context = Context(self.partition, self._options.partitions, self._clock, self._out)
            self.figures.noted = self._context.noted
            recovered = await recover(clients, self.stage, ledger_topic, self._context, self.figures)
        except BaseException:  # cancelled, too: nobody else knows of the producer yet
            await committer.stop()
            raise
        committer.committed_offsets, self.next_offsets = recovered.stored, recovered.following
        self.logic, self._committer = recovered.logic, committer
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
                await self._committer.settled()
            if len(records) > FOLD_AT_ONCE:
                await asyncio.sleep(0)

    def _fold(self, topic: str, records: list[Record], wall_us: int) -> None:
        context, logic, clock, timers = self._context, self.logic, self._clock, self._context.timers
        context.wall_us = wall_us
        self._out.timestamp_ms = wall_us // 1000
        skip_before = self.next_offsets.get(topic, 0)
        fold, observe = logic.fold, clock.observe
        clock.enter(topic)
        at_us: int | None = None
        for record, item, event_us in self._decoded(records, skip_before):
            if isinstance(item, Rejected):
                self._bury(record, item)
                continue
            at_us = event_us
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

    def _decoded(self, records: list[Record], skip_before: int) -> list[tuple[Record, Any, int | None]]:
        """Record, item, event time; the item of one that cannot be decoded is the `Rejected` that says why."""
        decode = self.logic.decode
        found: list[tuple[Record, Any, int | None]] = []
        for record in records:
            if record.offset < skip_before:
                continue
            try:
                at_us, item = decode(record)
            except Rejected as rejected:
                found.append((record, rejected, None))
            else:
                found.append((record, item, at_us))
        if isinstance(self.logic, Preparing):
            try:
                self.logic.prepare([item for _, item, _ in found if not isinstance(item, Rejected)])
            except Exception:  # folding meets the item that fails, and buries it alone
                log.exception("records could not be prepared together", stage=self.stage.name)
        return found

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
    def committed_offsets(self) -> dict[str, int]:
        """What the ledger has as the next offset of each input topic."""
        return self._committer.committed_offsets

    @property
    def dirty(self) -> bool:
        """Something was folded or sent that no commit holds yet."""
        return (
            self._out.count > 0
            or self.next_offsets != self._committer.committed_offsets
            or any(table.dirty for table in self._context.tables.values())
        )

    @property
    def committing(self) -> bool:
        """A commit is in flight."""
        return self._committer.in_flight

    def commit_if_due(self, wall_us: int) -> None:
        """Begin a commit in the background if there is something to commit, it is time and none is in flight."""
        committer = self._committer
        if committer.in_flight:
            return
        waited = wall_us - committer.begun_us >= self._options.commit_us
        if self._out.count < COMMIT_OUTPUTS and not waited:
            return
        if self.dirty or self.logic.pending():
            self._begin_commit(wall_us)

    def _begin_commit(self, wall_us: int) -> None:
        self.logic.flush()
        self._committer.begin(self._context, self.next_offsets, wall_us)

    async def pause(self) -> None:
        """Fold nothing more until resumed; what was folded is committed."""
        self.paused = True
        await self._committer.settled()
        if self.dirty:
            self._begin_commit(time.time_ns() // 1000)
            await self._committer.settled()

    async def close(self) -> None:
        """Give the task up; the state stays in the ledger."""
        await self.pause()
        await self._committer.stop()
