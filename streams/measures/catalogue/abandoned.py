"""Visits that the caller gave up."""

from streams.contacts.facts.parts import ABANDONED, Booking, Visit
from streams.measures.after import ABANDONMENTS
from streams.measures.registry import ALL, QUEUE, Measure, Rule


def abandoned(visit: Visit) -> Booking:
    return visit.out_us, 1


MEASURE = Measure(
    "abandoned",
    kind="count",
    unit="visits",
    definition="Visits that ended because the caller hung up while waiting. Overflow and callback are none.",
    booking="when it was abandoned",
    source="call.abandoned, chat.abandoned, or the end by the customer (or by nobody named) while waiting",
    after=ABANDONMENTS,
    rules=(Rule(of=Visit, when=ABANDONED, scopes=QUEUE | ALL, value=abandoned),),
)
