"""Lines of work, and those who stand ready for it."""

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from streams.simulator.floor import Agent

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
        self.serve: Callable[[Any, Any], None] = _nobody_serves
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

    def stand_ready(self, agent: "Agent") -> None:
        """The agent waits for work, as of its turn."""
        free = self.free
        if len(free) > 2 * self.staff + SLACK:
            self.free = free = deque(entry for entry in free if entry[0].turn == entry[1])
        free.append((agent, agent.turn))

    def first_ready(self) -> Any:  # noqa: ANN401  the floor's own kind of agent
        """Who has been free longest, or None."""
        return first_of(self.free)

    def take(self, work: Work, now_us: int) -> None:
        """An agent takes the head of the line."""
        self.line.popleft()
        self.quit(work)
        gap_us = now_us - max(self.taken_us, work.queued_us)
        self.pace_us += (gap_us - self.pace_us) * (1.0 - PACE_MEMORY)
        self.taken_us = now_us


def first_of(ready: "deque[tuple[Agent, int]]") -> "Agent | None":
    """The first whose entry is not void; takes it and those before it out."""
    while ready:
        agent, turn = ready.popleft()
        if agent.turn == turn:
            return agent
    return None


def _waits(entry: tuple[Any, int]) -> bool:
    work, step = entry
    return bool(work.waiting) and work.step == step


def _nobody_serves(work: Work, agent: "Agent") -> None:
    raise NotImplementedError(f"{agent.id} cannot serve {work.subject}")
