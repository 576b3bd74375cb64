"""The facts of a contact, as the ledger keeps them: one small struct per meaning, whatever the channel.

Facts have one order, whatever order they came in: by time, then by the natural rank of their meaning
(one is queued before one is answered), then by the mark of their event. A ticket's creation comes before
all else that is known of it, whatever the clocks of its sources say.
"""

from functools import lru_cache
from typing import ClassVar, Final, TypeAlias

import msgspec
from xxhash import xxh3_64_intdigest

from streams.contacts.facts.said import Said

EVER_US: Final = 1 << 62


class Fact(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What an event said about its contact at `at_us`; `mark` is the event's (source, id) in 64 bits."""

    RANK: ClassVar[int]
    """Which of two facts of one moment comes first. In tens, so that another meaning finds its place between."""
    BEGINS: ClassVar[bool] = False
    """It comes before all facts that do not, whatever its time."""

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
    RANK = 10
    expected_us: int


class Ringing(Fact, array_like=True, frozen=True, gc=False, tag=2):
    RANK = 20
    agent_id: str


class RingMissed(Fact, array_like=True, frozen=True, gc=False, tag=3):
    RANK = 30
    agent_id: str


class Answered(Fact, array_like=True, frozen=True, gc=False, tag=4):
    RANK = 40
    agent_id: str
    queue: str | None = None


class Held(Fact, array_like=True, frozen=True, gc=False, tag=5):
    RANK = 50
    agent_id: str | None = None


class Resumed(Fact, array_like=True, frozen=True, gc=False, tag=6):
    RANK = 60
    agent_id: str | None = None


class Transferred(Fact, array_like=True, frozen=True, gc=False, tag=7):
    RANK = 70
    to_queue: str | None = None
    to_agent: str | None = None


class Abandoned(Fact, array_like=True, frozen=True, gc=False, tag=8):
    RANK = 80


class LeftQueue(Fact, array_like=True, frozen=True, gc=False, tag=9):
    RANK = 90
    reason: str


class Ended(Fact, array_like=True, frozen=True, gc=False, tag=10):
    RANK = 100
    by: str | None = None


class WrappedUp(Fact, array_like=True, frozen=True, gc=False, tag=11):
    RANK = 110
    agent_id: str | None = None


class Surveyed(Fact, array_like=True, frozen=True, gc=False, tag=12):
    RANK = 120
    kind: str
    score: float
    scale_max: float


class Messaged(Fact, array_like=True, frozen=True, gc=False, tag=13):
    """What is written on taking a contact comes after that, and before it is passed on or ended."""

    RANK = 65
    speaker: str
    agent_id: str | None = None
    internal: bool = False
    said: Said | None = None
    """None of a note among colleagues, and of what has no text."""


class ChatStarted(Fact, array_like=True, frozen=True, gc=False, tag=14):
    RANK = -10
    queue: str
    customer_id: str | None = None
    topic: str | None = None
    language: str | None = None
    medium: str | None = None


class TicketCreated(Fact, array_like=True, frozen=True, gc=False, tag=20):
    RANK = -10
    BEGINS = True
    queue: str
    customer_id: str | None = None
    priority: str | None = None
    topic: str | None = None
    medium: str | None = None
    written: bool = False
    """The customer's first message came with it."""
    said: Said | None = None


class TicketAssigned(Fact, array_like=True, frozen=True, gc=False, tag=21):
    RANK = 41
    agent_id: str


class PriorityChanged(Fact, array_like=True, frozen=True, gc=False, tag=22):
    RANK = 42
    priority: str


class StatusChanged(Fact, array_like=True, frozen=True, gc=False, tag=23):
    """After what was written with it."""

    RANK = 95
    status: str


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
    | Messaged
    | ChatStarted
    | TicketCreated
    | TicketAssigned
    | PriorityChanged
    | StatusChanged
)


def order(fact: Fact) -> tuple[int, int, int]:
    """Sort key of the one order of facts."""
    return fact.at_us - EVER_US if fact.BEGINS else fact.at_us, fact.RANK, fact.mark


def mark_of(source: str, event_id: str) -> int:
    """64 bits that stand for an event's identity."""
    return xxh3_64_intdigest(event_id.encode(), _seed(source))


@lru_cache(maxsize=4096)
def _seed(source: str) -> int:
    return xxh3_64_intdigest(source.encode())
