"""The plan of a queue of calls."""

import msgspec

from streams.simulator.plan.parts import Name, Part, PerHour, Positive, Repeat, Share, Timing, Weights


class Ring(Part, frozen=True, kw_only=True):
    """How the phone rings at an agent; a missed ring puts the call back to the head of its queue."""

    takes: Timing
    missed: Share = 0.0
    timeout_s: Positive = 15.0
    away: Timing = Timing(mean_s=60.0)
    """How long an agent who missed a ring is away."""


class Hold(Part, frozen=True, kw_only=True):
    """At most one hold in a talk; its time comes on top of the talk's."""

    share: Share
    lasts: Timing
    hang_up: Share = 0.0
    """Of the holds, those that end because the customer hangs up."""


class Transfer(Part, frozen=True, kw_only=True):
    """Talks that end in another queue; before an attended one the customer is held for `consult`."""

    share: Share
    to: Weights
    """Weights by queue."""
    attended: Share = 0.0
    consult: Timing = Timing(mean_s=20.0)


class Announce(Part, frozen=True, kw_only=True):
    """An honest expected wait: the customers ahead times the queue's recent pace, wrong by `error` (a cv)."""

    after_s: Positive = 2.0
    error: Share = 0.25


class Callback(Part, frozen=True, kw_only=True):
    """Of those who wait `after_s`, this share asks to be called back and leaves the queue."""

    share: Share
    after_s: Positive


class CallQueue(Part, frozen=True, kw_only=True):
    """A queue of calls. Without `patience` nobody hangs up, without `ring` and `wrap_up` these take no time."""

    name: Name
    per_hour: PerHour
    """Arrivals an hour where the shape stands at 1."""
    shape: Name | None = None
    """None: the same at all hours."""
    talk: Timing
    patience: Timing | None = None
    wrap_up: Timing | None = None
    ring: Ring | None = None
    hold: Hold | None = None
    transfer: Transfer | None = None
    announce: Announce | None = None
    callback: Callback | None = None
    repeat: Repeat | None = None
    timeout_s: Positive | None = None
    """After this wait the system takes the call out of the queue ..."""
    overflow_to: Name | None = None
    """... into this other one, or else to an announcement and an end."""
    topics: Weights = msgspec.field(default_factory=dict)
    languages: Weights = msgspec.field(default_factory=dict)
