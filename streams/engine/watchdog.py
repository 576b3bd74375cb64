"""Ends a process that no longer moves: a stuck worker must be restarted, not admired."""

import threading
import time
from collections.abc import Callable

from streams.engine.runner import Runner

LOOK_EVERY_S = 1.0
RECOVERY_LIMIT_S = 600.0
"""Before Faust gives a recovery up, and goes on as a member that processes nothing."""


class Stuck(Exception):
    """There is lag but nothing was committed, or the event loop stands still."""


class Watchdog:
    """A thread of its own, so that a blocked event loop cannot silence it."""

    def __init__(self, runner: Runner, limit_s: float, fatal: Callable[[BaseException], None]) -> None:
        self._runner = runner
        self._limit_s = limit_s
        self._fatal = fatal
        self._stop = threading.Event()
        self._moved_at_s: dict[tuple[str, int], tuple[int, float]] = {}

    def start(self) -> None:
        """Begin to look, once a second."""
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()

    def _watch(self) -> None:
        while not self._stop.wait(LOOK_EVERY_S):
            stuck = self.look(time.monotonic())
            if stuck is not None:
                self._fatal(stuck)

    def look(self, now_s: float) -> Stuck | None:
        """What is stuck at monotonic time `now_s`, if anything."""
        if now_s - self._runner.ticked_at_s > self._limit_s:
            return Stuck(f"the event loop did not turn for {self._limit_s:.0f} s")
        since_s = self._runner.recovering_since_s
        if since_s is not None and now_s - since_s > RECOVERY_LIMIT_S:
            return Stuck(f"a recovery did not end within {RECOVERY_LIMIT_S:.0f} s")
        for key, task in list(self._runner.tasks.items()):
            figures = task.figures
            commits, since_s = self._moved_at_s.get(key, (-1, now_s))
            if figures.commits != commits or figures.lag_events == 0 or task.paused:
                self._moved_at_s[key] = figures.commits, now_s
            elif now_s - since_s > self._limit_s:
                where = f"{key[0]}-{key[1]}"
                return Stuck(f"{where} has {figures.lag_events} events of lag and no commit for {self._limit_s:.0f} s")
        return None
