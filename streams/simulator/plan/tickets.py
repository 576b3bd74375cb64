"""The plan of a queue of tickets."""

from types import MappingProxyType
from typing import Annotated, Final, Literal

import msgspec

from streams.simulator.plan.chats import USUAL_PERSONAS
from streams.simulator.plan.parts import Name, Part, PerHour, Positive, Share, Timing, Weights

Priority = Literal["low", "normal", "high", "urgent"]
PRIORITIES: tuple[Priority, ...] = ("low", "normal", "high", "urgent")

USUAL_PRIORITIES: Final = MappingProxyType[Priority, float]({"low": 2.0, "normal": 6.0, "high": 2.0, "urgent": 0.5})
USUAL_MEDIA: Final = MappingProxyType({"e-mail": 6.0, "form": 3.0, "app": 1.0})

HOUR_S: Final = 3600.0
DAY_S: Final = 86_400.0


class TicketQueue(Part, frozen=True, kw_only=True):
    """A queue of tickets. Only `work` takes an agent's time; all other times are multiplied by `time_scale`."""

    name: Name
    per_hour: PerHour
    shape: Name | None = None
    time_scale: Annotated[float, msgspec.Meta(gt=0, le=100)] = 1.0
    """0.05 lets the four days until closing pass in five hours; agents work in their own hours all the same."""
    work: Timing = Timing(kind="log_normal", mean_s=300.0, cv=0.8)
    """An agent at a ticket, each time."""
    priorities: dict[Priority, Positive] = msgspec.field(default_factory=USUAL_PRIORITIES.copy)
    receipt: Share = 0.6
    """Tickets that a bot confirms at once."""
    asks: Share = 0.30
    """Of the times that an agent is at a ticket: a question goes out and it is pending ..."""
    answer: Timing = Timing(kind="log_normal", mean_s=5 * HOUR_S, cv=1.5)
    """... until the customer answers ..."""
    silent: Share = 0.12
    """... or never does: then the system solves the ticket after `gives_up_s`."""
    gives_up_s: Positive = 3 * DAY_S
    holds: Share = 0.10
    """Others have to do something first: it is on hold for `hold`."""
    hold: Timing = Timing(kind="log_normal", mean_s=8 * HOUR_S, cv=1.0)
    chases: Share = 0.10
    """Tickets whose customer writes again, `chase` after opening it, if it then still waits."""
    chase: Timing = Timing(mean_s=12 * HOUR_S)
    raises: Share = 0.05
    """Of the times that an agent is at a ticket or a customer chases it: its priority changes."""
    notes: Share = 0.25
    """Of the times that an agent is at a ticket: a note for colleagues is left."""
    reassigns: Share = 0.5
    """Of the tickets that come back while their agent is not at work: somebody else may take them."""
    reopens: Share = 0.08
    reopen: Timing = Timing(mean_s=20 * HOUR_S)
    thanks: Share = 0.20
    """Solved tickets on which the customer only says thanks; that opens nothing again."""
    close_after_s: Positive = 4 * DAY_S
    topics: Weights = msgspec.field(default_factory=dict)
    languages: Weights = msgspec.field(default_factory=dict)
    personas: Weights = msgspec.field(default_factory=USUAL_PERSONAS.copy)
    media: Weights = msgspec.field(default_factory=USUAL_MEDIA.copy)
