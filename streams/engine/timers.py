"""Deadlines by key, fired in the order they fall due."""

from heapq import heapify, heappop, heappush

NEVER = 1 << 62


class Timers:
    """At most one deadline a key; setting it again moves it.

    Nothing here is stored: a stage sets its timers again from its state when that is recovered.
    """

    __slots__ = ("_due", "_heap", "next_us")

    def __init__(self) -> None:
        self._due: dict[str, int] = {}
        self._heap: list[tuple[int, str]] = []
        self.next_us = NEVER
        """No timer falls due before this time; it may be earlier than the first real one."""

    def __len__(self) -> int:
        return len(self._due)

    def set(self, key: str, at_us: int) -> None:
        """Let `key` fall due at `at_us`, and no longer when it was to before."""
        if self._due.get(key) == at_us:
            return
        self._due[key] = at_us
        heappush(self._heap, (at_us, key))
        if at_us < self.next_us:
            self.next_us = at_us
        if len(self._heap) > 64 + 4 * len(self._due):
            self._tidy()

    def due(self, key: str) -> int | None:
        """When `key` falls due, if it is to."""
        return self._due.get(key)

    def cancel(self, key: str) -> None:
        """Let `key` fall due no more."""
        self._due.pop(key, None)

    def pop_due(self, now_us: int) -> tuple[str, int] | None:
        """Take the earliest deadline at or before `now_us`; ties go by key."""
        heap, due = self._heap, self._due
        while heap:
            at_us, key = heap[0]
            if due.get(key) != at_us:
                heappop(heap)
                continue
            if at_us > now_us:
                break
            heappop(heap)
            del due[key]
            self.next_us = heap[0][0] if heap else NEVER
            return key, at_us
        self.next_us = heap[0][0] if heap else NEVER
        return None

    def _tidy(self) -> None:
        self._heap = [(at_us, key) for key, at_us in self._due.items()]
        heapify(self._heap)
