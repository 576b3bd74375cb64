"""Where a ticket stood when, and how long that took; intervals are half-open, [from_us, to_us).

Nothing here knows a ticket: a calendar's opening hours can be laid over what comes out of it.
"""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, TypeAlias

UNRESOLVED: Final = frozenset({"new", "open", "pending", "on_hold"})
"""In these a ticket is in the backlog; time in them is the total resolution time."""
RESOLVED: Final = frozenset({"solved", "closed"})
REQUESTER_WAIT: Final = frozenset({"new", "open", "on_hold"})
"""In these the customer waits."""
AGENT_WORK: Final = frozenset({"new", "open"})
"""In these the agents have it to do."""

Stretch: TypeAlias = tuple[int, int]
"""Half-open, in microseconds."""


class Span(NamedTuple):
    """The ticket had this status in [from_us, to_us); None: it still has."""

    status: str
    from_us: int
    to_us: int | None = None


Spans: TypeAlias = tuple[Span, ...]
"""One after the other, without a gap."""


def become(spans: Spans, status: str, at_us: int) -> Spans:
    """From `at_us` on it has this status; a span of no length is left out."""
    if not spans:
        return (Span(status, at_us),)
    last = spans[-1]
    before = spans[:-1] if last.from_us >= at_us else (*spans[:-1], Span(last.status, last.from_us, at_us))
    return (*before, Span(status, at_us))


def within(spans: Iterable[Span], statuses: frozenset[str], from_us: int, to_us: int) -> Iterator[Stretch]:
    """The stretches of [from_us, to_us) that were spent in any of the statuses, in order."""
    for status, begins_us, ends_us in spans:
        if status not in statuses:
            continue
        begin_us = max(begins_us, from_us)
        end_us = to_us if ends_us is None else min(ends_us, to_us)
        if begin_us < end_us:
            yield begin_us, end_us


def spent_us(spans: Iterable[Span], statuses: frozenset[str], from_us: int, to_us: int) -> int:
    """How long of [from_us, to_us) it had any of the statuses."""
    return sum(end_us - begin_us for begin_us, end_us in within(spans, statuses, from_us, to_us))


def overlap_us(stretches: Iterable[Stretch], open_hours: Iterable[Stretch]) -> int:
    """How much of the stretches lies in open hours: the same duration as `spent_us`, by a business calendar.

    Both must be in order and without overlaps of their own; ValueError otherwise.
    """
    hours, total = _in_order(open_hours), 0
    hour = next(hours, None)
    for begin_us, end_us in _in_order(stretches):
        while hour is not None and hour[1] <= begin_us:
            hour = next(hours, None)
        while hour is not None and hour[0] < end_us:
            total += min(end_us, hour[1]) - max(begin_us, hour[0])
            if hour[1] > end_us:
                break  # the rest of these hours may belong to the next stretch
            hour = next(hours, None)
    return total


def _in_order(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    before: Stretch | None = None
    for stretch in stretches:
        if before is not None and stretch[0] < before[1]:
            raise ValueError(f"{stretch} begins before {before} ends")
        yield stretch
        before = stretch
