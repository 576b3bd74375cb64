"""What goes out on `metrics`: the figures of one scope in one window, or as they stand now."""

from typing import Final, Literal

import msgspec

from streams.records.base import Channel, Record, Scope, joined_key

Interval = Literal["PT1M", "PT30M", "P1D", "now"]
SlidingWindow = Literal["PT5M", "PT15M", "PT30M", "PT1H", "today"]
SLIDING_WINDOWS: Final[tuple[SlidingWindow, ...]] = ("PT5M", "PT15M", "PT30M", "PT1H", "today")

Gauge = float | int | str | dict[str, int] | None


class Duration(Record, frozen=True, kw_only=True, gc=False):
    """A distribution of seconds; percentiles are within 2 %, the rest is exact."""

    count: int
    sum_s: float
    mean_s: float | None
    max_s: float | None
    p50_s: float | None
    p90_s: float | None
    p95_s: float | None
    p99_s: float | None


class WindowFigures(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """The figures of one sliding window. Half-open: [start, end)."""

    start: str
    end: str
    counts: dict[str, int]
    """Every count of the scope's kind, zeros too, so that readers need no default."""
    durations: dict[str, Duration]
    """Only those of which the window has, or had, a value."""
    rates: dict[str, float | None]
    sums: dict[str, float] = msgspec.field(default_factory=dict)
    """Every sum of the scope's kind: seconds spent, scores added up."""


class Topic(Record, frozen=True, kw_only=True, gc=False):
    """What customers of a queue write about more than they used to at such an hour."""

    phrase: str
    contacts: int
    """That held it in the last `over_s` seconds."""
    expected: float
    """As many as its past lets expect."""
    score: float
    """Negative decimal logarithm of the chance of that."""
    since: str
    over_s: int
    examples: tuple[str, ...]
    """Ids of contacts that held it last."""


class MetricRecord(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """The figures of one window. Half-open: [start, end). Under `now` there is no start, but gauges and windows."""

    scope: Scope
    channel: Channel
    interval: Interval
    start: str | None
    end: str
    complete: bool
    counts: dict[str, int]
    """As in `WindowFigures`; empty under `now`, whose windows have their own."""
    durations: dict[str, Duration]
    rates: dict[str, float | None]
    sentiment: dict[str, float | int | None]
    sums: dict[str, float] = msgspec.field(default_factory=dict)
    gauges: dict[str, Gauge] | None = None
    """`event_time` (RFC 3339) among them: the time up to which every partition was read."""
    windows: dict[SlidingWindow, WindowFigures] | None = None
    topics: tuple[Topic, ...] = ()
    """Under `now` of a queue over all channels: topics that rise, the clearest first."""


def metric_key(record: MetricRecord) -> bytes:
    """`<kind>/<id>/<channel>/<interval>/<start>`, the start empty for `now`."""
    return joined_key(record.scope.kind, record.scope.id, record.channel, record.interval, record.start or "")
