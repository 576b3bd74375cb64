"""Tickets that became more or less urgent."""

from streams.contacts.facts.parts import Booking
from streams.contacts.facts.parts_tickets import PriorityChange
from streams.events.types import TicketCreated, TicketPriorityChanged
from streams.measures.registry import AGENT, ALL, QUEUE, TICKET, Measure, Rule


def priority_changed(change: PriorityChange) -> Booking:
    return change.at_us, 1


MEASURE = Measure(
    "priority_changed",
    kind="count",
    unit="changes",
    definition="Changes of a ticket's priority; the one it was created with is none, and the same one again is none.",
    booking="when it was changed",
    source="ticket.priority_changed; the agent is the one it was assigned to then",
    after=(TicketPriorityChanged, TicketCreated),
    rules=(Rule(of=PriorityChange, scopes=QUEUE | AGENT | ALL, value=priority_changed),),
    channels=TICKET,
)
