"""A whole simulated contact centre: its queues, people, hours and bad days."""

from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from streams.simulator.plan.calls import CallQueue
from streams.simulator.plan.chats import ChatQueue
from streams.simulator.plan.incidents import Outage, Visitor
from streams.simulator.plan.parts import Channel, Name, Part, Shape, Weekday
from streams.simulator.plan.people import Agents, Shift, Telling
from streams.simulator.plan.surveys import Surveys
from streams.simulator.plan.tickets import TicketQueue


class CentrePlan(Part, frozen=True, kw_only=True):
    """A whole contact centre. `load_plan` also checks that its parts name each other rightly."""

    name: Name
    timezone: str = "UTC"
    weekend: tuple[Weekday, ...] = ("sat", "sun")
    customers: Annotated[int, msgspec.Meta(ge=1, le=100_000_000)] = 20_000
    agent_events: bool = True
    """Whether agents tell their states ..."""
    telling: Telling = Telling()
    """... and how."""
    shape: dict[Name, Shape] = msgspec.field(default_factory=dict)
    queue: tuple[CallQueue, ...] = ()
    chat: tuple[ChatQueue, ...] = ()
    ticket: tuple[TicketQueue, ...] = ()
    survey: Surveys | None = None
    shift: dict[Name, Shift] = msgspec.field(default_factory=dict)
    agents: tuple[Agents, ...] = ()
    outage: tuple[Outage, ...] = ()
    visitor: tuple[Visitor, ...] = ()

    def queues_of(self, channel: Channel) -> tuple[CallQueue, ...] | tuple[ChatQueue, ...] | tuple[TicketQueue, ...]:
        """All queues of a channel; two channels may name theirs alike."""
        if channel == "call":
            return self.queue
        return self.chat if channel == "chat" else self.ticket

    @property
    def zone(self) -> ZoneInfo:
        """Raises `ValueError` for a name that is no time zone."""
        try:
            return ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(f"{self.timezone!r} is no time zone") from error
