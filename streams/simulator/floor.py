"""Queues and the people who serve them: who waits, who is free, who takes whom."""

from collections import deque
from typing import TYPE_CHECKING, Any

from streams.events import payloads as p
from streams.events.types import AgentStateChanged
from streams.simulator.loop import Loop
from streams.simulator.tape import Tape

if TYPE_CHECKING:
    from collections.abc import Callable

SLACK = 64
"""Entries that are void may pile up this far in a queue's lists before they are swept out."""

PACE_MEMORY = 0.9
"""How much a queue's pace holds on to what it was, at each customer taken."""


class Work:
    """One contact on its way, of whatever channel; `waiting` is true while it stands in its queue's line."""

    __slots__ = ("queued_us", "step", "subject", "waiting")

    def __init__(self, subject: str) -> None:
        self.subject = subject
        self.queued_us = 0
        self.step = 0
        """Grows whenever something becomes void that was planned for it."""
        self.waiting = False


class Queue:
    """A line of work; `serve` is what the channel does when an agent takes some."""

    def __init__(self, name: str, first_pace_us: float) -> None:
        self.name = name
        self.serve: Callable[[Any, Agent], None] = _nobody_serves
        self.line: deque[tuple[Any, int]] = deque()
        """Who joined, and at which step; void once that one is at another step or waits no more."""
        self.waiting = 0
        self.free: deque[tuple[Agent, int]] = deque()
        """Who became free, and at which turn; void once that one is at another."""
        self.staff = 0
        """How many there are who can serve it, at work or not."""
        self.pace_us = first_pace_us
        """Smoothed time from one customer taken to the next, while somebody waits."""
        self.taken_us = 0

    def join(self, work: Work, *, at_head: bool = False) -> None:
        work.waiting = True
        self.waiting += 1
        if at_head:
            self.line.appendleft((work, work.step))
            return
        if len(self.line) > 2 * self.waiting + SLACK:
            self.line = deque(entry for entry in self.line if _waits(entry))
        self.line.append((work, work.step))

    def quit(self, work: Work) -> None:
        """Its entry in the line is void from now on."""
        work.waiting = False
        self.waiting -= 1

    def head(self) -> Any:  # noqa: ANN401  the channel's own kind of work
        """Who waits first, or None."""
        line = self.line
        while line and not _waits(line[0]):
            line.popleft()
        return line[0][0] if line else None

    def position(self, work: Work) -> int:
        """1 is the head of the line."""
        waiting = (one for one, step in self.line if _waits((one, step)))
        return 1 + next(place for place, one in enumerate(waiting) if one is work)

    def take(self, work: Work, now_us: int) -> None:
        """An agent takes the head of the line."""
        self.line.popleft()
        self.quit(work)
        gap_us = now_us - max(self.taken_us, work.queued_us)
        self.pace_us += (gap_us - self.pace_us) * (1.0 - PACE_MEMORY)
        self.taken_us = now_us


class Agent:
    """A person: one call at a time, some queues, a state that the telephone system shows."""

    __slots__ = ("_told", "due", "id", "on_shift", "queues", "state", "step", "team", "turn", "work")

    def __init__(self, agent_id: str, team: str, queues: tuple[Queue, ...]) -> None:
        self.id = agent_id
        self.team = team
        self.queues = queues
        self.on_shift = False
        self.state = "offline"
        self.turn = 0
        """When it became free, as a running number; 0 while it is not free."""
        self.step = 0
        self.due: tuple[str, int, int] | None = None
        """An absence that waits for the end of the call: reason, least duration, least end."""
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
                queues=[queue.name for queue in self.queues],
                capacity={"call": 1},
            )
        return known


class Floor:
    """Longest idle agent first, and for an agent the customer who has waited longest."""

    def __init__(self, loop: Loop, tape: Tape, *, agents_tell: bool) -> None:
        self._loop = loop
        self._tape = tape
        self._agents_tell = agents_tell
        self._turn = 0

    def seize(self, queue: Queue) -> Agent | None:
        """The agent who has been free longest of those who serve the queue; it is free no more."""
        free = queue.free
        while free:
            agent, turn = free.popleft()
            if agent.turn == turn:
                agent.turn = 0
                return agent
        return None

    def release(self, agent: Agent) -> None:
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

    def start(self, agent: Agent) -> None:
        """The agent's shift begins."""
        agent.on_shift = True
        if agent.state == "offline":
            self.release(agent)

    def end(self, agent: Agent) -> None:
        """The agent's shift ends: now, or when its call is done."""
        agent.on_shift = False
        agent.due = None
        if agent.turn or agent.state == "away":
            agent.turn = 0
            agent.step += 1
            self.tell(agent, "offline")

    def send_away(self, agent: Agent, reason: str, least_us: int = 0, until_us: int = 0) -> None:
        """Away for `least_us` and until `until_us`: now, or when its call is done."""
        if not agent.on_shift:
            return
        if agent.turn or agent.state == "away":
            self._leave(agent, reason, least_us, until_us)
        else:
            agent.due = (reason, least_us, until_us)

    def tell(self, agent: Agent, state: str, reason: str | None = None) -> None:
        """Show a state; the same one again is no news."""
        if state == agent.state and reason is None:
            return
        agent.state = state
        if self._agents_tell:
            self._tape.put(AgentStateChanged, agent.id, agent.told(state, reason))

    def _leave(self, agent: Agent, reason: str, least_us: int, until_us: int) -> None:
        back_us = max(self._loop.now_us + least_us, until_us)
        agent.turn = 0
        agent.step += 1
        agent.due = None
        self.tell(agent, "away", reason)
        self._loop.at(back_us, self._back, agent, agent.step)

    def _back(self, agent: Agent, step: int) -> None:
        if agent.step == step:
            self.release(agent)

    def _wait(self, agent: Agent) -> None:
        self._turn += 1
        agent.turn = self._turn
        self.tell(agent, "available")
        for queue in agent.queues:
            free = queue.free
            if len(free) > 2 * queue.staff + SLACK:
                queue.free = free = deque(entry for entry in free if entry[0].turn == entry[1])
            free.append((agent, agent.turn))

    def _longest_waiting(self, agent: Agent) -> tuple[Queue, Work] | None:
        longest: tuple[Queue, Work] | None = None
        for queue in agent.queues:
            if queue.waiting == 0:
                continue
            head = queue.head()
            if longest is None or head.queued_us < longest[1].queued_us:
                longest = queue, head
        return longest


def _waits(entry: tuple[Any, int]) -> bool:
    work, step = entry
    return bool(work.waiting) and work.step == step


def _nobody_serves(work: Work, agent: Agent) -> None:
    raise NotImplementedError(f"{agent.id} cannot serve {work.subject}")
