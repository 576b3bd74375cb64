"""A floor whose agents have several contacts in hand at once, as they do in chats."""

from collections import deque
from collections.abc import Sequence
from typing import ClassVar

from streams.simulator.floor import Agent, Floor
from streams.simulator.plan import Channel
from streams.simulator.waiting import SLACK, Queue, Work, first_of


class HandyAgent(Agent):
    """Somebody with up to `capacity` contacts in hand; those who only wrap up count as well."""

    __slots__ = ("hands", "wrapping")

    channel: ClassVar[Channel] = "chat"

    def __init__(self, agent_id: str, team: str, queues: Sequence["SharedQueue"], *, capacity: int) -> None:
        super().__init__(agent_id, team, queues, capacity=capacity)
        self.hands: dict[Work, None] = {}
        """In the order in which they came."""
        self.wrapping = 0
        """How many of them are only wrapped up."""

    @property
    def has_room(self) -> bool:
        return self.on_shift and self.due is None and self.state != "away" and len(self.hands) < self.capacity


class SharedQueue(Queue):
    """A line whose free agents stand ready by how many contacts they have in hand."""

    def __init__(self, name: str, first_pace_us: float) -> None:
        super().__init__(name, first_pace_us)
        self.ready: list[deque[tuple[Agent, int]]] = []

    def stand_ready(self, agent: Agent) -> None:
        load = len(agent.hands) if isinstance(agent, HandyAgent) else 0
        while len(self.ready) <= load:
            self.ready.append(deque())
        level = self.ready[load]
        if len(level) > 2 * self.staff + SLACK:
            self.ready[load] = level = deque(entry for entry in level if entry[0].turn == entry[1])
        level.append((agent, agent.turn))

    def first_ready(self) -> Agent | None:
        """Who has fewest in hand, and of these has been so longest; or None."""
        return next((agent for level in self.ready if (agent := first_of(level)) is not None), None)


class Hands(Floor[HandyAgent]):
    """Fewest contacts in hand first, and for an agent the customer who has waited longest.

    After `seize` must come `take_on`, or `release` if there is nothing to take on.
    """

    def take_on(self, agent: HandyAgent, work: Work) -> None:
        """The agent has one contact more in hand."""
        agent.hands[work] = None
        self._stand(agent)

    def wrap_up(self, agent: HandyAgent, work: Work) -> Work:
        """The contact goes its way, and only its wrapping up stays in the agent's hands: what stands for that."""
        del agent.hands[work]
        token = Work(work.subject)
        agent.hands[token] = None
        agent.wrapping += 1
        self._show(agent)
        return token

    def wrapped_up(self, agent: HandyAgent, token: Work) -> None:
        """What `wrap_up` gave is done."""
        agent.wrapping -= 1
        self.done(agent, token)

    def done(self, agent: HandyAgent, work: Work) -> None:
        """Something is off the agent's hands."""
        del agent.hands[work]
        self.release(agent)

    def release(self, agent: HandyAgent) -> None:
        """What an agent does who may do something new: go home, go away, take all who wait and fit, or stand ready."""
        if not agent.hands and not agent.on_shift:
            agent.turn = 0
            self.tell(agent, "offline")
        elif not agent.hands and agent.due is not None:
            self._leave(agent, *agent.due)
        else:
            if agent.state == "away":
                self.tell(agent, "available")
            while agent.has_room and (found := self._longest_waiting(agent)) is not None:
                queue, work = found
                queue.take(work, self._loop.now_us)
                queue.serve(work, agent)
            self._stand(agent)

    def start(self, agent: HandyAgent) -> None:
        """The agent's shift begins, perhaps with chats in hand from the one before."""
        agent.on_shift = True
        if agent.state == "offline" or agent.hands:
            self.release(agent)

    def end(self, agent: HandyAgent) -> None:
        """The agent takes nothing new, and goes home when nothing is in hand."""
        agent.on_shift = False
        agent.due = None
        agent.turn = 0
        if not agent.hands:
            agent.step += 1
            self.tell(agent, "offline")

    def send_away(self, agent: HandyAgent, reason: str, least_us: int = 0, until_us: int = 0) -> None:
        """The agent takes nothing new, and goes away when nothing is in hand."""
        if not agent.on_shift:
            return
        if agent.hands:
            agent.turn = 0
            agent.due = (reason, least_us, until_us)
        else:
            self._leave(agent, reason, least_us, until_us)

    def _stand(self, agent: HandyAgent) -> None:
        """Show the state, and stand ready while there is room."""
        self._show(agent)
        agent.turn = 0
        if not agent.has_room:
            return
        self._turn += 1
        agent.turn = self._turn
        for queue in agent.queues:
            queue.stand_ready(agent)

    def _show(self, agent: HandyAgent) -> None:
        if not agent.hands:
            self.tell(agent, "available")
        else:
            self.tell(agent, "wrap_up" if agent.wrapping == len(agent.hands) else "busy")
