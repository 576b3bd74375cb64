"""By how much the sums of scopes changed: agents, their teams, the queues they serve, and all."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from streams.agents.minutes import Minute, Slice
from streams.measures.pane import TOGETHER, Pane, Scope

EVERYONE: Final = Scope("all", "all", TOGETHER)


def scopes_of(team: str | None, queues: tuple[str, ...]) -> list[Scope]:
    """The scopes that an agent of this team, who serves these queues, counts in; but for the agent's own.

    An agent counts in each of these queues, so what is told of queues does not add up to all.
    """
    scopes = [EVERYONE, *(Scope("queue", queue, TOGETHER) for queue in queues)]
    if team is not None:
        scopes.append(Scope("team", team, TOGETHER))
    return scopes


class Deltas:
    """Sums up what changed until it is drained."""

    __slots__ = ("_sums",)

    def __init__(self) -> None:
        self._sums: defaultdict[tuple[Scope, int], defaultdict[str, int]] = defaultdict(_zeros)

    def add(self, agent_id: str, minute: int, before: Minute, now: Minute) -> None:
        """A minute of an agent is other than it was told."""
        own = Scope("agent", agent_id, TOGETHER)
        for times, slices in ((-1, before.slices), (1, now.slices)):
            for one in slices:
                self._add(own, minute, one, times)
                for scope in scopes_of(one.team, one.queues):
                    self._add(scope, minute, one, times)

    def drain(self) -> Iterator[Pane]:
        """What came to something, and start afresh."""
        found, self._sums = self._sums, defaultdict(_zeros)
        for (scope, minute), sums in found.items():
            counts = {name: us for name, us in sums.items() if us}
            if counts:
                yield Pane(scope, minute, counts)

    def _add(self, scope: Scope, minute: int, one: Slice, times: int) -> None:
        sums = self._sums[scope, minute]
        for name, us in one.sums.items():
            sums[name] += us * times


def _zeros() -> defaultdict[str, int]:
    return defaultdict(int)
