"""What each day and the whole of a replay add up to, by all panes.

Percentiles of a month cannot be told from its days'. And a day's window takes back nothing once it is closed: a ticket
that is reopened weeks later would still be resolved in it, or not, by how far the stages had come by then.
"""

from datetime import UTC, datetime
from typing import Final

from streams.app.topics import PANES
from streams.measures.lines import REGISTRY
from streams.measures.paces import PACES
from streams.measures.pane import TOGETHER, Pane, Scope, decode_pane
from streams.measures.rates import rates
from streams.measures.registry import ALL, QUEUE
from streams.policy import Policy
from streams.policy.days import Days, Span
from streams.report.collect import read_committed
from streams.report.lines import Whole
from streams.rollups.figures import duration, full_counts, full_sums
from streams.rollups.sums import Sums
from streams.rollups.together import together
from streams.settings import Settings, kafka_security

REPORTED: Final = {"queue": QUEUE, "all": ALL}
STANDING: Final = frozenset(measure.name for measure in REGISTRY.values() if not measure.over_time)
"""Counts of a moment: what each day left over is no total, whoever adds it up."""


class Totals:
    """Sums of queues, of each channel and of all of them: whatever was counted, however late for its day.

    Days are those of the policy's time zone, rates by its formulas.
    """

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._of_day = Days(policy.timezone).of
        self._days: dict[Span, dict[Scope, Sums]] = {}

    def take(self, pane: Pane) -> None:
        """Panes of one scope in the order in which they were told: none takes back what is not there yet."""
        if pane.scope.kind in REPORTED:
            day = self._days.setdefault(self._of_day(pane.minute), {})
            day.setdefault(pane.scope, Sums()).add(Sums(pane.counts, pane.spreads))

    def wholes(self) -> list[Whole]:
        """Of each day, then of all of them; durations in seconds."""
        found: list[Whole] = []
        total: dict[Scope, Sums] = {}
        for span, of_day in self._days.items():
            for scope, sums in of_day.items():
                total.setdefault(scope, Sums()).add(sums)
            found += [self._whole(scope, sums, span) for scope, sums in with_all_channels(of_day).items()]
        found += [self._whole(scope, sums) for scope, sums in with_all_channels(total).items()]
        return found

    def _whole(self, scope: Scope, sums: Sums, day: Span | None = None) -> Whole:
        of, default = self._policy.of(scope.channel), self._policy.default_of(scope.channel)
        formula = (of(scope.id) if scope.kind == "queue" else default).formula
        counts, scopes = full_counts(scope, sums), REPORTED[scope.kind]
        found = rates(sums.counts, scopes, scope.channel, formula)
        if day is None:
            counts = {name: n for name, n in counts.items() if name not in STANDING}
        else:
            found |= _paces(sums, scopes, scope.channel, day)
        return Whole(
            day=None if day is None else self._date(day),
            queue=scope.id,
            channel=scope.channel,
            counts=counts,
            sums=full_sums(scope, sums),
            rates=found,
            durations={name: duration(spread) for name, spread in sums.spreads.items()},
        )

    def _date(self, day: Span) -> str:
        return datetime.fromtimestamp(day[0] * 60, UTC).astimezone(self._policy.timezone).date().isoformat()


def with_all_channels(by_scope: dict[Scope, Sums]) -> dict[Scope, Sums]:
    """And over all channels, what adds up; what was told of all of them at once is part of it."""
    found = {scope: sums.copy() for scope, sums in by_scope.items() if scope.channel == TOGETHER}
    for scope, sums in by_scope.items():
        share = together(Pane(scope, 0, sums.counts))
        if share is not None:
            found.setdefault(share.scope, Sums()).add(Sums(share.counts))
    return by_scope | found


def _paces(sums: Sums, scopes: int, channel: str, day: Span) -> dict[str, float | None]:
    """Of the day's window, which knows nothing of now."""
    return {
        pace.name: pace.of(sums.counts, day[1] - day[0], None)
        for pace in PACES
        if pace.scopes & scopes and channel in pace.channels and not pace.only_now
    }


async def read_totals(settings: Settings, policy: Policy) -> list[Whole]:
    """Of the panes committed so far; Kafka keeps each of them once."""
    totals = Totals(policy)

    def take(_: bytes | None, value: bytes | None) -> None:
        message = decode_pane(value or b"")
        if isinstance(message, Pane):
            totals.take(message)

    await read_committed(settings.broker, settings.topic(PANES), take, kafka_security(settings))
    return totals.wholes()
