"""A ticket, the desks where it is worked on, and the queue it came to, with everything random made ready to draw."""

from collections.abc import Sequence
from random import Random
from typing import ClassVar

from streams.simulator.chance import Draw, chooser, sampler, stream
from streams.simulator.dialogue import Dialogue
from streams.simulator.floor import Agent, Floor
from streams.simulator.plan import PRIORITIES, Channel, Priority, TicketQueue, Timing
from streams.simulator.waiting import Queue, Work


class Ticket(Work):
    """A ticket; `owner` is whose it is, at work or not."""

    __slots__ = ("came_us", "first_us", "language", "line", "owner", "pooled", "priority", "status", "texts", "topic")

    def __init__(self, subject: str, line: "TicketLine", came_us: int, topic: str | None) -> None:
        super().__init__(subject)
        self.line = line
        self.came_us = came_us
        drawn = line.topic()
        self.topic = topic or drawn
        self.language = line.language()
        self.priority = line.priority()
        self.texts = Dialogue(self.language, self.topic, line.persona() or "calm", line.words)
        self.owner: TicketAgent | None = None
        self.status = "new"
        self.pooled = True
        """Whether it waits, when it does, for anybody."""
        self.first_us: int | None = None
        """When the customer first had an answer."""


class TicketAgent(Agent):
    """Somebody with a pile of their own: tickets that came back to them."""

    __slots__ = ("pile",)

    channel: ClassVar[Channel] = "ticket"

    def __init__(self, agent_id: str, team: str, queues: Sequence["TicketLines"]) -> None:
        self.pile = Queue(f"pile of {agent_id}", first_pace_us=0.0)
        by_urgency = [queue.of[priority] for priority in reversed(PRIORITIES) for queue in queues]
        super().__init__(agent_id, team, [self.pile, *by_urgency], serves=[queue.name for queue in queues])


class TicketLines:
    """A queue of tickets as one line for each priority."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.of = {priority: Queue(name, first_pace_us=0.0) for priority in PRIORITIES}


class TicketFloor(Floor[TicketAgent]):
    """Most urgent first, and of these who has waited longest; what came back goes before all that is new."""

    def _longest_waiting(self, agent: TicketAgent) -> tuple[Queue, Work] | None:
        if agent.pile.waiting:
            return agent.pile, agent.pile.head()
        level = (len(agent.queues) - 1) // len(PRIORITIES)
        for first in range(1, len(agent.queues), level):
            heads = [(queue, queue.head()) for queue in agent.queues[first : first + level] if queue.waiting]
            if heads:
                return min(heads, key=lambda found: int(found[1].queued_us))
        return None


class TicketLine:
    """A queue of tickets at work: its plan with everything random made ready to draw."""

    def __init__(self, plan: TicketQueue, lines: TicketLines, seed: int) -> None:
        self.plan = plan
        self.lines = lines
        self.random: Random = stream(seed, f"tickets/{plan.name}")
        self.words: Random = stream(seed, f"words/tickets/{plan.name}")
        self.topic = chooser(plan.topics, self.random)
        self.language = chooser(plan.languages, self.random)
        self.persona = chooser(plan.personas, self.random)
        self.medium = chooser(plan.media, self.random)
        self._priority = chooser({str(one): weight for one, weight in plan.priorities.items()}, self.random)
        self.work = sampler(plan.work, self.random)
        self.answer = self._scaled(plan.answer)
        self.hold = self._scaled(plan.hold)
        self.chase = self._scaled(plan.chase)
        self.reopen = self._scaled(plan.reopen)
        self.gives_up = self._scaled(Timing(kind="fixed", mean_s=plan.gives_up_s))
        self.closes = self._scaled(Timing(kind="fixed", mean_s=plan.close_after_s))

    def _scaled(self, timing: Timing) -> Draw:
        mean_s = timing.mean_s * self.plan.time_scale
        return sampler(Timing(kind=timing.kind, mean_s=mean_s, cv=timing.cv), self.random)

    def priority(self) -> Priority:
        drawn = self._priority()
        return next((one for one in PRIORITIES if one == drawn), "normal")

    def happens(self, share: float) -> bool:
        return share > 0 and self.random.random() < share
