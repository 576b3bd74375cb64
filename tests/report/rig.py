"""Metric records made by hand."""

from typing import Any

from streams.records import Duration, MetricRecord, Scope
from streams.report.lines import Columns, Whole

DAY_1 = "1999-01-02T22:00:00Z"
"""Begins 3 January in Jerusalem."""
DAY_2 = "1999-01-03T22:00:00Z"
DAY_3 = "1999-01-04T22:00:00Z"
SURVEYS = ("csat_answered", "csat_top_two", "nps_answered", "ces_answered")
RATES = ("csat_top_two", "csat_mean", "nps", "ces_mean")
QUEUED = ("offered", "answered", "answered_within", "abandoned", "left_queue", "left_queue_key", "left_queue_timeout")
COLUMNS = {
    "call": Columns(
        counts=(*QUEUED, *SURVEYS),
        sums=("csat_points",),
        rates=("service_level", "abandonment", *RATES),
        durations=("wait_answered", "talk", "handle"),
    ),
    "chat": Columns(
        counts=(*QUEUED, "messages_from_bot", *SURVEYS),
        sums=("csat_points",),
        rates=("service_level", "abandonment", *RATES),
        durations=("wait_answered", "first_response", "first_response_after_bot", "next_response", "handle"),
    ),
    "ticket": Columns(
        counts=("created", "resolved", "reopened", "backlog", *SURVEYS),
        standing=("backlog",),
        sums=("csat_points",),
        rates=(*RATES, "net_closing_per_h"),
        durations=("first_response", "resolution_first", "resolution", "requester_wait"),
    ),
    "all": Columns(
        counts=("offered", "backlog", *SURVEYS),
        standing=("backlog",),
        sums=("csat_points",),
        rates=RATES,
    ),
}
"""As a registry of measures would say."""


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


def ticket(queue: str, start: str, counts: dict[str, int], **more: Any) -> MetricRecord:
    return record(queue, start, counts, channel="ticket", rates={}, **more)


def whole(queue: str, counts: dict[str, int], channel: str = "call", **durations: Duration) -> Whole:
    return Whole(queue=queue, channel=channel, counts=counts, durations=durations)
