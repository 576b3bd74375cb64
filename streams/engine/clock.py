"""What time it is for one task, told by its events (and, live, by the wall clock when it is idle)."""

from collections import deque
from collections.abc import Iterable, Mapping

import msgspec

BEFORE_ALL = -(1 << 62)
MOST_ARRIVALS = 1_000
"""Remembered at once: half a minute of a busy topic while another is not asked for its end."""


class ClockState(msgspec.Struct):
    """What the ledger keeps of a clock."""

    now_us: int = BEFORE_ALL
    highest_us: dict[str, int] = msgspec.field(default_factory=dict)


class Clock:
    """Watermark over the input topics of one task; it never moves back.

    A topic's own watermark is the highest event time seen on it less `disorder_us`. The task's is the
    least over the topics that still have lag: one read to its end holds nobody back.

    What the client knows of a topic's end is always a little old: more may have come to it since, and before
    what was just read from another topic. So a topic that is read to its end lets time move only to what had
    arrived from the others before the broker was asked for that end.
    """

    __slots__ = (
        "_arrived",
        "_ceiling_us",
        "_lagging",
        "_proven_us",
        "_topic",
        "_topics",
        "disorder_us",
        "live",
        "state",
    )

    def __init__(self, topics: Iterable[str], disorder_us: int, *, live: bool) -> None:
        self.disorder_us = disorder_us
        self.live = live
        self.state = ClockState()
        self._topics = tuple(topics)
        self._lagging: set[str] = set(self._topics)
        self._arrived: deque[tuple[int, int]] = deque()
        """(wall time, highest event time that had arrived by then), both ascending."""
        self._proven_us: dict[str, int] = dict.fromkeys(self._topics, BEFORE_ALL)
        """Event time of another topic to which this one, read to its end, holds nobody back."""
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
        others = [self._bound_us(other) for other in self._topics if other != topic]
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

    def read(self, lagging: set[str], ends_us: Mapping[str, int], wall_us: int) -> None:
        """`lagging` topics have records not folded yet, as far as is known at `wall_us`.

        `ends_us` says of each other topic when, by the same wall clock, the broker had not been asked yet for
        the end up to which everything of the topic is folded.
        """
        self._lagging = lagging
        self._arrive(wall_us)
        for topic, asked_us in ends_us.items():
            for at_us, highest_us in reversed(self._arrived):
                if at_us <= asked_us:
                    self._proven_us[topic] = max(self._proven_us[topic], highest_us)
                    break
        self._advance(min(map(self._bound_us, self._topics)) - self.disorder_us)

    def wall(self, wall_us: int) -> None:
        """Live and caught up, the wall clock moves time on, so that deadlines fire on a silent input."""
        if self.live and not self._lagging:
            self._advance(wall_us - self.disorder_us)

    def _arrive(self, wall_us: int) -> None:
        arrived, highest_us = self._arrived, max(self.state.highest_us.values(), default=BEFORE_ALL)
        while arrived and (arrived[-1][0] >= wall_us or len(arrived) >= MOST_ARRIVALS):
            arrived.pop()  # the wall clock was set back, or the latest is merged into the one to come
        if not arrived or arrived[-1][1] != highest_us:
            arrived.append((wall_us, highest_us))
        while len(arrived) > 1 and arrived[1][1] <= min(map(self._bound_us, self._topics)):
            arrived.popleft()

    def _bound_us(self, topic: str) -> int:
        return max(self.state.highest_us.get(topic, BEFORE_ALL), self._proven_us[topic])

    def _advance(self, reached_us: int) -> None:
        if reached_us > self.state.now_us:
            self.state.now_us = reached_us
