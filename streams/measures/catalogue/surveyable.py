"""Contacts whose customers can be asked how it was."""

from streams.contacts.facts.parts import ENDED, LAST, Booking, Leg
from streams.contacts.facts.parts_tickets import FIRST_RESOLUTION, Resolution
from streams.events.types import TicketCreated, TicketStatusChanged
from streams.measures.after import LEG_ENDS, TAKES
from streams.measures.registry import AGENT, ALL, EVERY, QUEUE, Measure, Rule


def leg_was_last(leg: Leg) -> Booking:
    return leg.ended_us, 1


def ticket_resolved(resolution: Resolution) -> Booking:
    return resolution.at_us, 1


MEASURE = Measure(
    "surveyable",
    kind="count",
    unit="contacts",
    definition=(
        "Contacts that were handled, each once: for the queue and the agent of its last leg, a ticket for those of its "
        "first resolution. Only days have it."
    ),
    booking="when the last leg ended; a ticket: when it was first resolved",
    source="as `handled`, without the wrap-up",
    after=(*LEG_ENDS, *TAKES, TicketStatusChanged, TicketCreated),
    rules=(
        Rule(of=Leg, when=ENDED | LAST, scopes=QUEUE | AGENT | ALL, value=leg_was_last),
        Rule(of=Resolution, when=FIRST_RESOLUTION, scopes=QUEUE | AGENT | ALL, value=ticket_resolved),
    ),
    channels=EVERY,
    adds_up=True,
    of_days=True,
)
