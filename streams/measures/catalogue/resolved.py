"""Resolutions of tickets."""

from streams.contacts.facts.parts import Booking
from streams.contacts.facts.parts_tickets import Resolution
from streams.events.types import TicketCreated, TicketStatusChanged
from streams.measures.registry import AGENT, ALL, QUEUE, TICKET, Measure, Rule


def resolved(resolution: Resolution) -> Booking:
    return resolution.at_us, 1


MEASURE = Measure(
    "resolved",
    kind="count",
    unit="resolutions",
    definition=(
        "Resolutions: changes from new, open, pending or on_hold to solved or closed. Closing what is solved is none; "
        "a ticket that was reopened has another."
    ),
    booking="when it was resolved",
    source="ticket.status_changed; the agent is the one it was assigned to then",
    after=(TicketStatusChanged, TicketCreated),
    rules=(Rule(of=Resolution, scopes=QUEUE | AGENT | ALL, value=resolved),),
    channels=TICKET,
)
