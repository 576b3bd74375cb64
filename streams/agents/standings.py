"""How agents stand now, each and by scope; rebuilt after a restart."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from streams.agents.deltas import scopes_of
from streams.agents.standing import Standing
from streams.measures.pane import TOGETHER, AgentLevel, Levels, Scope
from streams.measures.staff import STATES

NOBODY: Final = Standing()
_NONE: Final = dict.fromkeys(STATES, 0)


class Standings:
    """Told as levels by one partition of the agents stage, `source`."""

    __slots__ = ("_changed_agents", "_changed_scopes", "_counts", "_source", "_standings", "_told_in_hand")

    def __init__(self, source: int) -> None:
        self._source = source
        self._standings: dict[str, Standing] = {}
        self._counts: defaultdict[Scope, Counter[str]] = defaultdict(Counter)
        self._changed_agents: defaultdict[str, set[str]] = defaultdict(set)
        """With the channels in which they have more or less in hand."""
        self._changed_scopes: set[Scope] = set()

    def put(self, agent_id: str, standing: Standing) -> None:
        """Say how an agent stands now; `NOBODY` of one of whom nothing is known any more."""
        before = self._standings.get(agent_id, NOBODY)
        if standing == before:
            return
        self._changed_agents[agent_id].update(
            channel
            for channel in before.in_hand.keys() | standing.in_hand.keys()
            if before.in_hand.get(channel) != standing.in_hand.get(channel)
        )
        if (before.state, before.team, before.queues) != (standing.state, standing.team, standing.queues):
            self._count(before, -1)
            self._count(standing, 1)
        if standing == NOBODY:
            del self._standings[agent_id]
        else:
            self._standings[agent_id] = standing

    def changed(self) -> Iterator[Levels]:
        """What changed since last asked; where nobody is left, no state has anybody."""
        for agent_id, channels in self._changed_agents.items():
            yield from self._agent(agent_id, channels, self._standings.get(agent_id, NOBODY))
        self._changed_agents.clear()
        for scope in self._changed_scopes:
            counts = self._counts[scope]
            yield Levels(scope, self._source, 0, 0, None, states=_NONE | counts)
            if not counts:
                del self._counts[scope]
        self._changed_scopes.clear()

    def _agent(self, agent_id: str, channels: Iterable[str], now: Standing) -> Iterator[Levels]:
        for channel in channels:
            yield Levels(Scope("agent", agent_id, channel), self._source, 0, now.in_hand.get(channel, 0), None)
        own = AgentLevel(now.state, now.since_us, now.reason, now.team) if now.state is not None else None
        yield Levels(Scope("agent", agent_id, TOGETHER), self._source, 0, 0, None, agent=own)

    def _count(self, standing: Standing, change: int) -> None:
        if standing.state is None:
            return
        for scope in scopes_of(standing.team, standing.queues):
            counts = self._counts[scope]
            counts[standing.state] += change
            if not counts[standing.state]:
                del counts[standing.state]
            self._changed_scopes.add(scope)
