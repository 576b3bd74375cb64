"""The report for programs: JSON, and CSV with a line for each day, channel and queue."""

import csv
import io
from collections.abc import Iterable

import msgspec

from streams.records import Duration
from streams.report.lines import Columns, Figures, Report

TOTAL = "total"
MEASURES = ("count", "sum_s", "mean_s", "p50_s", "p90_s", "p95_s", "p99_s", "max_s")
DECIMALS = 6


def to_json(report: Report) -> str:
    """Everything in the report, one object, indented."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2).decode()


def to_csv(report: Report) -> str:
    """A header and a line for each day, channel and queue, then the totals.

    The columns are those of all channels that the report has; what a line's channel does not have, and what is not
    defined, is an empty cell. A rate that is called as a count is gets `_rate` behind its name.
    """
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    columns = _together(report.channels.values())
    durations = [f"{name}_{measure}" for name in columns.durations for measure in MEASURES]
    fixed = ("day", "channel", "queue", "complete")
    rates = [f"{name}_rate" if name in columns.counts else name for name in columns.rates]
    lines.writerow([*fixed, *columns.counts, *columns.sums, *rates, *durations])
    for figures in (*report.days, *report.totals):
        lines.writerow(_cells(figures, columns, report.channels[figures.channel].durations))
    return out.getvalue()


def _together(channels: Iterable[Columns]) -> Columns:
    """What any of them has, in the order in which it comes up."""
    channels = list(channels)
    return Columns(
        counts=tuple(dict.fromkeys(name for columns in channels for name in columns.counts)),
        sums=tuple(dict.fromkeys(name for columns in channels for name in columns.sums)),
        rates=tuple(dict.fromkeys(name for columns in channels for name in columns.rates)),
        durations=tuple(dict.fromkeys(name for columns in channels for name in columns.durations)),
    )


def _cells(figures: Figures, columns: Columns, durations: tuple[str, ...]) -> list[object]:
    """`durations`: those that the line's channel has, if there was a value or not."""
    return [
        figures.day or TOTAL,
        figures.channel,
        figures.queue,
        str(figures.complete).lower(),
        *(figures.counts.get(name, "") for name in columns.counts),
        *(_number(figures.sums.get(name)) for name in columns.sums),
        *(_number(figures.rates.get(name)) for name in columns.rates),
        *(
            _measure(figures.durations.get(name), measure, there=name in durations)
            for name in columns.durations
            for measure in MEASURES
        ),
    ]


def _measure(duration: Duration | None, measure: str, *, there: bool) -> object:
    if duration is None:
        return 0 if there and measure == "count" else ""
    return duration.count if measure == "count" else _number(getattr(duration, measure))


def _number(value: float | None) -> object:
    return "" if value is None else round(float(value), DECIMALS)
