"""The engine's own figures, through the official client: they are few."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Protocol, TypeVar

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric

from streams.engine.figures import COMMIT_BOUNDS_S
from streams.rollups.reading import TaskReading

TASK_LABELS: Final = ("stage", "partition")
_US: Final = 1_000_000
_LE: Final = (*map(str, COMMIT_BOUNDS_S), "+Inf")


class EngineFigures(Protocol):
    """What the engine tells of one task, since this process owns it."""

    stage: str
    partition: int
    events: int
    outputs: int
    commits: int
    commit_s_sum: float
    commit_s_counts: list[int]
    """Commits by duration, one count a bound of `COMMIT_BOUNDS_S` and one for what is longer."""
    recovery_s: float
    recovered_records: int
    lost_records: int
    lag_events: int
    lag_s: float
    """Age of the last record folded, by the broker's clock; 0 without lag."""
    skew_s: float
    now_us: int | None
    last_commit_us: int

    @property
    def dead_letters(self) -> Mapping[str, int]:
        """By reason."""

    @property
    def noted(self) -> Mapping[str, int]:
        """What the stage's logic counts besides, by what it is."""


@dataclass(frozen=True, slots=True)
class _Figure:
    name: str
    text: str
    value: Callable[[EngineFigures], float | None]


COUNTERS: Final = (
    _Figure("pasokh_records", "Records folded.", lambda task: task.events),
    _Figure("pasokh_outputs", "Records written, the ledger's among them.", lambda task: task.outputs),
    _Figure(
        "pasokh_lost_records",
        "Offsets of the input topics removed before they were read, found at the recovery.",
        lambda task: task.lost_records,
    ),
)
GAUGES: Final = (
    _Figure("pasokh_lag_events", "Records of the input topics that are not folded yet.", lambda task: task.lag_events),
    _Figure("pasokh_lag_seconds", "How far behind the broker's newest record; 0 without lag.", lambda task: task.lag_s),
    _Figure(
        "pasokh_event_time_skew_seconds",
        "Broker's time less event time of the latest record: how late events come.",
        lambda task: task.skew_s,
    ),
    _Figure(
        "pasokh_watermark_timestamp_seconds",
        "The task's time; none before an event told it.",
        lambda task: _seconds(task.now_us),
    ),
    _Figure(
        "pasokh_last_commit_timestamp_seconds",
        "When the last transaction was through; none before the first.",
        lambda task: _seconds(task.last_commit_us or None),
    ),
    _Figure("pasokh_recovery_seconds", "How long the state took to come back.", lambda task: task.recovery_s),
    _Figure("pasokh_recovered_records", "Ledger records read for that.", lambda task: task.recovered_records),
)


def engine_families(tasks: Sequence[EngineFigures]) -> Iterator[Metric]:
    """Copies of the figures, one series a task."""
    for figure in COUNTERS:
        counter = CounterMetricFamily(figure.name, figure.text, labels=TASK_LABELS)
        yield _filled(counter, ((_labels(task), figure.value(task)) for task in tasks))
    for figure in GAUGES:
        gauge = GaugeMetricFamily(figure.name, figure.text, labels=TASK_LABELS)
        yield _filled(gauge, ((_labels(task), figure.value(task)) for task in tasks))
    letters = CounterMetricFamily(
        "pasokh_dead_letters", "Records that could not be judged.", labels=(*TASK_LABELS, "reason")
    )
    yield _filled(letters, (((*_labels(task), reason), n) for task in tasks for reason, n in task.dead_letters.items()))
    noted = CounterMetricFamily(
        "pasokh_noted_events",
        "Events that were taken but told nothing new: `duplicate`, or `unmatched` to any contact's beginning.",
        labels=(*TASK_LABELS, "what"),
    )
    yield _filled(noted, (((*_labels(task), what), n) for task in tasks for what, n in task.noted.items()))
    commits = HistogramMetricFamily("pasokh_commit_seconds", "Duration of transactions.", labels=TASK_LABELS)
    for task in tasks:
        upto = accumulate(task.commit_s_counts)
        commits.add_metric(_labels(task), list(zip(_LE, upto, strict=True)), sum_value=task.commit_s_sum)
    yield commits


def rollups_families(tasks: Mapping[int, TaskReading]) -> Iterator[Metric]:
    """What only rollups can tell of their work."""
    late = CounterMetricFamily(
        "pasokh_late_deltas",
        "Changes that came after their window was over, by the window's interval; the larger ones still have them.",
        labels=("partition", "interval"),
    )
    yield _filled(late, (((str(p), interval), n) for p, task in tasks.items() for interval, n in task.late.items()))
    pending = GaugeMetricFamily(
        "pasokh_pending_records", "Metric records that wait for their turn to be published.", labels=("partition",)
    )
    yield _filled(pending, (((str(p),), task.pending) for p, task in tasks.items()))
    told = GaugeMetricFamily(
        "pasokh_rollups_timestamp_seconds",
        "The time by which windows are closed: the least told by the contacts tasks.",
        labels=("partition",),
    )
    yield _filled(told, (((str(p),), _seconds(task.now_us)) for p, task in tasks.items()))


F = TypeVar("F", CounterMetricFamily, GaugeMetricFamily)


def _filled(family: F, series: Iterable[tuple[Sequence[str], float | None]]) -> F:
    for labels, value in series:
        if value is not None:
            family.add_metric(labels, value)
    return family


def _labels(task: EngineFigures) -> tuple[str, str]:
    return task.stage, str(task.partition)


def _seconds(us: int | None) -> float | None:
    return None if us is None else us / _US
