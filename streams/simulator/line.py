"""A call, and the queue of calls that it stands in, with everything random made ready to draw."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from streams.simulator.chance import chooser, sampler, stream
from streams.simulator.floor import Agent
from streams.simulator.plan import CallQueue, Timing
from streams.simulator.waiting import Queue, Work

if TYPE_CHECKING:
    from random import Random


class Call(Work):
    """A call; `agent` is who rings or talks, `leaves` what happens when its time in the line is up."""

    __slots__ = ("agent", "answered_us", "customer_id", "language", "leaves", "line", "rest_us", "topic")

    def __init__(self, subject: str, line: "Line", customer_id: str) -> None:
        super().__init__(subject)
        self.line = line
        self.customer_id = customer_id
        self.topic = line.topic()
        self.language = line.language()
        self.agent: Agent | None = None
        self.answered_us = 0
        self.leaves = ""
        self.rest_us = 0


class Line:
    """A queue of calls at work: its plan with everything random made ready to draw."""

    def __init__(self, plan: CallQueue, queue: Queue, seed: int) -> None:
        self.plan = plan
        self.queue = queue
        self.random: Random = stream(seed, f"calls/{plan.name}")
        self.talk = sampler(plan.talk, self.random)
        self.topic = chooser(plan.topics, self.random)
        self.language = chooser(plan.languages, self.random)
        self.patience = self._maybe(plan.patience)
        self.wrap_up = self._maybe(plan.wrap_up)
        self.ring = self._maybe(plan.ring.takes if plan.ring else None)
        self.away = self._maybe(plan.ring.away if plan.ring else None)
        self.held = self._maybe(plan.hold.lasts if plan.hold else None)
        self.consult = self._maybe(plan.transfer.consult if plan.transfer else None)
        self.target = chooser(plan.transfer.to if plan.transfer else {}, self.random)
        self.again = self._maybe(plan.repeat.delay if plan.repeat else None)
        error = plan.announce.error if plan.announce else 0.0
        self.misjudged = self._maybe(Timing(kind="log_normal", mean_s=1.0, cv=error) if error else None)

    def _maybe(self, timing: Timing | None) -> Callable[[], int] | None:
        return None if timing is None else sampler(timing, self.random)

    def happens(self, share: float) -> bool:
        return share > 0 and self.random.random() < share
