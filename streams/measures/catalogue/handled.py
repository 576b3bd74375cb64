"""Contacts that agents were done with."""

from streams.contacts.facts.parts import ENDED, WRAPPED_UP, Booking, Leg
from streams.contacts.facts.parts_tickets import FIRST_RESOLUTION, Resolution
from streams.events.types import TicketCreated, TicketStatusChanged
from streams.measures.after import LEG_ENDS, WRAP_UPS
from streams.measures.registry import AGENT, ALL, EVERY, QUEUE, Measure, Rule


def handled(leg: Leg) -> Booking:
    return (leg.wrapped_us if leg.flags & WRAPPED_UP else leg.ended_us), 1


def ticket_handled(resolution: Resolution) -> Booking:
    return resolution.at_us, 1


MEASURE = Measure(
    "handled",
    kind="count",
    unit="legs and tickets",
    definition=(
        "Agents' legs that are over; a contact passed on to a second agent counts for both. Tickets count once, when "
        "they are resolved for the first time."
    ),
    booking=(
        "as `handle`: when the wrap-up ended; until that is known, when the leg ended. A ticket: when it was first "
        "resolved"
    ),
    source=(
        "call.wrapped_up, chat.wrapped_up; the leg ends as its contact ends or is transferred, or as another "
        "agent answers it. ticket.status_changed, if the creation is known"
    ),
    after=(*LEG_ENDS, *WRAP_UPS, TicketStatusChanged, TicketCreated),
    rules=(
        Rule(of=Leg, when=ENDED, final=False, scopes=QUEUE | AGENT | ALL, value=handled),
        Rule(of=Resolution, when=FIRST_RESOLUTION, scopes=QUEUE | AGENT | ALL, value=ticket_handled),
    ),
    channels=EVERY,
    adds_up=True,
)
