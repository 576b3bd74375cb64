"""What facts amount to: visits to queues, agents' legs, missed rings; measures are functions of these.

A part's `flags` say what is known of it; they choose the measures that may have a value.
"""

from typing import ClassVar, Final

import msgspec

Booking = tuple[int, int]
"""(at_us, amount): when it counts, and how many, or how long in microseconds."""


UNTOLD: Final = -1


class Part(msgspec.Struct, eq=False, gc=False):
    """Base of all parts. The last three fields are the notes of the book of panes.

    `told` are the flags the panes were last told of (`UNTOLD`: none yet), `booked` is what they were told,
    by measure; None: they were told, but that was forgotten, so it is to be computed. `stale`: changed since.
    """

    FIXED: ClassVar[bool] = False
    """It is never changed, and there are many of it: what was booked of it is forgotten."""

    queue: str | None
    agent_id: str | None
    flags: int = 0
    told: int = UNTOLD
    booked: dict[str, Booking] | None = {}
    stale: bool = True


ANSWERED: Final = 1
ABANDONED: Final = 2
LEFT: Final = 4
PROMISED: Final = 8
LEFT_FOR: Final = {
    reason: LEFT | 16 << place
    for place, reason in enumerate(("timeout", "callback", "key", "empty", "overflow", "withdrawn", "other"))
}
OUTCOME: Final = 0xFFFF & ~PROMISED
"""Every flag of a visit that tells how it ended; none set: it is waiting."""
OFFERED: Final = 0x10000
"""Set from the start; lost if it turns out that the contact was not for people yet: then nothing is counted."""


class Visit(Part, eq=False, gc=False):
    """One wait in one queue: [queued_us, out_us)."""

    queued_us: int = 0
    out_us: int = 0
    reason: str | None = None
    inferred: bool = False
    """It left for a reason that no event named (queued elsewhere, ended by the agent or the system)."""
    expected_us: int = 0


ENDED: Final = 1
WRAPPED_UP: Final = 2
HELD: Final = 4
TRANSFERRED: Final = 8
LAST: Final = 16
"""It ended, and no other leg followed so far: the contact counts as handled once, by this leg."""
JUDGED: Final = 32
"""The customer answered a survey; of a ticket's resolution, too."""


class Leg(Part, eq=False, gc=False):
    """One agent on the contact: [answered_us, ended_us), after it the wrap-up: [ended_us, wrapped_us)."""

    answered_us: int = 0
    ended_us: int = 0
    held_since_us: int | None = None
    hold_us: int = 0
    holds: int = 0
    transferred_us: int = 0
    wrapped_us: int = 0


class MissedRing(Part, eq=False, gc=False):
    """An agent's phone rang and was not taken."""

    at_us: int = 0


class Expiry(Part, eq=False, gc=False):
    """The contact was given up because its end never came."""

    at_us: int = 0


class Judged(Part, eq=False, gc=False):
    """A contact that was handled at `at_us`, and forgotten before it was judged for the first time."""

    at_us: int = 0


CSAT: Final = 1
NPS: Final = 2
CES: Final = 4
FIRST: Final = 8
"""The contact's first survey."""
TOP_TWO: Final = 16
PROMOTER: Final = 32
DETRACTOR: Final = 64


class Survey(Part, eq=False, gc=False):
    """The customer's judgement of the contact."""

    at_us: int = 0
    score_micros: int = 0
    """On the usual scale of its kind, in millionths."""
