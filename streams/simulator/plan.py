"""What a simulated contact centre is: its queues, people, hours and bad days. Declared, never computed."""

from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Factor = Annotated[float, msgspec.Meta(ge=0, le=1000)]
Positive = Annotated[float, msgspec.Meta(gt=0, le=31_536_000)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Clock = Annotated[str, msgspec.Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""A time of day, "HH:MM", in the plan's time zone."""

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Day = Annotated[tuple[Factor, ...], msgspec.Meta(min_length=24, max_length=24)]
"""The factor at each full hour; between two hours it runs in a straight line."""


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of all parts of a plan: a misspelt key is refused."""


class Timing(Part, frozen=True, kw_only=True):
    """How long something takes; `cv` (standard deviation over mean) belongs to log_normal alone."""

    kind: Literal["exponential", "log_normal", "fixed"] = "exponential"
    mean_s: Positive
    cv: Positive = 1.0


class Shape(Part, frozen=True, kw_only=True):
    """How a queue's arrivals run over the day."""

    weekday: Day
    weekend: Day


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
    to: dict[Name, Positive]
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


class Repeat(Part, frozen=True, kw_only=True):
    """Customers who call the same queue again after a while."""

    after_unserved: Share = 0.0
    after_served: Share = 0.0
    delay: Timing = Timing(mean_s=600.0)


class CallQueue(Part, frozen=True, kw_only=True):
    """A queue of calls. Without `patience` nobody hangs up, without `ring` and `wrap_up` these take no time."""

    name: Name
    per_hour: Annotated[float, msgspec.Meta(ge=0, le=10_000_000)]
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
    topics: dict[Name, Positive] = {}
    languages: dict[Name, Positive] = {}


class Break(Part, frozen=True, kw_only=True):
    """Each agent goes at some moment of [after_h, after_h + spread_h) into the shift."""

    reason: Name
    after_h: Positive
    spread_h: Positive = 0.5
    lasts_s: Positive


class Shift(Part, frozen=True, kw_only=True):
    """May run over midnight; `days` are those on which it starts."""

    starts: Clock
    lasts_h: Annotated[float, msgspec.Meta(gt=0, le=24)]
    days: tuple[Weekday, ...] = WEEKDAYS
    breaks: tuple[Break, ...] = ()


class Agents(Part, frozen=True, kw_only=True):
    """`count` people alike: a team, the queues they can serve, a shift (None: always there)."""

    count: Annotated[int, msgspec.Meta(ge=1, le=100_000)]
    team: Name
    queues: Annotated[tuple[Name, ...], msgspec.Meta(min_length=1)]
    shift: Name | None = None


class Outage(Part, frozen=True, kw_only=True):
    """A bad hour, every day at `at` or once `after_s` into the simulation: callers surge, agents vanish."""

    name: Name
    at: tuple[Clock, ...] = ()
    after_s: Positive | None = None
    lasts_s: Annotated[float, msgspec.Meta(gt=0, le=86_400)]
    queues: tuple[Name, ...] = ()
    """None named: all of them."""
    arrivals: Factor = 1.0
    agents_gone: Share = 0.0
    drops_calls: bool = False
    """Calls of the agents who vanish are cut at once, not talked to their end."""


class CentrePlan(Part, frozen=True, kw_only=True):
    """A whole contact centre. `load_plan` also checks that its parts name each other rightly."""

    name: Name
    timezone: str = "UTC"
    weekend: tuple[Weekday, ...] = ("sat", "sun")
    customers: Annotated[int, msgspec.Meta(ge=1, le=100_000_000)] = 20_000
    agent_events: bool = True
    """Whether agents tell their states."""
    shape: dict[Name, Shape] = {}
    queue: Annotated[tuple[CallQueue, ...], msgspec.Meta(min_length=1)]
    shift: dict[Name, Shift] = {}
    agents: tuple[Agents, ...] = ()
    outage: tuple[Outage, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """Raises `ValueError` for a name that is no time zone."""
        try:
            return ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(f"{self.timezone!r} is no time zone") from error
