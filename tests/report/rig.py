"""Metric records made by hand."""

from typing import Any

from streams.records import Duration, MetricRecord, Scope

DAY_1 = "1999-01-02T22:00:00Z"
"""Begins 3 January in Jerusalem."""
DAY_2 = "1999-01-03T22:00:00Z"
DAY_3 = "1999-01-04T22:00:00Z"


def duration(*seconds: float) -> Duration:
    return Duration(
        count=len(seconds),
        sum_s=sum(seconds),
        mean_s=sum(seconds) / len(seconds) if seconds else None,
        max_s=max(seconds, default=None),
        p50_s=1.0,
        p90_s=2.0,
        p95_s=3.0,
        p99_s=4.0,
    )


def record(queue: str, start: str | None, counts: dict[str, int], **more: Any) -> MetricRecord:
    fields: dict[str, Any] = {
        "scope": Scope(kind="all" if queue == "all" else "queue", id=queue),
        "channel": "call",
        "interval": "P1D",
        "start": start,
        "end": DAY_3,
        "complete": True,
        "counts": counts,
        "durations": {},
        "rates": {"service_level": 0.8, "abandonment": 0.1},
        "sentiment": {},
    }
    return MetricRecord(**fields | more)
