"""What a whole replay adds up to: percentiles of a month cannot be told from its days', so all panes are merged."""

from typing import Final

from streams.app.topics import PANES
from streams.measures.pane import Pane, Scope, decode_pane
from streams.report.build import Whole
from streams.report.collect import read_committed
from streams.rollups.figures import duration
from streams.rollups.sums import Sums
from streams.settings import Settings, kafka_security

REPORTED: Final = frozenset({"queue", "all"})


class Totals:
    """Sums of all panes of queues and of each channel: whatever was counted, however late for its day."""

    def __init__(self) -> None:
        self._sums: dict[Scope, Sums] = {}

    def take(self, pane: Pane) -> None:
        """Panes of one scope in the order in which they were told: none takes back what is not there yet."""
        if pane.scope.kind in REPORTED:
            self._sums.setdefault(pane.scope, Sums()).add(Sums(pane.counts, pane.spreads))

    def wholes(self) -> list[Whole]:
        """For the report; durations in seconds."""
        return [
            Whole(
                queue=scope.id,
                channel=scope.channel,
                counts=sums.counts,
                durations={name: duration(spread) for name, spread in sums.spreads.items()},
            )
            for scope, sums in self._sums.items()
        ]


async def read_totals(settings: Settings) -> list[Whole]:
    """Of the panes committed so far; Kafka keeps each of them once."""
    totals = Totals()

    def take(_: bytes | None, value: bytes | None) -> None:
        message = decode_pane(value or b"")
        if isinstance(message, Pane):
            totals.take(message)

    await read_committed(settings.broker, settings.topic(PANES), take, kafka_security(settings))
    return totals.wholes()
