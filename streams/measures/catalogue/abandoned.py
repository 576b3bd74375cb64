"""Visits that the caller gave up."""

from streams.contacts.facts.parts import ABANDONED, Booking, Visit
from streams.events.types import CallAbandoned, CallAnswered, CallEnded, CallLeftQueue
from streams.measures.registry import ALL, QUEUE, Measure, Rule


def abandoned(visit: Visit) -> Booking:
    return visit.out_us, 1


MEASURE = Measure(
    "abandoned",
    kind="count",
    unit="visits",
    definition="Visits that ended because the caller hung up while waiting. Overflow and callback are none.",
    booking="when it was abandoned",
    source="call.abandoned, or call.ended by the customer (or by nobody named) while waiting",
    after=(CallAbandoned, CallEnded, CallAnswered, CallLeftQueue),
    rules=(Rule(of=Visit, when=ABANDONED, scopes=QUEUE | ALL, value=abandoned),),
)
