"""How every queue stands, by what its `now` records said last. Pure: fed with records, asked with a time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from streams.records import MetricRecord, ScopeKind, WindowFigures

NOW_SUFFIX = b"/now/"
"""How the keys of the records end that are looked at here."""

QUIET_AFTER_S = 5.0
"""After so long without a record the numbers are called old: a worker says every second that time moves."""
LIVE_WITHIN_S = 15.0
"""Event time so little behind is that of now: it waits for disordered events (5 s unless set otherwise)."""

DEFAULT_TARGET = 0.80
TICKETS = "ticket"

TargetOf = Callable[[str], float]
"""The service level a queue should reach."""


@dataclass(frozen=True)
class Row:
    """One queue, or all of them (`name` None); None stands for what is not known or not defined."""

    name: str | None
    channel: str
    waiting: int
    longest_wait_s: float | None
    in_progress: int
    level_30_min: float | None
    level_today: float | None
    target: float
    answered_today: int
    abandoned_today: int
    asa_today_s: float | None


@dataclass(frozen=True, slots=True)
class Desk:
    """How the tickets of all queues stand."""

    backlog: int
    created_today: int
    resolved_today: int


class Standing:
    """Keeps the newest record of each queue and channel, and of all together."""

    def __init__(self, target_of: TargetOf = lambda _: DEFAULT_TARGET) -> None:
        self._target_of = target_of
        self._records: dict[tuple[ScopeKind, str, str], MetricRecord] = {}
        self._newest_us: int | None = None
        self._event_us: int | None = None

    def take(self, record: MetricRecord, received_us: int) -> None:
        """Agents and teams, and sums over channels, are passed over."""
        if record.interval != "now" or record.gauges is None:
            return
        self._newest_us = received_us
        event_time = record.gauges.get("event_time")
        if isinstance(event_time, str):
            self._event_us = max(_micros(event_time), self._event_us or 0)
        if record.scope.kind in {"queue", "all"} and record.channel != "all":
            self._records[record.scope.kind, record.scope.id, record.channel] = record

    def rows(self, now_us: int) -> list[Row]:
        """Queues by name, then the row of all."""
        ordered = sorted(self._records.items(), key=lambda item: _place(*item[0]))
        return [self._row(record, now_us) for (_, _, channel), record in ordered if channel != TICKETS]

    def desk(self) -> Desk | None:
        """Tickets wait in no queue, so they have no row; None before the first."""
        record = self._records.get(("all", "all", TICKETS))
        if record is None:
            return None
        today = (record.windows or {}).get("today")
        counts = today.counts if today else {}
        return Desk(
            backlog=_whole((record.gauges or {}).get("backlog")),
            created_today=counts.get("created", 0),
            resolved_today=counts.get("resolved", 0),
        )

    def quiet_s(self, now_us: int) -> float | None:
        """How long ago the newest record came; None before the first."""
        return None if self._newest_us is None else max(0.0, (now_us - self._newest_us) / 1e6)

    def behind_s(self, now_us: int) -> float | None:
        """How far back the newest event time lies that the numbers are of; None before the first."""
        return None if self._event_us is None else max(0.0, (now_us - self._event_us) / 1e6)

    def _row(self, record: MetricRecord, now_us: int) -> Row:
        gauges = record.gauges or {}
        windows = record.windows or {}
        today, half_hour = windows.get("today"), windows.get("PT30M")
        since = gauges.get("oldest_waiting_since")
        asa = today.durations.get("wait_answered") if today else None
        every = record.scope.kind == "all"
        return Row(
            name=None if every else record.scope.id,
            channel=record.channel,
            waiting=_whole(gauges.get("waiting")),
            longest_wait_s=max(0.0, (now_us - _micros(since)) / 1e6) if isinstance(since, str) else None,
            in_progress=_whole(gauges.get("in_progress")),
            level_30_min=_level(half_hour),
            level_today=_level(today),
            target=DEFAULT_TARGET if every else self._target_of(record.scope.id),
            answered_today=today.counts["answered"] if today else 0,
            abandoned_today=today.counts["abandoned"] if today else 0,
            asa_today_s=asa.mean_s if asa else None,
        )


def _place(kind: str, name: str, channel: str) -> tuple[bool, bool, str, str]:
    """By name; those of all queues last, and all calls after all chats."""
    return kind == "all", kind == "all" and channel == "call", name, channel


def _level(window: WindowFigures | None) -> float | None:
    return window.rates.get("service_level") if window else None


def _whole(gauge: object) -> int:
    return gauge if isinstance(gauge, int) else 0


def _micros(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1e6)
