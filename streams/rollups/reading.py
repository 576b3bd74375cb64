"""What other rooms of the same process may read of a task, as copies that stay as they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from streams.engine.times import Times
from streams.measures.lines import REGISTRY
from streams.measures.pane import AGES, TOGETHER, Scope
from streams.measures.registry import QUEUE, TICKET, Kind
from streams.measures.spread import PER_DOUBLING, Spread
from streams.records import SlidingWindow
from streams.rollups.sheets import Sheets, is_lasting

__all__ = [
    "PER_DOUBLING",
    "Lasting",
    "Meaning",
    "Reader",
    "Scope",
    "Spread",
    "Staffed",
    "Standing",
    "TaskReading",
    "queue_measures",
]

_NOTHING: Final[Mapping[str, int]] = {}
_NONE: Final[Mapping[SlidingWindow, Mapping[str, float | None]]] = {}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name in counts or spreads stands for."""

    name: str
    kind: Kind
    definition: str
    channels: frozenset[str]
    """Where it can happen."""


def queue_measures() -> tuple[Meaning, ...]:
    """All that is counted and summed up of a queue in one channel since it was seen first."""
    return tuple(
        Meaning(measure.name, measure.kind, measure.definition, measure.channels)
        for measure in REGISTRY.values()
        if measure.scopes & QUEUE and measure.over_time and measure.channels
    )


@dataclass(frozen=True, slots=True, eq=False)
class Lasting:
    """The lifetime of one queue and channel: counts and spreads that never go down."""

    scope: Scope
    since_us: int
    """When it was seen first, by the wall clock of whoever saw it."""
    counts: Mapping[str, int]
    spreads: Mapping[str, Spread]


@dataclass(frozen=True, slots=True)
class Standing:
    """How one queue and channel stands now."""

    scope: Scope
    waiting: int
    in_progress: int
    oldest_waiting_us: int | None
    backlog: Mapping[str, int]
    """By age; empty in a channel that has none."""
    rates: Mapping[SlidingWindow, Mapping[str, float | None]]
    """As published last."""


@dataclass(frozen=True, slots=True)
class Staffed:
    """The agents who serve one queue, whatever the channel."""

    queue: str
    agents: Mapping[str, int]
    """By state."""


@dataclass(frozen=True, slots=True)
class TaskReading:
    """One rollups task at one moment."""

    lasting: list[Lasting]
    standing: list[Standing]
    staffed: list[Staffed]
    late: Mapping[str, int]
    """Deltas that came after their window was over, by interval."""
    pending: int
    """Records that wait for their turn to be published."""
    now_us: int | None
    shown_us: int | None


class Reader:
    """Copies what changed since it was asked last; the rest it hands out again, the same objects."""

    def __init__(self, sheets: Sheets, times: Times) -> None:
        self._sheets = sheets
        self._times = times
        self._known: dict[Scope, tuple[int, Lasting]] = {}

    def read(self, pending: int) -> TaskReading:
        queues = [sheet for sheet in self._sheets.by_scope.values() if is_lasting(sheet.scope)]
        lasting: list[Lasting] = []
        for sheet in queues:
            if (lifetime := sheet.lifetime) is None:
                continue
            changes, known = self._known.get(sheet.scope, (-1, None))
            if known is None or changes != lifetime.changes:
                known = Lasting(sheet.scope, lifetime.kept.since_us, lifetime.shown_counts(), lifetime.shown_spreads())
                self._known[sheet.scope] = lifetime.changes, known
            lasting.append(known)
        return TaskReading(
            lasting=lasting,
            standing=[
                Standing(
                    sheet.scope,
                    sheet.waiting(),
                    sheet.in_progress(),
                    sheet.oldest_waiting_us(),
                    dict(zip(AGES, sheet.backlog(), strict=True)) if sheet.scope.channel in TICKET else _NOTHING,
                    sheet.rates or _NONE,
                )
                for sheet in queues
            ],
            staffed=[
                Staffed(sheet.scope.id, sheet.agents())
                for sheet in self._sheets.by_scope.values()
                if sheet.scope.kind == "queue" and sheet.scope.channel == TOGETHER and sheet.staffed
            ],
            late=dict(self._sheets.late.deltas),
            pending=pending,
            now_us=self._times.now_us,
            shown_us=self._times.shown_us,
        )
