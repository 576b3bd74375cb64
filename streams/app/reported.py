"""What a report says of each channel: whatever the stages before it count there, by the registry of measures."""

from typing import Final

from streams.measures.lines import REGISTRY
from streams.measures.paces import PACES
from streams.measures.pane import TOGETHER
from streams.measures.rates import RATES, SERVICE_LEVEL
from streams.measures.registry import ALL, EVERY, QUEUE, QUEUED, Measure
from streams.report.lines import Columns

CHANNELS: Final = (*sorted(EVERY), TOGETHER)
SCOPES: Final = QUEUE | ALL


def columns(channel: str) -> Columns:
    """By the names under which they are published. A report runs without agents, so what they tell is not there."""
    measures = [measure for measure in REGISTRY.values() if measure.scopes & SCOPES and _is_in(channel, measure)]
    counts = [measure for measure in measures if measure.kind == "count"]
    return Columns(
        counts=tuple(measure.name for measure in counts),
        standing=tuple(measure.name for measure in counts if not measure.over_time),
        sums=tuple(measure.name for measure in measures if measure.kind == "sum"),
        rates=_rates(channel),
        durations=tuple(measure.name for measure in measures if measure.kind == "duration"),
    )


def _is_in(channel: str, measure: Measure) -> bool:
    told = bool(measure.channels)  # what agents tell is in no channel but all
    return told and (measure.adds_up if channel == TOGETHER else channel in measure.channels)


def _rates(channel: str) -> tuple[str, ...]:
    rates = [
        rate.name for rate in RATES if rate.scopes & SCOPES and channel in rate.channels and rate.channels != {TOGETHER}
    ]
    paces = [pace.name for pace in PACES if pace.scopes & SCOPES and channel in pace.channels and not pace.only_now]
    return (*([SERVICE_LEVEL] if channel in QUEUED else []), *rates, *paces)


COLUMNS: Final = {channel: columns(channel) for channel in CHANNELS}
"""Of every channel, in the order of a report."""
