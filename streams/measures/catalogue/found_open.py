"""Tickets that came into the backlog without a creation."""

from streams.contacts.facts.parts import Booking
from streams.contacts.facts.parts_tickets import FOUND_OPEN, Opening
from streams.events.types import TicketCreated, TicketStatusChanged
from streams.measures.registry import AGENT, ALL, QUEUE, TICKET, Measure, Rule


def found_open(opening: Opening) -> Booking:
    return opening.at_us, 1


MEASURE = Measure(
    "found_open",
    kind="count",
    unit="tickets",
    definition=(
        "Tickets of unknown creation that turned out to be unsolved: reopened after they were forgotten, or older than "
        "what was read. Their queue is unknown, too, so they count for their agent and for `all`. A creation that "
        "still comes takes it back."
    ),
    booking="when its first status was told",
    source="ticket.status_changed to new, open, pending or on_hold of a ticket that nothing is known of",
    after=(TicketStatusChanged, TicketCreated),
    rules=(Rule(of=Opening, when=FOUND_OPEN, scopes=QUEUE | AGENT | ALL, value=found_open),),
    channels=TICKET,
)
