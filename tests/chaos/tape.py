"""Events on their way out, in the order in which they are sent, which is not quite that of their times."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from tests.chaos.expected import Expected

MS = 1_000
S = 1_000_000
START_US = round(datetime(2026, 3, 2, 23, 0, tzinfo=UTC).timestamp()) * S
MIDNIGHT_US = round(datetime(2026, 3, 3, tzinfo=UTC).timestamp()) * S
"""The only one that any load sees."""
TOPICS = {"call": "calls", "chat": "chats", "ticket": "tickets", "agent": "agents", "survey": "surveys"}


class Sent(NamedTuple):
    """`sent_us` is event time: what happened by then has been sent, unless it was held back."""

    sent_us: int
    number: int
    topic: str
    key: bytes
    value: bytes


@dataclass
class Tape:
    """Takes events with the time they happened, gives them out by the time they are sent."""

    random: Random
    expected: Expected
    told: Counter[str] = field(default_factory=Counter)
    """Events by topic, sent or not."""
    _waiting: list[Sent] = field(default_factory=list)

    def put(self, kind: str, subject: str, at_us: int, data: dict[str, Any], held_until_us: int = 0) -> None:
        """One event; `held_until_us`: its source sends it no sooner."""
        topic = TOPICS[kind.partition(".")[0]]
        expected = self.expected
        expected.events += 1
        expected.last_us = max(expected.last_us, at_us)
        self.told[topic] += 1
        value = encoded(kind, f"e{expected.events}", at_us, subject=subject, data=data)
        sent = Sent(max(at_us, held_until_us), expected.events, topic, subject.encode(), value)
        heapq.heappush(self._waiting, sent)

    def until(self, now_us: int) -> Iterator[Sent]:
        """What is sent up to then."""
        while self._waiting and self._waiting[0].sent_us <= now_us:
            yield heapq.heappop(self._waiting)

    def rest(self) -> Iterator[Sent]:
        """All that is left."""
        while self._waiting:
            yield heapq.heappop(self._waiting)

    def after(self, at_us: int, least_s: float, most_s: float) -> int:
        """A moment so long after, in whole milliseconds and never the same."""
        return at_us + self.random.randrange(max(1, int(least_s * 1000)), int(most_s * 1000)) * MS

    def happens(self, share: float) -> bool:
        return self.random.random() < share


def encoded(kind: str, name: str, at_us: int, **more: Any) -> bytes:
    """A CloudEvent."""
    time = datetime.fromtimestamp(at_us / S, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return orjson.dumps({"specversion": "1.0", "id": name, "source": "/chaos", "type": kind, "time": time, **more})


def tick(at_us: int, number: int) -> bytes:
    """A clock.ticked, which moves event time."""
    return encoded("clock.ticked", f"tick-{number}", at_us)
