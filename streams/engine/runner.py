"""Owns this process's tasks: opens, pauses and closes them as partitions come and go, and lets time pass for them."""

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import structlog
from faust.types import TP

from streams.engine.clients import Clients
from streams.engine.figures import TaskFigures
from streams.engine.memory import spare_the_collector
from streams.engine.progress import Consumer
from streams.engine.stage import Stage
from streams.engine.task import Task, TaskOptions

log = structlog.get_logger(__name__)

TICK_S = 0.025
TELL_GROUP_S = 5.0
STALE_MS = 2_000
"""What the broker said of a partition's end is believed no longer than this."""


class BadAssignment(Exception):
    """Partition i of a stage's input topics went to different workers."""


class Crashed(Exception):
    """A part of Faust gave up, after which nothing would be processed."""


class Runner:
    """Every task this process owns, by stage name and partition."""

    def __init__(
        self,
        stages: Sequence[Stage],
        clients: Clients,
        options: TaskOptions,
        *,
        topics: Callable[[Stage], Iterable[str]],
        fatal: Callable[[BaseException], None],
    ) -> None:
        self.stages = tuple(stages)
        self.tasks: dict[tuple[str, int], Task] = {}
        self.delivered: dict[TP, int] = {}
        self._clients = clients
        self._options = options
        self._fatal = fatal
        self._stage_of = {topic: stage for stage in stages for topic in topics(stage)}
        self._seeking = asyncio.Lock()
        self._opening: list[asyncio.Task[None]] = []
        """Recoveries under way, which a stop cancels: it would wait for minutes else."""
        self._closed = asyncio.Event()
        self._recovered = False
        self.recovering_since_s: float | None = None
        """Since when (monotonic) tasks have been paused for a rebalance or are being recovered."""
        self.ticked_at_s = time.monotonic()
        """When time last passed for the tasks (monotonic); the watchdog reads it."""

    @property
    def ready(self) -> bool:
        """Partitions were assigned and their state is recovered."""
        return self._recovered

    @property
    def figures(self) -> list[TaskFigures]:
        """What each task can say of its work."""
        return [task.figures for task in self.tasks.values()]

    async def pause(self) -> None:
        """A rebalance begins: what was folded is committed, nothing more is folded."""
        self._recovered = False
        if self.recovering_since_s is None:
            self.recovering_since_s = time.monotonic()
        await asyncio.gather(*(task.pause() for task in self.tasks.values()))

    async def seek(self, assigned: set[TP]) -> dict[TP, int]:
        """A rebalance is over: own the tasks of `assigned`; returns where each partition goes on.

        Once closed, also midway, nothing is owned and this returns nothing.
        """
        async with self._seeking:
            await self.pause()
            self.delivered.clear()
            wanted = self._owned(assigned)
            given_up, opened = self.tasks.keys() - wanted, wanted - self.tasks.keys()
            await asyncio.gather(*(self._close(key) for key in given_up))
            if not await self._open_all(opened):
                return {}
            figures = [self.tasks[key].figures for key in opened]
            log.info(
                "partitions assigned",
                tasks=len(self.tasks),
                given_up=len(given_up),
                recovered=len(opened),
                records=sum(one.recovered_records for one in figures),
                took_s=round(max((one.recovery_s for one in figures), default=0.0), 3),
            )
            offsets = {
                TP(topic, task.partition): task.next_offsets.get(topic, 0)
                for task in self.tasks.values()
                for topic in task.stage.inputs
            }
            spare_the_collector()
            for task in self.tasks.values():
                task.paused = False
            self._recovered = True
            self.recovering_since_s = None
            return offsets

    def _owned(self, assigned: set[TP]) -> set[tuple[str, int]]:
        wanted = set()
        for tp in assigned:
            stage = self._stage_of.get(tp.topic)
            if stage is None:
                continue
            wanted.add((stage.name, tp.partition))
            missing = [topic for topic in stage.inputs if TP(topic, tp.partition) not in assigned]
            if missing:
                error = BadAssignment(f"partition {tp.partition} of {tp.topic} is ours, but not that of {missing}")
                self._fatal(error)
                raise error
        return wanted

    async def _open_all(self, keys: set[tuple[str, int]]) -> bool:
        """Whether all are open; False when a stop came in between."""
        if self._closed.is_set():
            return False
        opening = self._opening = [asyncio.create_task(self._open(*key)) for key in sorted(keys)]
        try:
            await asyncio.gather(*opening)
        except asyncio.CancelledError:
            current = asyncio.current_task()
            if not self._closed.is_set() or (current is not None and current.cancelling()):
                raise
            return False
        finally:  # when one fails the others end too, and none goes on unseen
            for task in opening:
                task.cancel()
            await asyncio.gather(*opening, return_exceptions=True)
        return not self._closed.is_set()

    async def _open(self, stage_name: str, partition: int) -> None:
        stage = next(stage for stage in self.stages if stage.name == stage_name)
        task = Task(stage, partition, self._options, self._fatal)
        try:
            await task.open(self._clients)
        except Exception as error:
            self._fatal(error)
            raise
        self.tasks[stage_name, partition] = task
        log.debug(
            "task recovered",
            stage=stage_name,
            partition=partition,
            records=task.figures.recovered_records,
            took_s=round(task.figures.recovery_s, 3),
            offsets=task.next_offsets,
        )

    async def _close(self, key: tuple[str, int]) -> None:
        task = self.tasks.pop(key)
        await task.close()
        log.debug("task given up", stage=key[0], partition=key[1])

    async def process(self, message: Any) -> None:
        """Hand a fetched batch to its task."""
        stage = self._stage_of[message.topic]
        task = self.tasks.get((stage.name, message.partition))
        if task is not None:
            await task.process(message.topic, message.value)

    async def pass_time(self, consumer: Callable[[], Consumer]) -> None:
        """Tick every task until cancelled."""
        told_at_s, telling = time.monotonic(), None
        while True:
            await asyncio.sleep(TICK_S)
            self.ticked_at_s = time.monotonic()
            if consumer().crashed:
                raise Crashed("the consumer gave up; its own message stands above")
            if not self._recovered:
                continue
            wall_us = time.time_ns() // 1000
            for task in self.tasks.values():
                self._tick(task, consumer(), wall_us)
            if self.ticked_at_s - told_at_s > TELL_GROUP_S:
                told_at_s = self.ticked_at_s
                if telling is None or telling.done():  # it waits while the broker is away, and time must not
                    telling = asyncio.create_task(consumer().tell_group(self._committed()))

    def _tick(self, task: Task, consumer: Consumer, wall_us: int) -> None:
        lag_events, lagging, ends_us = 0, set(), {}
        for topic in task.stage.inputs:
            tp = TP(topic, task.partition)
            progress = consumer.progress(tp)
            if progress is None:
                lagging.add(topic)
                continue
            if wall_us // 1000 - progress.polled_ms > STALE_MS:  # it may have grown since: nobody answers
                lag_events += 1
                lagging.add(topic)
                continue
            unfolded = max(0, self.delivered.get(tp, 0) - task.next_offsets.get(topic, 0))
            lag = max(0, progress.end - progress.position) + unfolded
            if lag:
                lag_events += lag
                lagging.add(topic)
            elif progress.asked_after_ms is not None:
                ends_us[topic] = progress.asked_after_ms * 1000
        task.tick(wall_us, lagging, ends_us, lag_events)

    def _committed(self) -> dict[TP, int]:
        return {
            TP(topic, task.partition): offset
            for task in self.tasks.values()
            for topic, offset in task.committed_offsets.items()
        }

    async def close(self) -> None:
        """Commit what was folded and give every task up, for good; a recovery under way is broken off."""
        self._closed.set()
        for opening in self._opening:
            opening.cancel()
        async with self._seeking:
            self._recovered = False
            await asyncio.gather(*(self._close(key) for key in list(self.tasks)))
