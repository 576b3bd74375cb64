"""The facts of a contact, as the ledger keeps them: one small struct per meaning, whatever the channel.

Facts have one order, whatever order they came in: by time, then by the natural rank of their meaning
(one is queued before one is answered), then by the mark of their event.
"""

from functools import lru_cache
from typing import ClassVar, TypeAlias

import msgspec
from xxhash import xxh3_64_intdigest


class Fact(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What an event said about its contact at `at_us`; `mark` is the event's (source, id) in 64 bits."""

    RANK: ClassVar[int]

    at_us: int
    mark: int


class Queued(Fact, array_like=True, frozen=True, gc=False, tag=0):
    RANK = 0
    queue: str
    customer_id: str | None = None
    topic: str | None = None
    language: str | None = None
    priority: str | int | None = None
    direction: str | None = None


class WaitAnnounced(Fact, array_like=True, frozen=True, gc=False, tag=1):
    RANK = 1
    expected_us: int


class Ringing(Fact, array_like=True, frozen=True, gc=False, tag=2):
    RANK = 2
    agent_id: str


class RingMissed(Fact, array_like=True, frozen=True, gc=False, tag=3):
    RANK = 3
    agent_id: str


class Answered(Fact, array_like=True, frozen=True, gc=False, tag=4):
    RANK = 4
    agent_id: str
    queue: str | None = None


class Held(Fact, array_like=True, frozen=True, gc=False, tag=5):
    RANK = 5
    agent_id: str | None = None


class Resumed(Fact, array_like=True, frozen=True, gc=False, tag=6):
    RANK = 6
    agent_id: str | None = None


class Transferred(Fact, array_like=True, frozen=True, gc=False, tag=7):
    RANK = 7
    to_queue: str | None = None
    to_agent: str | None = None


class Abandoned(Fact, array_like=True, frozen=True, gc=False, tag=8):
    RANK = 8


class LeftQueue(Fact, array_like=True, frozen=True, gc=False, tag=9):
    RANK = 9
    reason: str


class Ended(Fact, array_like=True, frozen=True, gc=False, tag=10):
    RANK = 10
    by: str | None = None


class WrappedUp(Fact, array_like=True, frozen=True, gc=False, tag=11):
    RANK = 11
    agent_id: str | None = None


class Surveyed(Fact, array_like=True, frozen=True, gc=False, tag=12):
    RANK = 12
    kind: str
    score: float
    scale_max: float


AnyFact: TypeAlias = (
    Queued
    | WaitAnnounced
    | Ringing
    | RingMissed
    | Answered
    | Held
    | Resumed
    | Transferred
    | Abandoned
    | LeftQueue
    | Ended
    | WrappedUp
    | Surveyed
)


def order(fact: Fact) -> tuple[int, int, int]:
    """Sort key of the one order of facts."""
    return fact.at_us, fact.RANK, fact.mark


def mark_of(source: str, event_id: str) -> int:
    """64 bits that stand for an event's identity."""
    return xxh3_64_intdigest(event_id.encode(), _seed(source))


@lru_cache(maxsize=4096)
def _seed(source: str) -> int:
    return xxh3_64_intdigest(source.encode())
