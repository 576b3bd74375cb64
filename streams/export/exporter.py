"""One scrape: a snapshot taken on the event loop, and its text made anywhere else."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final, Protocol, cast

import structlog
from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.openmetrics import exposition as openmetrics

from streams.export.engine import EngineFigures, engine_families, rollups_families
from streams.export.folding import Names
from streams.export.queues import Promises, Queues
from streams.export.text import Text
from streams.rollups.reading import TaskReading
from streams.rollups.stage import Rollups

log = structlog.get_logger(__name__)

OPENMETRICS: Final = "application/openmetrics-text"


class Task(Protocol):
    """One task of the engine."""

    @property
    def figures(self) -> EngineFigures: ...
    @property
    def logic(self) -> object: ...


class Runner(Protocol):
    """The tasks this process owns, by stage and partition."""

    @property
    def tasks(self) -> Mapping[tuple[str, int], Task]: ...


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one scrape tells; nobody changes it any more."""

    now_us: int
    engine: list[Metric]
    rollups: dict[int, TaskReading]


class _Given:
    """Families as a collector, as the official client wants them."""

    def __init__(self, families: Iterator[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterator[Metric]:
        return self._families


class Exporter:
    """`snapshot` on the event loop, then `render`, one at a time, in whatever thread."""

    def __init__(
        self, runner: Runner, promises: Promises, *, label_limit: int, live: bool, wall_us: Callable[[], int]
    ) -> None:
        self._runner = runner
        self._live = live
        self._wall_us = wall_us
        self._process = CollectorRegistry()
        ProcessCollector(registry=self._process)
        self._names = Names(label_limit, lambda queue: _warn(queue, label_limit))
        self._queues = Queues(self._names, promises)

    def snapshot(self) -> Snapshot:
        """A few milliseconds of copying; what did not change since the last one is not copied again."""
        tasks = self._runner.tasks
        readings = {
            partition: task.logic.read() for (_, partition), task in tasks.items() if isinstance(task.logic, Rollups)
        }
        engine = [*engine_families([task.figures for task in tasks.values()]), *rollups_families(readings)]
        return Snapshot(self._now_us(readings.values()), engine, readings)

    def render(self, snapshot: Snapshot, accept: str) -> tuple[bytes, str]:
        """Body and content type: OpenMetrics for those who accept it, else the classic text."""
        wants_openmetrics = OPENMETRICS in accept
        text = Text(openmetrics=wants_openmetrics)
        self._queues.write(text, snapshot.rollups, snapshot.now_us)
        few = cast("CollectorRegistry", _Given(chain(snapshot.engine, [self._folded()], self._process.collect())))
        if wants_openmetrics:
            rest = cast("bytes", openmetrics.generate_latest(few))  # type: ignore[no-untyped-call]  # has no types
            return text.done() + rest, openmetrics.CONTENT_TYPE_LATEST
        return text.done() + generate_latest(few), CONTENT_TYPE_PLAIN_0_0_4

    def _folded(self) -> Metric:
        return GaugeMetricFamily(
            "pasokh_queues_folded",
            "Queues without a label of their own, told as `other`: raise label_limit to see them.",
            value=len(self._names.folded),
        )

    def _now_us(self, readings: Iterable[TaskReading]) -> int:
        """What ages are told by: in a replay the wall clock is decades ahead."""
        if self._live:
            return self._wall_us()
        return max((reading.shown_us for reading in readings if reading.shown_us is not None), default=0)


def _warn(queue: str, limit: int) -> None:
    log.warning("more queues than labels: from here on they are told as `other`", queue=queue, label_limit=limit)
