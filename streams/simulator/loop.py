"""The simulation's clock: what is due next happens next."""

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any

Act = Callable[[Any, int], None]
"""Done with its subject and the step that the subject was at when the act was planned."""


class Loop:
    """Acts planned for the same microsecond happen in the order in which they were planned."""

    __slots__ = ("_due", "_planned", "now_us")

    def __init__(self, start_us: int) -> None:
        self.now_us = start_us
        self._due: list[tuple[int, int, Act, Any, int]] = []
        self._planned = 0

    def at(self, at_us: int, act: Act, subject: Any = None, step: int = 0) -> None:  # noqa: ANN401  the act knows it
        """Plan an act; nothing is ever unplanned: an act looks whether its subject still is at that step."""
        self._planned += 1
        heappush(self._due, (at_us, self._planned, act, subject, step))

    def next_us(self) -> int | None:
        """When the next act is due; None when nothing is planned."""
        return self._due[0][0] if self._due else None

    def step(self) -> None:
        """Let time come to the next act and do it."""
        self.now_us, _, act, subject, step = heappop(self._due)
        act(subject, step)
