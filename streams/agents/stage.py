"""The stage of agents: their states and contacts become minutes of available, busy and away, and a state now."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Final

import msgspec

from streams.agents.agent import Agent
from streams.agents.deltas import Deltas
from streams.agents.reasons import Known, Reasons
from streams.agents.standings import NOBODY, Standings
from streams.agents.store import Store
from streams.agents.timeline import AWAY, LONG_AGO_US, NEVER_US, Patience
from streams.agents.work import Done, Work
from streams.engine.records import Record, Rejected
from streams.engine.stage import Context
from streams.engine.timers import Timers
from streams.engine.times import Heard, Times
from streams.measures.pane import MINUTE_US, Pane, Told, encode_pane, place_key
from streams.measures.staff import Spans, StaffMessage, StateTold, decode_staff

STAGE_NAME: Final = "agents"
EVERYONE: Final = "all"
TELL_EVERY_US: Final = 250_000
"""So far time moves before the rollups are told: less than the contacts' own step, or theirs would count double."""
GONE_US: Final = 86_400_000_000
AT_ONCE: Final = 50_000
"""Minutes of agents added up in one flush, about a second's work: time may jump by days after an outage."""


@dataclass(frozen=True, kw_only=True)
class AgentOptions:
    """What the wiring decides for every task."""

    staff_topic: str
    panes_topic: str
    grace_us: int
    """How long after its end a minute may still change: as long as windows may, and contacts may tell of wrap-ups."""
    silent_us: int
    """After so long without a sign an agent who was available is silent; 0: never."""
    gone_us: int = GONE_US
    """After so long without a sign nothing is known of an agent any more."""


