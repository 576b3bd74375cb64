"""Queues as Prometheus series: counters and histograms of all time, and how they stand now."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from streams.export.folding import OTHER, Folded, Names
from streams.export.histogram import Histogram, histogram_of
from streams.export.text import Labels, Text, labels
from streams.rollups.reading import Lasting, Meaning, Scope, Staffed, Standing, TaskReading, queue_measures

REASON: Final = "left_queue_"
"""Counts by reason become one family with a label, whose sum is `left_queue`."""
LEFT_QUEUE: Final = "left_queue"
RATES: Final = (
    ("service_level", "pasokh_service_level_ratio", "Service level by the queue's formula; none of an empty window."),
    ("abandonment", "pasokh_abandonment_ratio", "Abandoned of offered; none of an empty window."),
)
_US: Final = 1_000_000


class Promise(Protocol):
    """The part of a queue's policy that is told."""

    @property
    def target(self) -> float: ...


class Promises(Protocol):
    """Policies by channel and queue."""

    def of(self, channel: str) -> Callable[[str], Promise]: ...


@dataclass(frozen=True, slots=True)
class Series:
    """One labelled set of counters and histograms."""

    channel: str
    labels: Labels
    counts: Mapping[str, int]
    histograms: Mapping[str, Histogram]


class Queues:
    """Turns readings into text; what it has to remember between scrapes keeps counters from going down."""

    def __init__(self, names: Names, promises: Promises) -> None:
        self._names = names
        self._promises = promises
        self._measures = queue_measures()
        self._folded: dict[str, Folded] = {}
        self._histograms: dict[Scope, tuple[Lasting, dict[str, Histogram]]] = {}
        self._partitions: frozenset[int] | None = None

    def write(self, text: Text, tasks: Mapping[int, TaskReading], now_us: int) -> None:
        """`tasks` are the rollups tasks of this process by partition; ages are as of `now_us`."""
        lasting = sorted((one.since_us, one.scope.id) for task in tasks.values() for one in task.lasting)
        standing = [one for task in tasks.values() for one in task.standing]
        self._names.learn(queue for _, queue in lasting)
        staffed = [one for task in tasks.values() for one in task.staffed]
        self._names.learn(sorted(one.scope.id for one in standing))
        self._names.learn(sorted(one.queue for one in staffed))
        self._write_lasting(text, list(self._series(tasks)))
        self._write_standing(text, standing, now_us)
        self._write_staffed(text, staffed)
        if tasks:
            self._partitions = frozenset(tasks)

    def _series(self, tasks: Mapping[int, TaskReading]) -> Iterator[Series]:
        for partition, task in tasks.items():
            moved_here = self._partitions is not None and partition not in self._partitions
            for one in task.lasting:
                histograms = self._histograms_of(one)
                if self._names[one.scope.id] != OTHER:
                    yield Series(one.scope.channel, self._labels(one.scope), one.counts, histograms)
                    continue
                folded = self._folded.setdefault(one.scope.channel, Folded())
                if moved_here:
                    folded.meet(one.scope, one.counts, histograms)
                else:
                    folded.take(one.scope, one.counts, histograms)
        for channel, folded in self._folded.items():
            yield Series(channel, labels({"queue": OTHER, "channel": channel}), folded.counts, folded.histograms)

    def _histograms_of(self, one: Lasting) -> dict[str, Histogram]:
        known = self._histograms.get(one.scope)
        if known is None or known[0] is not one:
            known = one, {name: histogram_of(spread) for name, spread in one.spreads.items()}
            self._histograms[one.scope] = known
        return known[1]

    def _labels(self, scope: Scope) -> Labels:
        return labels({"queue": self._names[scope.id], "channel": scope.channel})

    def _write_lasting(self, text: Text, every: Sequence[Series]) -> None:
        reasons = [m.name for m in self._measures if m.name.startswith(REASON)]
        for meaning in self._measures:
            series = [one for one in every if one.channel in meaning.channels]
            if meaning.kind == "duration":
                _write_histogram(text, meaning, series)
            elif meaning.name == LEFT_QUEUE:
                text.counter(
                    f"pasokh_contacts_{LEFT_QUEUE}_total",
                    meaning.definition,
                    [
                        (f'{one.labels},reason="{reason.removeprefix(REASON)}"', one.counts.get(reason, 0))
                        for one in series
                        for reason in reasons
                    ],
                )
            elif meaning.name not in reasons:
                text.counter(
                    f"pasokh_contacts_{meaning.name}_total",
                    meaning.definition,
                    [(one.labels, _told(one.counts.get(meaning.name, 0), meaning)) for one in series],
                )

    def _write_standing(self, text: Text, standing: Sequence[Standing], now_us: int) -> None:
        waiting: dict[Labels, int] = {}
        in_progress: dict[Labels, int] = {}
        longest_us: dict[Labels, int] = {}
        named: dict[Labels, Standing] = {}
        backlog: dict[Labels, int] = {}
        by_age: dict[Labels, int] = {}
        for one in standing:
            label = self._labels(one.scope)
            for age, count in one.backlog.items():
                backlog[label] = backlog.get(label, 0) + count
                aged = f'{label},age="{age}"'
                by_age[aged] = by_age.get(aged, 0) + count
            waiting[label] = waiting.get(label, 0) + one.waiting
            in_progress[label] = in_progress.get(label, 0) + one.in_progress
            age_us = max(0, now_us - one.oldest_waiting_us) if one.oldest_waiting_us is not None else 0
            longest_us[label] = max(longest_us.get(label, 0), age_us)
            if self._names[one.scope.id] != OTHER:
                named[label] = one
        text.gauge("pasokh_contacts_waiting", "Contacts that wait now.", waiting.items())
        text.gauge("pasokh_contacts_in_progress", "Contacts with an agent now, or on hold.", in_progress.items())
        text.gauge(
            "pasokh_longest_wait_seconds",
            "Age of the contact that has waited longest and still waits; 0 when none does.",
            [(label, us / _US) for label, us in longest_us.items()],
        )
        text.gauge("pasokh_backlog", "Tickets that are new, open, pending or on hold now.", backlog.items())
        text.gauge("pasokh_backlog_by_age", "The backlog by the time since the creation.", by_age.items())
        for rate, name, meaning in RATES:
            text.gauge(name, meaning, _rates(rate, named))
        text.gauge(
            "pasokh_service_level_target_ratio",
            "What the policy promises for the queue's service level.",
            [(label, self._promises.of(one.scope.channel)(one.scope.id).target) for label, one in named.items()],
        )

    def _write_staffed(self, text: Text, staffed: Sequence[Staffed]) -> None:
        agents: dict[Labels, int] = {}
        for one in staffed:
            for state, count in one.agents.items():
                label = labels({"queue": self._names[one.queue], "state": state})
                agents[label] = agents.get(label, 0) + count
        text.gauge("pasokh_agents", "Agents who serve the queue, by how they stand now.", agents.items())


def _told(count: int, meaning: Meaning) -> float:
    return count / _US if meaning.kind == "sum" else count


def _write_histogram(text: Text, meaning: Meaning, series: Sequence[Series]) -> None:
    text.histogram(
        f"pasokh_{meaning.name}_seconds",
        meaning.definition,
        [(one.labels, one.histograms[meaning.name]) for one in series if meaning.name in one.histograms],
    )


def _rates(rate: str, named: Mapping[Labels, Standing]) -> Iterator[tuple[Labels, float]]:
    for label, one in named.items():
        for window, rates in one.rates.items():
            value = rates.get(rate)
            if value is not None:
                yield f'{label},window="{window}"', value
