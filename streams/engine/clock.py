"""What time it is for one task, told by its events (and, live, by the wall clock when it is idle)."""

from collections.abc import Iterable

import msgspec

BEFORE_ALL = -(1 << 62)


class ClockState(msgspec.Struct):
    """What the ledger keeps of a clock."""

    now_us: int = BEFORE_ALL
    highest_us: dict[str, int] = msgspec.field(default_factory=dict)


class Clock:
    """Watermark over the input topics of one task; it never moves back.

    A topic's own watermark is the highest event time seen on it less `disorder_us`. The task's is the
    least over the topics that still have lag: one read to its end holds nobody back.
    """

    __slots__ = ("_ceiling_us", "_lagging", "_topic", "disorder_us", "live", "state")

    def __init__(self, topics: Iterable[str], disorder_us: int, *, live: bool) -> None:
        self.disorder_us = disorder_us
        self.live = live
        self.state = ClockState()
        self._lagging: set[str] = set(topics)
        self._topic = ""
        self._ceiling_us = BEFORE_ALL

    @property
    def now_us(self) -> int:
        """The task's time; `BEFORE_ALL` until an event told it."""
        return self.state.now_us

    @property
    def caught_up(self) -> bool:
        """No input topic has lag."""
        return not self._lagging

    def enter(self, topic: str) -> None:
        """From here on events of `topic` are observed."""
        self._topic = topic
        highest = self.state.highest_us
        others = [highest.get(t, BEFORE_ALL) for t in self._lagging if t != topic]
        self._ceiling_us = min(others) - self.disorder_us if others else 1 << 62

    def observe(self, at_us: int) -> int:
        """An event of the entered topic happened at `at_us`; returns the task's time."""
        state = self.state
        if at_us > state.highest_us.get(self._topic, BEFORE_ALL):
            state.highest_us[self._topic] = at_us
            reached = min(at_us - self.disorder_us, self._ceiling_us)
            if reached > state.now_us:
                state.now_us = reached
        return state.now_us

    def lag(self, lagging: set[str]) -> None:
        """These input topics have records that were not folded yet."""
        self._lagging = lagging
        highest = self.state.highest_us
        if lagging:
            reached = min(highest.get(t, BEFORE_ALL) for t in lagging)
        else:
            reached = max(highest.values(), default=BEFORE_ALL)
        self._advance(reached - self.disorder_us)

    def wall(self, wall_us: int) -> None:
        """Live and caught up, the wall clock moves time on, so that deadlines fire on a silent input."""
        if self.live and not self._lagging:
            self._advance(wall_us - self.disorder_us)

    def _advance(self, reached_us: int) -> None:
        if reached_us > self.state.now_us:
            self.state.now_us = reached_us
