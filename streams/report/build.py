"""A replay's report: days and queues of each channel, put together from metric records."""

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo

import msgspec

from streams.records import MetricRecord
from streams.report.lines import ALL, Columns, Figures, FileFigures, Report, Whole
from streams.report.standing import closing, until_the_end

LEFT = "left_queue_"


def build(
    records: Iterable[MetricRecord],
    wholes: Iterable[Whole],
    zone: tzinfo,
    columns: Mapping[str, Columns],
    *,
    file: FileFigures | None = None,
    dead_letters: Mapping[str, int] | None = None,
) -> Report:
    """Takes the day records of queues and channels, and what their days and all days add up to; `zone`: whose days.

    Of a day it is the sum that counts, where there is one: it holds what came after the day's window was closed, too.
    `columns`: of every channel there may be, in the order of the report. Channel `all` is left out where it would say
    no more than the only channel does.
    """
    wholes = list(wholes)
    told = _days(records, wholes, zone, columns)
    days = until_the_end([line for line in told if _says_something(line)], columns)
    open_days = {(line.channel, line.queue) for line in days if not line.complete}
    ends = closing(days, columns)
    totals = [
        _total(
            whole,
            columns[whole.channel],
            ends.get((whole.channel, whole.queue), {}),
            complete=(whole.channel, whole.queue) not in open_days,
        )
        for whole in wholes
        if whole.day is None
    ]
    totals = [line for line in totals if _says_something(line)]
    if _adds_nothing(totals or days):
        days, totals = ([line for line in lines if line.channel != ALL] for lines in (days, totals))
    order = {channel: place for place, channel in enumerate(columns)}
    present = {line.channel for line in (*days, *totals)}
    return Report(
        timezone=str(zone),
        channels={channel: of for channel, of in columns.items() if channel in present},
        days=_in_order(days, order),
        totals=_in_order(totals, order),
        file=file,
        dead_letters=dict(dead_letters or {}),
    )


def _days(
    records: Iterable[MetricRecord], wholes: Iterable[Whole], zone: tzinfo, columns: Mapping[str, Columns]
) -> Iterable[Figures]:
    found: dict[tuple[str | None, str, str], Figures] = {}
    for record in records:
        if record.interval == "P1D" and record.start is not None and record.scope.kind in ("queue", ALL):
            line = _day(record, zone, columns[record.channel])
            found[line.day, line.channel, line.queue] = line
    for whole in wholes:
        if whole.day is not None:
            place = whole.day, whole.channel, whole.queue
            complete = place not in found or found[place].complete
            found[place] = _line(whole, columns[whole.channel], complete=complete)
    return found.values()


def _in_order(lines: Iterable[Figures], channels: Mapping[str, int]) -> list[Figures]:
    """By day and channel, a channel's queues by name, all of them together last."""
    return sorted(lines, key=lambda line: (line.day or "", channels[line.channel], line.queue == ALL, line.queue))


def _says_something(line: Figures) -> bool:
    return any(line.counts.values()) or any(line.sums.values()) or bool(line.durations)


def _adds_nothing(lines: Iterable[Figures]) -> bool:
    """Whether channel `all` says no more than one channel: there is but one, and no survey of an unknown contact."""
    of_all = [line for line in lines if line.queue == ALL]
    channels = {line.channel for line in of_all} - {ALL}
    if len(channels) != 1:
        return False
    known = {line.day: line.counts for line in of_all if line.channel != ALL}
    return all(
        known.get(line.day, {}).get(name, 0) == n
        for line in of_all
        if line.channel == ALL
        for name, n in line.counts.items()
    )


def _day(record: MetricRecord, zone: tzinfo, columns: Columns) -> Figures:
    start = datetime.fromisoformat(record.start or "")
    return _line(
        Whole(
            day=start.astimezone(zone).date().isoformat(),
            queue=record.scope.id if record.scope.kind == "queue" else ALL,
            channel=record.channel,
            counts=record.counts,
            sums=record.sums,
            rates=record.rates,
            durations=record.durations,
        ),
        columns,
        complete=record.complete,
    )


def _total(whole: Whole, columns: Columns, last: Mapping[str, int], *, complete: bool) -> Figures:
    standing = {name: last.get(name, 0) for name in columns.standing}
    together = msgspec.structs.replace(whole, counts={**whole.counts, **standing})
    return _line(together, columns, complete=complete)


def _line(of: Whole, columns: Columns, *, complete: bool) -> Figures:
    return Figures(
        day=of.day,
        queue=of.queue,
        channel=of.channel,
        complete=complete,
        counts={name: of.counts.get(name, 0) for name in columns.counts},
        left=_left(of.counts),
        service_level=of.rates.get("service_level"),
        abandonment=of.rates.get("abandonment"),
        sums={name: of.sums.get(name, 0.0) for name in columns.sums},
        rates={name: of.rates.get(name) for name in columns.rates},
        durations={
            name: of.durations[name]
            for name in columns.durations
            if name in of.durations and of.durations[name].count > 0
        },
    )


def _left(counts: Mapping[str, int]) -> dict[str, int]:
    return {name.removeprefix(LEFT): n for name, n in sorted(counts.items()) if name.startswith(LEFT) and n}
