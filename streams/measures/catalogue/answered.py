"""Visits that an agent answered."""

from streams.contacts.facts.parts import ANSWERED, Booking, Leg, Visit
from streams.measures.after import ANSWERS
from streams.measures.registry import AGENT, ALL, QUEUE, Measure, Rule


def visit_answered(visit: Visit) -> Booking:
    return visit.out_us, 1


def leg_answered(leg: Leg) -> Booking:
    return leg.answered_us, 1


MEASURE = Measure(
    "answered",
    kind="count",
    unit="visits",
    definition=(
        "Visits that an agent answered. Of an agent: everything the agent answered, also what no queue had "
        "(a direct or passed-on contact)."
    ),
    booking="when it was answered",
    source=(
        "call.answered, chat.assigned, or the first public message of an agent of a chat that nobody was assigned; "
        "it takes back an abandonment of the same visit"
    ),
    after=ANSWERS,
    rules=(
        Rule(of=Visit, when=ANSWERED, scopes=QUEUE | ALL, value=visit_answered),
        Rule(of=Leg, scopes=AGENT, value=leg_answered),
    ),
)
