"""From what is kept to what is published: sums become counts, durations and rates."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, cast

from streams.measures.pane import Scope
from streams.measures.service_level import rates
from streams.measures.spread import Spread
from streams.policy import Policy
from streams.records import Duration, MetricRecord, SlidingWindow, WindowFigures
from streams.records import Scope as PublishedScope
from streams.records.base import Channel
from streams.rollups.sheet import Sheet, Window
from streams.rollups.sliding import LENGTHS
from streams.rollups.sums import Sums
from streams.rollups.windows import Span, stamp

QUANTILES: Final = (0.5, 0.9, 0.95, 0.99)
_US: Final = 1_000_000


class Figures:
    """Makes records; service levels are by the formula that the policy names for a queue, or by default."""

    __slots__ = ("_policy",)

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    def window(self, window: Window, *, complete: bool) -> MetricRecord:
        """The record of one window; `complete` once its end and the grace after it have passed."""
        sheet, sums = window.sheet, window.sums
        return MetricRecord(
            scope=published(sheet.scope),
            channel=_channel(sheet.scope),
            interval=window.interval,
            start=stamp(window.start),
            end=stamp(window.end),
            complete=complete,
            counts=sums.counts,
            durations=durations(sums.spreads),
            rates=self._rates(sheet.scope, sums.counts),
            sentiment={},
        )

    def present(self, sheet: Sheet, current: int, today: Span) -> MetricRecord:
        """How a scope stands in the epoch minute `current` of the day `today`; it ends with that minute."""
        end = stamp(current + 1)
        windows: dict[SlidingWindow, WindowFigures] = {}
        last: tuple[Sums, WindowFigures] | None = None
        for (name, length), sums in zip(LENGTHS, sheet.sliding.at(current, sheet.minutes), strict=True):
            start = stamp(current + 1 - length)
            if last is not None and last[0] is sums:  # the same minutes: spare the percentiles
                same = last[1]
                windows[name] = WindowFigures(
                    start=start, end=end, counts=same.counts, durations=same.durations, rates=same.rates
                )
                continue
            windows[name] = self._sliding(sheet.scope, start, end, sums)
            last = (sums, windows[name])
        day = sheet.days.get(today[0])
        windows["today"] = self._sliding(sheet.scope, stamp(today[0]), end, day.sums if day else Sums())
        return MetricRecord(
            scope=published(sheet.scope),
            channel=_channel(sheet.scope),
            interval="now",
            start=None,
            end=end,
            complete=False,
            counts={},
            durations={},
            rates={},
            sentiment={},
            gauges=gauges(sheet),
            windows=windows,
        )

    def _rates(self, scope: Scope, counts: Mapping[str, int]) -> dict[str, float | None]:
        policy = self._policy.call(scope.id) if scope.kind == "queue" else self._policy.default_call
        return rates(counts, policy.formula)

    def _sliding(self, scope: Scope, start: str, end: str, sums: Sums) -> WindowFigures:
        return WindowFigures(
            start=start,
            end=end,
            counts=sums.counts,
            durations=durations(sums.spreads),
            rates=self._rates(scope, sums.counts),
        )


def gauges(sheet: Sheet) -> dict[str, float | int | str | dict[str, int] | None]:
    """What stands now; the oldest wait is told as its beginning, so that a reader's clock can tell its age."""
    oldest_us = sheet.oldest_waiting_us()
    return {
        "waiting": sheet.waiting(),
        "in_progress": sheet.in_progress(),
        "oldest_waiting_since": None if oldest_us is None else _instant(oldest_us),
    }


def durations(spreads: Mapping[str, Spread]) -> dict[str, Duration]:
    """Seconds of each spread."""
    return {name: duration(spread) for name, spread in spreads.items()}


def duration(spread: Spread) -> Duration:
    """Seconds; all None but count and sum of an empty spread."""
    count, max_us = spread.count(), spread.max_us()
    p50, p90, p95, p99 = map(_seconds, spread.quantiles_us(QUANTILES))
    return Duration(
        count=count,
        sum_s=spread.sum_us / _US,
        mean_s=_seconds(spread.sum_us / count) if count > 0 else None,
        max_s=None if max_us is None else max_us / _US,
        p50_s=p50,
        p90_s=p90,
        p95_s=p95,
        p99_s=p99,
    )


def published(scope: Scope) -> PublishedScope:
    return PublishedScope(kind=scope.kind, id=scope.id)


def _channel(scope: Scope) -> Channel:
    return cast("Channel", scope.channel)


def _seconds(us: float | None) -> float | None:
    """To the microsecond; much faster than `round` with digits."""
    return None if us is None else int(us + 0.5) / _US


def _instant(at_us: int) -> str:
    """RFC 3339 in UTC."""
    return datetime.fromtimestamp(at_us // _US, UTC).replace(microsecond=at_us % _US).isoformat().replace("+00:00", "Z")
