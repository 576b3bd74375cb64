"""Things to do at a time, in the order of their times."""

from collections.abc import Iterator
from heapq import heappop, heappush
from typing import Generic, TypeVar

T = TypeVar("T")


class Due(Generic[T]):
    """Many things share few times (every window that starts together ends together), so times are kept once."""

    __slots__ = ("_things", "_times")

    def __init__(self) -> None:
        self._times: list[int] = []
        self._things: dict[int, list[T]] = {}

    def add(self, at_us: int, thing: T) -> None:
        """Hand `thing` out once time has come to `at_us`."""
        things = self._things.get(at_us)
        if things is None:
            self._things[at_us] = [thing]
            heappush(self._times, at_us)
        else:
            things.append(thing)

    def pop(self, now_us: int) -> Iterator[T]:
        """Whatever is due at `now_us` or was before, each once."""
        while self._times and self._times[0] <= now_us:
            yield from self._things.pop(heappop(self._times))

    def __len__(self) -> int:
        return sum(map(len, self._things.values()))
