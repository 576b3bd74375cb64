"""Reopenings of tickets."""

from streams.contacts.facts.parts import Booking
from streams.contacts.facts.parts_tickets import Reopening
from streams.events.types import TicketCreated, TicketStatusChanged
from streams.measures.registry import AGENT, ALL, QUEUE, TICKET, Measure, Rule


def reopened(reopening: Reopening) -> Booking:
    return reopening.at_us, 1


MEASURE = Measure(
    "reopened",
    kind="count",
    unit="reopenings",
    definition="Changes from solved or closed back to new, open, pending or on_hold.",
    booking="when it was reopened",
    source="ticket.status_changed; the agent is the one it was assigned to then",
    after=(TicketStatusChanged, TicketCreated),
    rules=(Rule(of=Reopening, scopes=QUEUE | AGENT | ALL, value=reopened),),
    channels=TICKET,
)
