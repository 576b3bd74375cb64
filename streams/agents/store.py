"""What the ledger holds of agents: how they stood, their contacts, and what was told of their minutes, each apart.

So an event costs a small ledger record, and a minute costs one an agent.
"""

from collections.abc import Iterator

from streams.agents.agent import Agent, Key
from streams.agents.minutes import Minute
from streams.agents.standing import Settled
from streams.engine.stage import Context
from streams.measures.staff import Spans


class Store:
    """The tables, by what they mean."""

    __slots__ = ("_agents", "_minutes", "_spans")

    def __init__(self, context: Context) -> None:
        self._agents = context.table("agents", Settled)
        self._spans = context.table("spans", Spans)
        self._minutes = context.table("minutes", Minute)

    def keep_agent(self, agent_id: str, agent: Agent) -> None:
        self._agents.put(agent_id, agent.kept())

    def agents(self) -> Iterator[tuple[str, Settled]]:
        """Of all that ever reported."""
        yield from self._agents.items()

    def drop_agent(self, agent_id: str) -> None:
        self._agents.delete(agent_id)

    def keep_spans(self, spans: Spans) -> None:
        self._spans.put(_span_key(spans.agent_id, (spans.channel, spans.contact)), spans)

    def drop_spans(self, agent_id: str, key: Key) -> None:
        self._spans.delete(_span_key(agent_id, key))

    def spans(self) -> Iterator[Spans]:
        for _, spans in self._spans.items():  # noqa: PERF102 - a table is no dict
            yield spans

    def keep_minute(self, agent_id: str, number: int, minute: Minute) -> None:
        """One without slices is forgotten."""
        key = f"{number}/{agent_id}"
        if minute.slices:
            self._minutes.put(key, minute)
        else:
            self._minutes.delete(key)

    def drop_minute(self, agent_id: str, number: int) -> None:
        self._minutes.delete(f"{number}/{agent_id}")

    def minutes(self) -> Iterator[tuple[str, int, Minute]]:
        """Agent, epoch minute, what was told."""
        for key, minute in self._minutes.items():
            number, _, agent_id = key.partition("/")
            yield agent_id, int(number), minute


def _span_key(agent_id: str, key: Key) -> str:
    channel, contact = key
    return f"{len(agent_id)}/{agent_id}/{channel}/{contact}"
