"""Tickets created."""

from streams.contacts.facts.parts import Booking
from streams.contacts.facts.parts_tickets import CREATED, Opening
from streams.events.types import TicketCreated
from streams.measures.registry import ALL, QUEUE, TICKET, Measure, Rule


def created(opening: Opening) -> Booking:
    return opening.at_us, 1


MEASURE = Measure(
    "created",
    kind="count",
    unit="tickets",
    definition="Tickets created. The backlog grows by `created` + `found_open` + `reopened` - `resolved`, exactly.",
    booking="when it was created",
    source="ticket.created, the first of each ticket",
    after=(TicketCreated,),
    rules=(Rule(of=Opening, when=CREATED, scopes=QUEUE | ALL, value=created),),
    channels=TICKET,
)
