"""What agents did with contacts, for their teams: contacts tell it of agents, and only here it is known whose they are.

It is told when its minute is over, for the team that had most of the agent's minute. If another team turns out to have
had it, it is taken back there and told here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

import msgspec

from streams.engine.table import Table
from streams.measures.pane import MINUTE_US, Pane, Scope
from streams.measures.spread import Spread

TeamOf: TypeAlias = Callable[[str, int], str | None]
"""By agent and epoch minute."""


class Figures(msgspec.Struct, array_like=True, gc=False):
    """Counts and durations of one channel."""

    counts: dict[str, int] = {}
    spreads: dict[str, Spread] = {}

    def add(self, delta: Pane) -> None:
        for name, change in delta.counts.items():
            self.counts[name] = self.counts.get(name, 0) + change
        for name, spread in delta.spreads.items():
            self.spreads.setdefault(name, Spread()).merge(spread)


class Done(msgspec.Struct, array_like=True, gc=False):
    """One minute of one agent, by channel; `told`: it was, of `team` if there is one."""

    figures: dict[str, Figures] = {}
    told: bool = False
    team: str | None = None


class Work:
    """Of one partition's agents, as far back as minutes may still change."""

    __slots__ = ("_done", "_fresh", "_table", "_to_tell")

    def __init__(self, table: Table[Done]) -> None:
        self._table = table
        self._done: defaultdict[str, dict[int, Done]] = defaultdict(dict)
        self._fresh: defaultdict[tuple[str, int], list[Pane]] = defaultdict(list)
        self._to_tell: defaultdict[int, dict[str, None]] = defaultdict(dict)
        """Agents by minute: of those not over, and of those that may be another team's now."""

    def recovered(self) -> Iterable[str]:
        """Take what the table holds; gives the agents."""
        for key, done in self._table.items():
            number, _, agent_id = key.partition("/")
            self._done[agent_id][int(number)] = done
            self._to_tell[int(number)][agent_id] = None
        return self._done

    def take(self, pane: Pane) -> None:
        """A delta to what an agent did."""
        self._fresh[pane.scope.id, pane.minute].append(pane)

    def mended(self, agent_id: str, minute: int) -> None:
        """The agent's minute is other than it was told."""
        if minute in self._done.get(agent_id, ()):
            self._to_tell[minute][agent_id] = None

    def has(self, agent_id: str) -> bool:
        """Whether anything of the agent is kept."""
        return agent_id in self._done

    def tell(self, team_of: TeamOf, now_us: int | None, floor: int) -> Iterator[Pane]:
        """By how much the figures of teams changed, of all minutes that are over by `now_us`.

        What belongs before `floor` is told at once, and kept no longer.
        """
        fresh, self._fresh = self._fresh, defaultdict(list)
        for (agent_id, minute), deltas in fresh.items():
            if minute < floor:
                yield from _of(team_of(agent_id, minute), deltas)
                continue
            done = self._done[agent_id].setdefault(minute, Done())
            if done.told:
                yield from _of(done.team, deltas)
            for delta in deltas:
                done.figures.setdefault(delta.scope.channel, Figures()).add(delta)
            self._table.put(_key(agent_id, minute), done)
            self._to_tell[minute][agent_id] = None
        if now_us is None:
            return
        for minute in [one for one in self._to_tell if (one + 1) * MINUTE_US <= now_us]:
            for agent_id in self._to_tell.pop(minute):
                yield from self._tell(agent_id, minute, team_of(agent_id, minute))

    def settle(self, agent_id: str, floor: int) -> None:
        """Minutes before `floor` stay as they are."""
        done = self._done.get(agent_id, {})
        for minute in [one for one in done if one < floor]:
            del done[minute]
            self._table.delete(_key(agent_id, minute))
        if not done:
            self._done.pop(agent_id, None)

    def _tell(self, agent_id: str, minute: int, team: str | None) -> Iterator[Pane]:
        done = self._done.get(agent_id, {}).get(minute)
        if done is None or (done.told and done.team == team):
            return
        if done.told:
            yield from _of(done.team, [_taken_back(pane) for pane in _panes(agent_id, minute, done)])
        yield from _of(team, _panes(agent_id, minute, done))
        done.told, done.team = True, team
        self._table.put(_key(agent_id, minute), done)


def _panes(agent_id: str, minute: int, done: Done) -> list[Pane]:
    return [
        Pane(Scope("agent", agent_id, channel), minute, one.counts, one.spreads)
        for channel, one in done.figures.items()
    ]


def _of(team: str | None, panes: Iterable[Pane]) -> Iterator[Pane]:
    if team is not None:
        for pane in panes:
            yield Pane(Scope("team", team, pane.scope.channel), pane.minute, pane.counts, pane.spreads)


def _taken_back(pane: Pane) -> Pane:
    counts = {name: -count for name, count in pane.counts.items()}
    return Pane(pane.scope, pane.minute, counts, {name: spread.negated() for name, spread in pane.spreads.items()})


def _key(agent_id: str, minute: int) -> str:
    return f"{minute}/{agent_id}"
