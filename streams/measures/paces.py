"""Rates that need more than counts: how long their window is, and how large the backlog is now."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from streams.measures.registry import ALL, QUEUE, TICKET
from streams.measures.service_level import Counts

MINUTES_PER_HOUR: Final = 60


@dataclass(frozen=True, slots=True)
class Pace:
    """A figure made of the counts of a window, its length in minutes, and the backlog now.

    `of` gets no backlog where none is known, which is everywhere but under `now`; `only_now`: it makes no sense there.
    """

    name: str
    of: Callable[[Counts, int, int | None], float | None]
    channels: frozenset[str]
    scopes: int
    only_now: bool = False


def net_closing_per_h(counts: Counts, minutes: int, backlog: int | None) -> float | None:  # noqa: ARG001  # one shape
    """Tickets an hour that the backlog shrinks by: `resolved` - `reopened` - `created`, by the window's hours."""
    closed = counts.get("resolved", 0) - counts.get("reopened", 0) - counts.get("created", 0)
    return closed * MINUTES_PER_HOUR / minutes if minutes > 0 else None


def hours_to_clear(counts: Counts, minutes: int, backlog: int | None) -> float | None:
    """Under `now`: the backlog now by `net_closing_per_h`; null where the backlog does not shrink."""
    pace = net_closing_per_h(counts, minutes, backlog)
    return None if pace is None or pace <= 0 or backlog is None else backlog / pace


PACES: Final = (
    Pace("net_closing_per_h", net_closing_per_h, TICKET, QUEUE | ALL),
    Pace("hours_to_clear", hours_to_clear, TICKET, QUEUE | ALL, only_now=True),
)