class Agents:
    """The logic of one agents task. Time is what the contacts partitions told, for sums; what stands now is ahead."""

    def __init__(self, context: Context, options: AgentOptions) -> None:
        self._context = context
        self._topic = options.panes_topic
        self._grace_us = options.grace_us
        self._patience = Patience(options.silent_us, options.gone_us)
        self.times = Times(context.table("told", Heard), context.partitions)
        self._counted = context.table("counted", Heard)
        self._store = Store(context)
        self._reasons = Reasons(context.table("reasons", Known))
        self._work = Work(context.table("work", Done))
        self._agents: dict[str, Agent] = {}
        self._source = context.partitions + context.partition
        self._standings = Standings(self._source)
        self._deltas = Deltas()
        self._timers = Timers()
        """When time alone changes how an agent stands. By the time told, so these are not the engine's."""
        self._touched: dict[str, None] = {}
        self._counted_us: int | None = None
        """Up to here minutes were told."""
        self._told_us = LONG_AGO_US
        self._turned = False
        """A minute ended since the last flush."""

    def decode(self, record: Record) -> tuple[None, list[StaffMessage]]:
        """What contacts tell has many times; the task's own is what they say it is."""
        try:
            return None, decode_staff(record.value or b"")
        except (msgspec.DecodeError, ValueError) as error:
            raise Rejected("bad_staff", str(error)) from error

    def fold(self, item: list[StaffMessage], at_us: int | None) -> None:  # noqa: ARG002 - part of the engine's protocol
        for message in item:
            if isinstance(message, Spans):
                self._put(message)
            elif isinstance(message, StateTold):
                self._hear(message)
            elif isinstance(message, Pane):
                self._agent(message.scope.id)
                self._work.take(message)
            else:
                self.times.tell(message.source, message.now_us)

    def _put(self, spans: Spans) -> None:
        if self._agent(spans.agent_id).put(spans):
            self._store.keep_spans(spans)
        else:
            self._store.drop_spans(spans.agent_id, (spans.channel, spans.contact))
        self._touched[spans.agent_id] = None

    def _hear(self, told: StateTold) -> None:
        agent = self._agent(told.agent_id)
        report = told.report
        if report.state == AWAY and report.reason is not None:
            self._reasons.learn(report.reason)
        if agent.hear(report):
            self._store.keep_agent(told.agent_id, agent)
        self._touched[told.agent_id] = None

    def _agent(self, agent_id: str) -> Agent:
        agent = self._agents.get(agent_id)
        if agent is None:
            agent = self._agents[agent_id] = Agent(self._patience, self._reasons)
        return agent

    def fire(self, key: str, at_us: int) -> None:
        """No timers here: agents fall silent by the time told."""

    def moved(self, now_us: int) -> None:
        """The engine's clock is not used."""

    def recovered(self) -> None:
        self.times.recovered()
        self._reasons.recovered()
        counted = self._counted.get(EVERYONE)
        self._counted_us = None if counted is None else counted.now_us
        for agent_id, settled in self._store.agents():
            self._agents[agent_id] = Agent(self._patience, self._reasons, settled)
        for spans in self._store.spans():
            self._agent(spans.agent_id).put(spans)
        for agent_id, number, minute in self._store.minutes():
            self._agent(agent_id).minutes[number] = minute
        for agent_id in self._work.recovered():
            self._agent(agent_id)
        for agent_id, agent in self._agents.items():
            if self._counted_us is not None:
                agent.tell(self._counted_us, NEVER_US)
            self._stand(agent_id)  # as it was told, so that it is seen what changed since

    def pending(self) -> bool:
        """Time has moved further than one flush adds up."""
        now_us, counted_us = self.times.now_us, self._counted_us
        return now_us is not None and counted_us is not None and counted_us < now_us

    def _reached_us(self) -> int | None:
        """The time told or, if it jumped, how far it is followed in this flush."""
        now_us, counted_us = self.times.now_us, self._counted_us
        if now_us is None or counted_us is None:
            return now_us
        return min(now_us, counted_us + max(1, AT_ONCE // max(1, len(self._agents))) * MINUTE_US)

    def flush(self) -> None:
        """Tell the rollups what changed, and then what time it is."""
        now_us, touched = self._reached_us(), self._touched
        floor = LONG_AGO_US if self._counted_us is None else self._floor(self._counted_us)
        self._touched = {}
        if now_us is not None:
            while (due := self._timers.pop_due(now_us)) is not None:
                touched[due[0]] = None
            self._count(now_us, floor, touched)
        send, topic = self._context.out.send, self._topic
        for pane in chain(self._deltas.drain(), self._work.tell(self._team, now_us, floor)):
            send(topic, place_key(pane.scope), encode_pane(pane))
        if now_us is not None:
            self._settle_all(now_us)
        for agent_id in touched:
            self._stand(agent_id)
        for levels in self._standings.changed():
            send(topic, place_key(levels.scope), encode_pane(levels))
        if now_us is not None and now_us - self._told_us >= TELL_EVERY_US:
            self._told_us = now_us
            told = encode_pane(Told(self._source, now_us))
            for partition in range(self._context.partitions):
                send(topic, None, told, partition)

    def _count(self, now_us: int, floor: int, touched: dict[str, None]) -> None:
        """Tell the minutes that are over: of everyone when one ended, else of those whose past may have changed."""
        counted_us, self._counted_us = self._counted_us, now_us
        if now_us != counted_us:
            self._counted.put(EVERYONE, Heard(now_us))
        self._turned = counted_us is None or counted_us // MINUTE_US != now_us // MINUTE_US
        for agent_id, agent in list(self._agents.items()) if self._turned else self._those(touched):
            for minute, before, now in agent.tell(now_us, floor):
                self._deltas.add(agent_id, minute, before, now)
                self._store.keep_minute(agent_id, minute, now)
                self._work.mended(agent_id, minute)

    def _team(self, agent_id: str, minute: int) -> str | None:
        agent = self._agents.get(agent_id)
        return None if agent is None else agent.team(minute)

    def _settle_all(self, now_us: int) -> None:
        """When a minute ended, the oldest that was kept is over for good."""
        if self._turned:
            for agent_id, agent in list(self._agents.items()):
                self._settle(agent_id, agent, self._floor(now_us))

    def _those(self, touched: Iterable[str]) -> list[tuple[str, Agent]]:
        return [(agent_id, self._agents[agent_id]) for agent_id in touched if agent_id in self._agents]

    def _settle(self, agent_id: str, agent: Agent, floor: int) -> None:
        forgotten = agent.settle(floor)
        if forgotten is not None:
            minutes, contacts = forgotten
            for minute in minutes:
                self._store.drop_minute(agent_id, minute)
            for key in contacts:
                self._store.drop_spans(agent_id, key)
            self._store.keep_agent(agent_id, agent)
        self._work.settle(agent_id, floor)
        if agent.is_gone(floor) and not self._work.has(agent_id):
            del self._agents[agent_id]
            self._store.drop_agent(agent_id)

    def _floor(self, now_us: int) -> int:
        """The first minute that may still change."""
        return (now_us - self._grace_us) // MINUTE_US

    def _stand(self, agent_id: str) -> None:
        agent = self._agents.get(agent_id)
        now_us = LONG_AGO_US if self._counted_us is None else self._counted_us
        standing, next_us = (NOBODY, None) if agent is None else agent.standing(now_us)
        self._standings.put(agent_id, standing)
        if next_us is None:
            self._timers.cancel(agent_id)
        else:
            self._timers.set(agent_id, next_us)
