"""Service level by every formula in use, each under its own name: never compare two of different names.

Counts are those of one scope and window. A rate whose divisor is zero is None: an empty queue has no
service level, neither 0 nor 100 %.
"""

from collections.abc import Callable, Mapping
from typing import Final

Counts = Mapping[str, int]


def removed_within(counts: Counts) -> float | None:
    """Amazon Connect: taken out of the queue in time, by answer, abandonment or callback, of all queued."""
    within = _sum(counts, "answered_within", "abandoned_within", "callback_within")
    return share(within, counts.get("offered", 0))


def answered_over_offered(counts: Counts) -> float | None:
    """Vonage, Genesys by default: answered in time, of those answered or abandoned."""
    return share(counts.get("answered_within", 0), _sum(counts, "answered", "abandoned"))


def answered_over_offered_less_short(counts: Counts) -> float | None:
    """Genesys by switch, Twilio Flex live: as `answered_over_offered`, short abandonments forgiven."""
    divisor = _sum(counts, "answered", "abandoned") - counts.get("short_abandoned", 0)
    return share(counts.get("answered_within", 0), divisor)


def answered_over_answered(counts: Counts) -> float | None:
    """Asterisk's SL, Genesys without abandonments: answered in time, of those answered."""
    return share(counts.get("answered_within", 0), counts.get("answered", 0))


def handled_within(counts: Counts) -> float | None:
    """Asterisk's SL2: answered or abandoned in time, of those answered or abandoned."""
    within = _sum(counts, "answered_within", "abandoned_within")
    return share(within, _sum(counts, "answered", "abandoned"))


def answered_over_late_abandons(counts: Counts) -> float | None:
    """XCALLY: answered in time, of those answered or abandoned too late."""
    divisor = _sum(counts, "answered", "abandoned") - counts.get("abandoned_within", 0)
    return share(counts.get("answered_within", 0), divisor)


FORMULAS: Final[Mapping[str, Callable[[Counts], float | None]]] = {
    formula.__name__: formula
    for formula in (
        removed_within,
        answered_over_offered,
        answered_over_offered_less_short,
        answered_over_answered,
        handled_within,
        answered_over_late_abandons,
    )
}


def abandonment(counts: Counts) -> float | None:
    """Abandoned, of those offered; short abandonments are among both."""
    return share(counts.get("abandoned", 0), counts.get("offered", 0))


def promise_kept(counts: Counts) -> float | None:
    """Answered no later than announced, of the answered who had been told an expected wait."""
    return share(counts.get("promise_kept", 0), counts.get("promised", 0))


def _sum(counts: Counts, *names: str) -> int:
    return sum(counts.get(name, 0) for name in names)


def share(part: int, whole: int) -> float | None:
    """A share of nothing is None. So is one of less than nothing: late events may be summed in any order."""
    return part / whole if whole > 0 else None
