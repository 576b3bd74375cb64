"""Every rate there is, and which scopes and channels have it; `service_level` is the one of the policy's formula."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from streams.measures.occupancy import concurrency, occupancy
from streams.measures.pane import TOGETHER
from streams.measures.registry import AGENT, ALL, CALL, EVERY, QUEUE, QUEUED, TEAM
from streams.measures.satisfaction import ces_mean, csat_mean, csat_top_two, nps, survey_response
from streams.measures.service_level import FORMULAS, Counts, abandonment, promise_kept
from streams.measures.tone import TONES

SERVICE_LEVEL: Final = "service_level"


@dataclass(frozen=True, slots=True)
class Rate:
    """A figure made of the counts and sums of one scope and window; the first sentence of `of` defines it.

    None where it is not defined: see `streams.measures.service_level`. Channels may hold `all`.
    """

    name: str
    of: Callable[[Counts], float | None]
    channels: frozenset[str]
    scopes: int


RATES: Final = (
    *(Rate(f"{SERVICE_LEVEL}_{name}", formula, QUEUED, QUEUE | ALL) for name, formula in FORMULAS.items()),
    Rate("abandonment", abandonment, QUEUED, QUEUE | ALL),
    Rate("promise_kept", promise_kept, CALL, QUEUE | ALL),
    *(
        Rate(formula.__name__, formula, EVERY | {TOGETHER}, QUEUE | AGENT | TEAM | ALL)
        for formula in (csat_top_two, csat_mean, nps, ces_mean, *TONES)
    ),
    # Not of teams: an agent may be of another one by the time of the answer.
    Rate("survey_response", survey_response, EVERY | {TOGETHER}, QUEUE | AGENT | ALL),
    *(
        Rate(formula.__name__, formula, frozenset({TOGETHER}), AGENT | TEAM | QUEUE | ALL)
        for formula in (occupancy, concurrency)
    ),
)


def rates_in(scopes: int, channel: str, formula: str) -> Mapping[str, Callable[[Counts], float | None]]:
    """The rates of a kind of scope in a channel, by name."""
    found = {rate.name: rate.of for rate in RATES if rate.scopes & scopes and channel in rate.channels}
    level = found.get(f"{SERVICE_LEVEL}_{formula}")
    return found if level is None else {SERVICE_LEVEL: level, **found}


def rates(counts: Counts, scopes: int, channel: str, formula: str) -> dict[str, float | None]:
    """Every rate of a window; sums are among the counts, as millionths."""
    return {name: of(counts) for name, of in rates_in(scopes, channel, formula).items()}
