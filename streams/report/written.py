"""The report for programs: JSON, and CSV with a line for each day and queue."""

import csv
import io

import msgspec

from streams.records import Duration
from streams.report.build import COUNTS, DURATIONS, Figures, Report

TOTAL = "total"
REASONS = ("timeout", "callback", "key", "empty", "overflow", "withdrawn", "other")
MEASURES = ("count", "sum_s", "mean_s", "p50_s", "p90_s", "p95_s", "p99_s", "max_s")
DECIMALS = 6


def to_json(report: Report) -> str:
    """Everything in the report, one object, indented."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2).decode()


def to_csv(report: Report) -> str:
    """A header and a line for each day and queue, then the totals; what is not defined is an empty cell."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    durations = [f"{name}_{measure}" for name in DURATIONS for measure in MEASURES]
    left = [f"left_queue_{why}" for why in REASONS]
    rates = ["service_level", "abandonment"]
    lines.writerow(["day", "channel", "queue", "complete", *COUNTS, *left, *rates, *durations])
    for figures in (*report.days, *report.totals):
        lines.writerow(_cells(figures))
    return out.getvalue()


def _cells(figures: Figures) -> list[object]:
    return [
        figures.day or TOTAL,
        figures.channel,
        figures.queue,
        str(figures.complete).lower(),
        *(figures.counts[name] for name in COUNTS),
        *(figures.left.get(why, 0) for why in REASONS),
        _number(figures.service_level),
        _number(figures.abandonment),
        *(_measure(figures.durations.get(name), measure) for name in DURATIONS for measure in MEASURES),
    ]


def _measure(duration: Duration | None, measure: str) -> object:
    if duration is None:
        return 0 if measure == "count" else ""
    return _number(getattr(duration, measure))


def _number(value: float | None) -> object:
    return "" if value is None else round(float(value), DECIMALS)
