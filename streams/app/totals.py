"""What a whole replay adds up to: percentiles of a month cannot be told from its days', so all panes are merged."""

from typing import Final

from streams.app.topics import PANES
from streams.measures.lines import REGISTRY
from streams.measures.pane import TOGETHER, Pane, Scope, decode_pane
from streams.measures.rates import rates
from streams.measures.registry import ALL, QUEUE
from streams.policy import Policy
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
    """Sums of all panes of queues, of each channel and of all of them: whatever was counted, however late for its day.

    Rates are by the policy's formulas.
    """

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._sums: dict[Scope, Sums] = {}

    def take(self, pane: Pane) -> None:
        """Panes of one scope in the order in which they were told: none takes back what is not there yet."""
        if pane.scope.kind in REPORTED:
            self._sums.setdefault(pane.scope, Sums()).add(Sums(pane.counts, pane.spreads))

    def wholes(self) -> list[Whole]:
        """For the report; durations in seconds."""
        return [self._whole(scope, sums) for scope, sums in (self._sums | self._together()).items()]

    def _together(self) -> dict[Scope, Sums]:
        """Over all channels, what adds up; what was told of all of them at once is part of it."""
        found = {scope: sums.copy() for scope, sums in self._sums.items() if scope.channel == TOGETHER}
        for scope, sums in self._sums.items():
            share = together(Pane(scope, 0, sums.counts))
            if share is not None:
                found.setdefault(share.scope, Sums()).add(Sums(share.counts))
        return found

    def _whole(self, scope: Scope, sums: Sums) -> Whole:
        of, default = self._policy.of(scope.channel), self._policy.default_of(scope.channel)
        formula = (of(scope.id) if scope.kind == "queue" else default).formula
        counts = full_counts(scope, sums)
        return Whole(
            queue=scope.id,
            channel=scope.channel,
            counts={name: n for name, n in counts.items() if name not in STANDING},
            sums=full_sums(scope, sums),
            rates=rates(sums.counts, REPORTED[scope.kind], scope.channel, formula),
            durations={name: duration(spread) for name, spread in sums.spreads.items()},
        )


async def read_totals(settings: Settings, policy: Policy) -> list[Whole]:
    """Of the panes committed so far; Kafka keeps each of them once."""
    totals = Totals(policy)

    def take(_: bytes | None, value: bytes | None) -> None:
        message = decode_pane(value or b"")
        if isinstance(message, Pane):
            totals.take(message)

    await read_committed(settings.broker, settings.topic(PANES), take, kafka_security(settings))
    return totals.wholes()
