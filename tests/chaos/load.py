"""Many calls in time order, and what must come of them, recomputed in the plainest way."""

from __future__ import annotations

import heapq
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterator

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
QUEUES = [f"queue-{i}" for i in range(12)]
AGENTS = [f"agent-{i}" for i in range(60)]
CALLS_A_SECOND = 4
WITHIN_S = 20


@dataclass
class Expected:
    """What each queue's minutes must hold: counts, and exact sums of waits."""

    counts: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    wait_us: Counter[tuple[str, str]] = field(default_factory=Counter)
    ids: set[str] = field(default_factory=set)


def minute(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:00Z")


def calls(count: int, seed: int, expected: Expected) -> Iterator[tuple[bytes, bytes]]:
    """Key and value of about `count` events, in time order; `expected` is filled on the way."""
    random_ = random.Random(seed)
    heap: list[tuple[datetime, int, str, dict[str, Any]]] = []
    number = call = 0
    now = START

    def plan(at: datetime, subject: str, kind: str, **data: Any) -> None:
        nonlocal number
        number += 1
        event = {
            "specversion": "1.0",
            "id": f"e{number}",
            "source": "/chaos",
            "type": f"call.{kind}",
            "time": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "subject": subject,
            "data": data,
        }
        heapq.heappush(heap, (at, number, subject, event))

    while number < count:
        now += timedelta(milliseconds=random_.randrange(1, 2000 // CALLS_A_SECOND))
        call += 1
        subject, queue, agent = f"call-{call}", random_.choice(QUEUES), random_.choice(AGENTS)
        wait = timedelta(milliseconds=random_.randrange(0, 60_000))
        out = now + wait
        plan(now, subject, "queued", queue=queue, customer_id=f"c{random_.randrange(5000)}")
        expected.counts[queue, minute(now)]["offered"] += 1
        here = expected.counts[queue, minute(out)]
        if random_.random() < 0.15:
            plan(out, subject, "abandoned")
            here["abandoned"] += 1
        else:
            plan(out, subject, "answered", agent_id=agent)
            here["answered"] += 1
            here["answered_within"] += wait <= timedelta(seconds=WITHIN_S)
            expected.wait_us[queue, minute(out)] += wait // timedelta(microseconds=1)
            end = out + timedelta(milliseconds=random_.randrange(5_000, 300_000))
            plan(end, subject, "ended", by="customer")
            plan(end + timedelta(milliseconds=random_.randrange(0, 30_000)), subject, "wrapped_up", agent_id=agent)
        while heap and heap[0][0] <= now:
            yield written(heapq.heappop(heap), expected)
    while heap:
        yield written(heapq.heappop(heap), expected)


def written(planned: tuple[datetime, int, str, dict[str, Any]], expected: Expected) -> tuple[bytes, bytes]:
    _, _, subject, event = planned
    expected.ids.add(event["id"])
    return subject.encode(), orjson.dumps(event)


def tick(at: datetime, number: int) -> bytes:
    """A clock.ticked to move event time."""
    return orjson.dumps(
        {
            "specversion": "1.0",
            "id": f"tick-{number}",
            "source": "/chaos",
            "type": "clock.ticked",
            "time": at.isoformat().replace("+00:00", "Z"),
        }
    )
