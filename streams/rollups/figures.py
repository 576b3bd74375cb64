"""From what is kept to what is published: sums become counts, durations and rates."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final, cast

from streams.measures.lines import REGISTRY
from streams.measures.pane import AGES, TOGETHER, Scope, ScopeKind
from streams.measures.registry import AGENT, ALL, QUEUE, TEAM, TICKET, Kind
from streams.measures.spread import Spread
from streams.measures.staff import AWAY_FOR, STATES
from streams.measures.tone import sentiment
from streams.policy import Policy
from streams.policy.days import Span
from streams.records import Duration, Gauge, MetricRecord, SlidingWindow, WindowFigures
from streams.records import Topic as TopicRecord
from streams.records.base import Channel
from streams.rollups.rates import RatesBook
from streams.rollups.sheet import Sheet, Window
from streams.rollups.sheets import OF_DAYS
from streams.rollups.sliding import LENGTHS
from streams.rollups.sums import Sums, Tally
from streams.rollups.windows import stamp
from streams.text.topics.topic import Topic

QUANTILES: Final = (0.5, 0.9, 0.95, 0.99)
SUMS: Final = frozenset(measure.name for measure in REGISTRY.values() if measure.kind == "sum")
"""Kept among the counts, as millionths."""
NONE: Final[frozenset[str]] = frozenset()
BACKLOGGED: Final = TICKET | {TOGETHER}
"""Channels that have a backlog."""
_US: Final = 1_000_000


_SCOPES: Final[Mapping[ScopeKind, int]] = {"queue": QUEUE, "agent": AGENT, "team": TEAM, "all": ALL}


def _names(kind: Kind, scopes: int, channel: str) -> Iterator[str]:
    for measure in REGISTRY.values():
        there = measure.adds_up if channel == TOGETHER else channel in measure.channels
        if there and measure.kind == kind and measure.scopes & scopes:
            yield measure.name


@lru_cache(maxsize=64)
def zeros(kind: ScopeKind, channel: str) -> dict[str, int]:
    """Every count there is of a kind of scope in a channel."""
    return dict.fromkeys(_names("count", _SCOPES[kind], channel), 0)


@lru_cache(maxsize=64)
def no_sums(kind: ScopeKind, channel: str) -> dict[str, float]:
    """Every sum there is of a kind of scope in a channel."""
    return dict.fromkeys(_names("sum", _SCOPES[kind], channel), 0.0)


class Figures:
    """Makes records, to be encoded at once: they share what changes later.

    Service levels are by the formula that the policy names for a queue, or by default.
    """

    __slots__ = ("_books", "_policy")

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._books: dict[tuple[ScopeKind, str, str, bool], RatesBook] = {}

    def window(self, window: Window) -> MetricRecord:
        """The record of one window."""
        sheet, of_day = window.sheet, window.interval == "P1D"
        return MetricRecord(
            scope=sheet.published,
            channel=_channel(sheet.scope),
            interval=window.interval,
            start=stamp(window.start),
            end=stamp(window.end),
            complete=window.complete,
            counts=full_counts(sheet.scope, window.sums, of_day=of_day),
            durations=durations(window),
            rates=self._book(sheet.scope, of_day=of_day).of(window.sums.counts, window.end - window.start),
            sentiment=sentiment(window.sums.counts),
            sums=full_sums(sheet.scope, window.sums),
        )

    def present(
        self, sheet: Sheet, current: int, today: Span, shown_us: int, topics: Sequence[Topic] = ()
    ) -> MetricRecord:
        """How a scope stands in the epoch minute `current` of the day `today`, as of the time told.

        It ends with that minute. It has no counts of its own: its windows have.
        """
        end, rates, backlog = stamp(current + 1), self._book(sheet.scope, of_day=False), sum(sheet.backlog())
        windows: dict[SlidingWindow, WindowFigures] = {}
        last: tuple[Tally, WindowFigures] | None = None
        for (name, length), tally in zip(LENGTHS, sheet.sliding.at(current, sheet.minutes), strict=True):
            start = stamp(current + 1 - length)
            if last is not None and last[0] is tally:  # the same minutes
                same = last[1]
                windows[name] = WindowFigures(
                    start=start,
                    end=end,
                    counts=same.counts,
                    durations=same.durations,
                    rates=rates.of(tally.sums.counts, length, backlog),
                    sums=same.sums,
                )
                continue
            windows[name] = _sliding(
                sheet.scope, start, end, tally, rates.of(tally.sums.counts, length, backlog), of_day=False
            )
            last = (tally, windows[name])
        day = sheet.days.get(today[0]) or Tally(Sums())
        today_rates = self._book(sheet.scope, of_day=True).of(day.sums.counts, current + 1 - today[0], backlog)
        windows["today"] = _sliding(sheet.scope, stamp(today[0]), end, day, today_rates, of_day=True)
        return MetricRecord(
            scope=sheet.published,
            channel=_channel(sheet.scope),
            interval="now",
            start=None,
            end=end,
            complete=False,
            counts={},
            durations={},
            rates={},
            sentiment={},
            gauges=gauges(sheet, shown_us),
            windows=windows,
            topics=tuple(map(_topic, topics)),
        )

    def _book(self, scope: Scope, *, of_day: bool) -> RatesBook:
        of, default = self._policy.of, self._policy.default_of
        policy = of(scope.channel)(scope.id) if scope.kind == "queue" else default(scope.channel)
        key = scope.kind, scope.channel, policy.formula, of_day
        book = self._books.get(key)
        if book is None:
            book = self._books[key] = RatesBook(
                _SCOPES[scope.kind], scope.channel, policy.formula, without=NONE if of_day else OF_DAYS
            )
        return book


def _sliding(
    scope: Scope, start: str, end: str, tally: Tally, rates: dict[str, float | None], *, of_day: bool
) -> WindowFigures:
    return WindowFigures(
        start=start,
        end=end,
        counts=full_counts(scope, tally.sums, of_day=of_day),
        durations=durations(tally),
        rates=rates,
        sums=full_sums(scope, tally.sums),
    )


def _topic(topic: Topic) -> TopicRecord:
    return TopicRecord(
        phrase=topic.phrase,
        contacts=topic.count,
        expected=topic.expected,
        score=topic.score,
        since=_instant(topic.since_us),
        over_s=topic.over_us // _US,
        examples=topic.contacts,
    )


def gauges(sheet: Sheet, shown_us: int) -> dict[str, Gauge]:
    """What stands now; the oldest wait is told as its beginning, so that a reader's clock can tell its age."""
    oldest_us = sheet.oldest_waiting_us()
    found: dict[str, Gauge] = {
        "event_time": _instant(shown_us, "milliseconds"),
        "waiting": sheet.waiting(),
        "in_progress": sheet.in_progress(),
        "oldest_waiting_since": None if oldest_us is None else _instant(oldest_us),
    }
    if sheet.scope.channel in BACKLOGGED:
        ages = sheet.backlog()
        found["backlog"] = sum(ages)
        found["backlog_by_age"] = dict(zip(AGES, ages, strict=True))
    if sheet.scope.channel == TOGETHER:
        found |= own_state(sheet) if sheet.scope.kind == "agent" else agents_by_state(sheet)
    return found


