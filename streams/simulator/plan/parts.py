"""What all parts of a plan are made of: bounded numbers, names, clocks and timings."""

from typing import Annotated, Literal

import msgspec

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Factor = Annotated[float, msgspec.Meta(ge=0, le=1000)]
Positive = Annotated[float, msgspec.Meta(gt=0, le=31_536_000)]
PerHour = Annotated[float, msgspec.Meta(ge=0, le=10_000_000)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Weights = dict[Name, Positive]
"""Names, each drawn as often as its weight is of all weights."""

Channel = Literal["call", "chat", "ticket"]
CHANNELS: tuple[Channel, ...] = ("call", "chat", "ticket")

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


class Repeat(Part, frozen=True, kw_only=True):
    """Customers who come to the same queue again after a while."""

    after_unserved: Share = 0.0
    after_served: Share = 0.0
    delay: Timing = Timing(mean_s=600.0)
