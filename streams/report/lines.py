"""What a report is made of: lines of figures, each of a day, a queue and a channel."""

from collections.abc import Mapping

import msgspec

from streams.records import Duration

ALL = "all"
"""All queues of a channel; as a channel, all of them together."""


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """What there is of a channel, by name; every line of it has all of these."""

    counts: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    """Those of the counts that stand at a moment, the day's end: they are never added up over days."""
    sums: tuple[str, ...] = ()
    rates: tuple[str, ...] = ()
    durations: tuple[str, ...] = ()


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
    """By the policy's formula; among `rates` too, as is `abandonment`."""
    abandonment: float | None
    sums: dict[str, float]
    rates: dict[str, float | None]
    durations: dict[str, Duration]
    """Those of which there is a value."""


class Whole(msgspec.Struct, frozen=True, kw_only=True):
    """What a day (None: all days) of a queue (`all`: of all queues) in a channel adds up to."""

    day: str | None = None
    queue: str
    channel: str
    counts: Mapping[str, int]
    sums: Mapping[str, float] = {}
    rates: Mapping[str, float | None] = {}
    durations: Mapping[str, Duration] = {}


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
    """`days` by day, channel and queue, the line of all queues last; `totals` the same over all days.

    Percentiles of the totals are those of all values together. What stands at a moment is, in the totals, the last
    day's.
    """

    timezone: str
    channels: dict[str, Columns] = {}
    """Those of which there are lines."""
    days: list[Figures]
    totals: list[Figures]
    file: FileFigures | None = None
    dead_letters: dict[str, int] = {}
