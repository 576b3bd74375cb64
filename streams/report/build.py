"""A replay's report: days and queues, put together from metric records."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, tzinfo

import msgspec

from streams.records import Duration, MetricRecord

COUNTS = (
    "offered",
    "answered",
    "answered_within",
    "abandoned",
    "short_abandoned",
    "abandoned_within",
    "left_queue",
    "transferred",
    "ring_missed",
    "held",
    "handled",
    "expired",
)
DURATIONS = ("wait_answered", "wait_abandoned", "wait_left", "talk", "hold", "wrap_up", "handle")
LEFT = "left_queue_"
ALL = "all"

Rate = Callable[[Mapping[str, int]], float | None]


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the report: a day (None: all days) of a queue (`all`: all queues) in a channel."""

    day: str | None
    queue: str
    channel: str
    complete: bool
    """No event of the day can come any more."""
    counts: dict[str, int]
    left: dict[str, int]
    """Those who left the queue, by reason."""
    service_level: float | None
    abandonment: float | None
    durations: dict[str, Duration]
    """Over all days the percentiles are None: they do not add up."""


class FileFigures(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the file's rows."""

    file: str
    rows: int = 0
    events: dict[str, int] = {}
    filtered: dict[str, int] = {}
    ignored: dict[str, int] = {}
    noted: dict[str, int] = {}
    rejected: dict[str, int] = {}
    examples: list[str] = []
    """Some of the rejected lines, each with its place and reason."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """`days` by day, channel and queue, the line of all queues last; `totals` the same over all days."""

    timezone: str
    days: list[Figures]
    totals: list[Figures]
    file: FileFigures | None = None
    dead_letters: dict[str, int] = {}


def build(
    records: Iterable[MetricRecord],
    zone: tzinfo,
    *,
    service_level: Rate | None = None,
    file: FileFigures | None = None,
    dead_letters: Mapping[str, int] | None = None,
) -> Report:
    """Takes the day records of queues and of each channel; `zone` is the one whose days they are.

    `service_level` reckons the totals' service level by the policy's formula; each day brings its own.
    """
    days = [
        _day(record, zone)
        for record in records
        if record.interval == "P1D" and record.start is not None and record.channel != ALL
        if record.scope.kind in ("queue", ALL)
    ]
    days = [figures for figures in days if any(figures.counts.values()) or figures.durations]
    days.sort(key=_order)
    kinds = sorted({(figures.channel, figures.queue) for figures in days}, key=lambda kind: _last(*kind))
    totals = [_total([f for f in days if (f.channel, f.queue) == kind], service_level) for kind in kinds]
    return Report(timezone=str(zone), days=days, totals=totals, file=file, dead_letters=dict(dead_letters or {}))


def _order(figures: Figures) -> tuple[str, str, bool, str]:
    return (figures.day or "", *_last(figures.channel, figures.queue))


def _last(channel: str, queue: str) -> tuple[str, bool, str]:
    """A channel's queues by name, all of them together last."""
    return channel, queue == ALL, queue


def _day(record: MetricRecord, zone: tzinfo) -> Figures:
    start = datetime.fromisoformat(record.start or "")
    return Figures(
        day=start.astimezone(zone).date().isoformat(),
        queue=record.scope.id if record.scope.kind == "queue" else ALL,
        channel=record.channel,
        complete=record.complete,
        counts={name: record.counts.get(name, 0) for name in COUNTS},
        left=_left(record.counts),
        service_level=record.rates.get("service_level"),
        abandonment=record.rates.get("abandonment"),
        durations={name: record.durations[name] for name in DURATIONS if _any(record.durations.get(name))},
    )


def _total(days: list[Figures], service_level: Rate | None) -> Figures:
    sums: dict[str, int] = {}
    for figures in days:
        for name, count in (*figures.counts.items(), *((LEFT + why, n) for why, n in figures.left.items())):
            sums[name] = sums.get(name, 0) + count
    offered = sums["offered"]
    return Figures(
        day=None,
        queue=days[0].queue,
        channel=days[0].channel,
        complete=all(figures.complete for figures in days),
        counts={name: sums[name] for name in COUNTS},
        left=_left(sums),
        service_level=service_level(sums) if service_level is not None else None,
        abandonment=sums["abandoned"] / offered if offered else None,
        durations={
            name: _sum([figures.durations[name] for figures in days if name in figures.durations])
            for name in DURATIONS
            if any(name in figures.durations for figures in days)
        },
    )


def _sum(parts: list[Duration]) -> Duration:
    count, sum_s = sum(part.count for part in parts), sum(part.sum_s for part in parts)
    return Duration(
        count=count,
        sum_s=sum_s,
        mean_s=sum_s / count if count else None,
        max_s=max((part.max_s for part in parts if part.max_s is not None), default=None),
        p50_s=None,
        p90_s=None,
        p95_s=None,
        p99_s=None,
    )


def _left(counts: Mapping[str, int]) -> dict[str, int]:
    return {name.removeprefix(LEFT): n for name, n in sorted(counts.items()) if name.startswith(LEFT) and n}


def _any(duration: Duration | None) -> bool:
    return duration is not None and duration.count > 0
