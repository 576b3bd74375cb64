"""Windows of the past whose last word is near: what is published of them before would be thrown away."""

from typing import Final

from streams.measures.pane import MINUTE_US
from streams.rollups.sheet import Window

WAIT_US: Final = 5_000_000
"""By the wall clock, then such a window is published as it is: the time told may stand still."""
_LONG_AGO: Final = -(1 << 62)


class Soon:
    """Holds back windows that will be complete once the time told has come to the newest minute seen.

    When the past is replayed that is every window but the newest, so each is published once and not twice.
    """

    __slots__ = ("_grace_us", "_held", "_newest", "_since_us")

    def __init__(self, grace_us: int) -> None:
        self._grace_us = grace_us
        self._newest = _LONG_AGO
        self._held: dict[Window, None] = {}
        self._since_us = 0
        """Wall clock when the first of those held came."""

    def saw(self, minute: int) -> None:
        """Something happened in this minute."""
        if minute > self._newest:
            self._newest = minute

    def holds(self, window: Window) -> bool:
        """Whether to keep the window back: it changed, or became complete."""
        if window.complete:
            self._held.pop(window, None)
            return False
        if window.end_us + self._grace_us > self._newest * MINUTE_US:
            return False
        self._held[window] = None
        return True

    def released(self, wall_us: int) -> list[Window]:
        """Those that waited long enough; asked with every flush before anything else is held."""
        if self._held and 0 <= wall_us - self._since_us < WAIT_US:
            return []
        released, self._held = list(self._held), {}
        self._since_us = wall_us
        return released

    def __len__(self) -> int:
        return len(self._held)
