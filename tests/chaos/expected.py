"""What must come of the load: counted in the plainest way while it is made, with nothing of the product's code."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

MINUTE_US = 60_000_000
HALF_HOUR = 30
DAY = 1440
"""Windows are told apart by the epoch minute they begin at; the policy's day is that of UTC here."""

OVER_ALL_CHANNELS = (
    ("counts", "offered"),
    ("counts", "handled"),
    ("counts", "backlog"),
    ("counts", "surveyed"),
    ("counts", "csat_answered"),
    ("counts", "csat_top_two"),
    ("sums", "csat_points"),
)
"""What adds up over channels, of all that is counted here."""


class Scope(NamedTuple):
    kind: str
    id: str
    channel: str


class Window(NamedTuple):
    """`start`: epoch minute."""

    scope: Scope
    interval: str
    start: int


Figure: TypeAlias = tuple[str, str]
"""Where a metric record has it, and its name: counts, sums (millionths), times (how many), spent (microseconds)."""
Figures: TypeAlias = Counter[Figure]

EVERYTHING = "all"


@dataclass
class Expected:
    """Minutes of queues and agents as the load is made; `windows` makes all others of them."""

    events: int = 0
    """Ids are e1, e2 and so on."""
    last_us: int = 0
    teams: dict[str, str] = field(default_factory=dict)
    """Of agents who told theirs, before all else."""
    contacts: Counter[str] = field(default_factory=Counter)
    """How many of each channel, and surveys by when they came."""
    minutes: defaultdict[Scope, defaultdict[int, Figures]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Counter))
    )

    def book(self, scope: Scope, figure: Figure, at_us: int, amount: int = 1) -> None:
        self.minutes[scope][at_us // MINUTE_US][figure] += amount
        if scope.kind == "agent" and scope.channel != EVERYTHING and scope.id in self.teams:
            self.book(Scope("team", self.teams[scope.id], scope.channel), figure, at_us, amount)

    def passed(self, agent_id: str, name: str, from_us: int, to_us: int, *, over_all: bool = False) -> None:
        """An agent spent [from_us, to_us) so; `over_all`: it is known of every agent, so the sum over them is, too."""
        scopes = [Scope("agent", agent_id, EVERYTHING)]
        if over_all:
            scopes.append(Scope(EVERYTHING, EVERYTHING, EVERYTHING))
        while from_us < to_us:
            until_us = min(to_us, (from_us // MINUTE_US + 1) * MINUTE_US)
            for scope in scopes:
                self.book(scope, ("sums", name), from_us, until_us - from_us)
            from_us = until_us

    def windows(self) -> dict[Window, Figures]:
        """Of every scope and interval; what nothing happened in is not among them."""
        found: defaultdict[Window, Figures] = defaultdict(Counter)
        for scope, minutes in self.minutes.items():
            for minute, figures in minutes.items():
                for share_of, share in _shares(scope, figures):
                    for interval, length in (("PT1M", 1), ("PT30M", HALF_HOUR), ("P1D", DAY)):
                        found[Window(share_of, interval, minute - minute % length)].update(share)
        return dict(found)


def _shares(scope: Scope, figures: Figures) -> list[tuple[Scope, Figures]]:
    """A queue's figures, also those of all queues; and what adds up, also those of all channels."""
    scopes = [scope]
    if scope.kind == "queue":
        scopes.append(Scope(EVERYTHING, EVERYTHING, scope.channel))
    shares = [(one, figures) for one in scopes]
    together = Counter({figure: figures[figure] for figure in OVER_ALL_CHANNELS if figure in figures})
    if together and scope.channel != EVERYTHING:
        shares += [(one._replace(channel=EVERYTHING), together) for one in scopes]
    return shares