def own_state(sheet: Sheet) -> dict[str, Gauge]:
    """How an agent stands; all null where nobody knows."""
    level = sheet.agent()
    if level is None:
        return {"state": None, "state_since": None, "reason": None, "team": None}
    since = _instant(level.since_us, "milliseconds")
    return {"state": level.state, "state_since": since, "reason": level.reason, "team": level.team}


def agents_by_state(sheet: Sheet) -> dict[str, Gauge]:
    """How many agents of a scope stand how; those of whom nobody knows are not among them."""
    agents = dict.fromkeys(STATES, 0) | sheet.agents()
    return {"agents": agents, "agents_total": sum(agents.values())}


def full_counts(scope: Scope, sums: Sums, *, of_day: bool = True) -> dict[str, int]:
    """Every count of the scope's kind and channel, and whatever else was counted in a day or in less than one."""
    counts = zeros(scope.kind, scope.channel) | sums.counts
    for name in _sums_among(scope, counts):
        del counts[name]
    if not of_day:
        for name in OF_DAYS:
            counts.pop(name, None)
    return counts


def full_sums(scope: Scope, sums: Sums) -> dict[str, float]:
    """Every sum of the scope's kind and channel, and whatever else was summed."""
    counts = sums.counts
    return no_sums(scope.kind, scope.channel) | {name: counts[name] / _US for name in _sums_among(scope, counts)}


def _sums_among(scope: Scope, counts: Mapping[str, int]) -> set[str]:
    names = counts.keys() & SUMS
    if scope.channel == TOGETHER:
        names |= {name for name in counts if name.startswith(AWAY_FOR)}
    return names


def durations(tally: Tally) -> dict[str, Duration]:
    """Seconds of each spread; the tally's own, which keeps what is worked out here."""
    known, spreads = tally.durations, tally.sums.spreads
    if len(known) < len(spreads):
        for name, spread in spreads.items():
            if name not in known:
                known[name] = duration(spread)
    return known


def duration(spread: Spread) -> Duration:
    """Seconds; all None but count and sum of an empty spread."""
    count, sum_us, max_us = spread.total, spread.sum_us, spread.max_us()
    if count == 1 and sum_us == max_us:  # as most of a minute's are
        only_s = sum_us / _US
        return Duration(
            count=1,
            sum_s=only_s,
            mean_s=only_s,
            max_s=only_s,
            p50_s=only_s,
            p90_s=only_s,
            p95_s=only_s,
            p99_s=only_s,
        )
    p50, p90, p95, p99 = [None if us is None else int(us + 0.5) / _US for us in spread.quantiles_us(QUANTILES)]
    return Duration(
        count=count,
        sum_s=sum_us / _US,
        mean_s=int(sum_us / count + 0.5) / _US if count > 0 else None,
        max_s=None if max_us is None else max_us / _US,
        p50_s=p50,
        p90_s=p90,
        p95_s=p95,
        p99_s=p99,
    )


def _channel(scope: Scope) -> Channel:
    return cast("Channel", scope.channel)


def _instant(at_us: int, timespec: str = "auto") -> str:
    """RFC 3339 in UTC."""
    moment = datetime.fromtimestamp(at_us // _US, UTC).replace(microsecond=at_us % _US)
    return moment.isoformat(timespec=timespec).replace("+00:00", "Z")
