"""The people who serve queues: who is free, who takes whom, who is away."""

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from streams.events import payloads as p
from streams.simulator.loop import Loop
from streams.simulator.plan import Channel
from streams.simulator.telling import Tell
from streams.simulator.waiting import Queue, Work


class Agent:
    """A person: one contact at a time, some queues, a state that the desktop shows."""

    __slots__ = (
        "_told",
        "capacity",
        "due",
        "id",
        "on_shift",
        "queues",
        "serves",
        "state",
        "step",
        "team",
        "turn",
        "work",
    )

    channel: ClassVar[Channel] = "call"

    def __init__(
        self,
        agent_id: str,
        team: str,
        queues: Sequence[Queue],
        *,
        serves: Sequence[str] | None = None,
        capacity: int = 1,
    ) -> None:
        self.id = agent_id
        self.capacity = capacity
        self.serves = [queue.name for queue in queues] if serves is None else list(serves)
        """The queues' names, as everybody else knows them."""
        self.team = team
        self.queues = tuple(queues)
        self.on_shift = False
        self.state = "offline"
        self.turn = 0
        """When it became free, as a running number; 0 while it is not free."""
        self.step = 0
        self.due: tuple[str, int, int] | None = None
        """An absence that waits for the end of the contact: reason, least duration, least end."""
        self.work: Work | None = None
        """The contact it talks with."""
        self._told: dict[tuple[str, str | None], p.AgentStateChanged] = {}
        for queue in queues:
            queue.staff += 1

    def told(self, state: str, reason: str | None) -> p.AgentStateChanged:
        """The payload that tells a state; made once, as it says the same each time."""
        known = self._told.get((state, reason))
        if known is None:
            known = self._told[state, reason] = p.AgentStateChanged(
                state=state,  # type: ignore[arg-type]  # one of the five
                reason=reason,
                team=self.team,
                queues=self.serves,
                capacity={self.channel: self.capacity},
            )
        return known


A = TypeVar("A", bound=Agent)


class Floor(Generic[A]):
    """Longest idle agent first, and for an agent the customer who has waited longest."""

    def __init__(self, loop: Loop, tell: Tell) -> None:
        self._loop = loop
        self._tell = tell
        self._turn = 0

    def seize(self, queue: Queue) -> A | None:
        """The agent who has been free longest of those who serve the queue; it is free no more."""
        agent: A | None = queue.first_ready()
        if agent is not None:
            agent.turn = 0
        return agent

    def release(self, agent: A) -> None:
        """The agent is done with what it did: it goes home, goes away, takes who waits, or is free."""
        agent.work = None
        if not agent.on_shift:
            self.tell(agent, "offline")
        elif agent.due is not None:
            self._leave(agent, *agent.due)
        elif (found := self._longest_waiting(agent)) is not None:
            queue, work = found
            if agent.state in {"away", "offline"}:
                self.tell(agent, "available")
            queue.take(work, self._loop.now_us)
            queue.serve(work, agent)
        else:
            self._wait(agent)

    def start(self, agent: A) -> None:
        """The agent's shift begins."""
        agent.on_shift = True
        if agent.state == "offline":
            self.release(agent)

    def end(self, agent: A) -> None:
        """The agent's shift ends: now, or when its contact is done."""
        agent.on_shift = False
        agent.due = None
        if agent.turn or agent.state == "away":
            agent.turn = 0
            agent.step += 1
            self.tell(agent, "offline")

    def send_away(self, agent: A, reason: str, least_us: int = 0, until_us: int = 0) -> None:
        """Away for `least_us` and until `until_us`: now, or when its contact is done."""
        if not agent.on_shift:
            return
        if agent.turn or agent.state == "away":
            self._leave(agent, reason, least_us, until_us)
        else:
            agent.due = (reason, least_us, until_us)

    def tell(self, agent: A, state: str, reason: str | None = None) -> None:
        """Show a state; the same one again is no news."""
        if state == agent.state and reason is None:
            return
        agent.state = state
        self._tell(agent, state, reason)

    def _leave(self, agent: A, reason: str, least_us: int, until_us: int) -> None:
        back_us = max(self._loop.now_us + least_us, until_us)
        agent.turn = 0
        agent.step += 1
        agent.due = None
        self.tell(agent, "away", reason)
        self._loop.at(back_us, self._back, agent, agent.step)

    def _back(self, agent: A, step: int) -> None:
        if agent.step == step:
            self.release(agent)

    def _wait(self, agent: A) -> None:
        self._turn += 1
        agent.turn = self._turn
        self.tell(agent, "available")
        for queue in agent.queues:
            queue.stand_ready(agent)

    def _longest_waiting(self, agent: A) -> tuple[Queue, Work] | None:
        longest: tuple[Queue, Work] | None = None
        for queue in agent.queues:
            if queue.waiting == 0:
                continue
            head = queue.head()
            if longest is None or head.queued_us < longest[1].queued_us:
                longest = queue, head
        return longest
