"""The plan of those who work there, and of how their states are told."""

from typing import Annotated

import msgspec

from streams.simulator.plan.parts import WEEKDAYS, Channel, Clock, Name, Part, Positive, Timing, Weekday


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
    """`count` people alike: a team, a channel and the queues of it they can serve, a shift (None: always there)."""

    count: Annotated[int, msgspec.Meta(ge=1, le=100_000)]
    team: Name
    channel: Channel = "call"
    queues: Annotated[tuple[Name, ...], msgspec.Meta(min_length=1)]
    shift: Name | None = None
    capacity: Annotated[int, msgspec.Meta(ge=1, le=100)] = 1
    """Chats at once; calls and tickets are taken one by one."""


class Silence(Part, frozen=True, kw_only=True):
    """An agent's state events stop for a while, though the agent works on."""

    every: Timing
    """From one silence of an agent to its next."""
    lasts: Timing


class Telling(Part, frozen=True, kw_only=True):
    """How agents' states reach us; as given here at once, once each and always."""

    lag: Timing | None = None
    """How long a change of state takes to be told; what happens to contacts is told at once."""
    heartbeat_s: Positive | None = None
    """A state that has not changed for so long is told again, until the agent is offline."""
    silence: Silence | None = None
