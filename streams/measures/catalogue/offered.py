"""Visits to a queue."""

from streams.contacts.facts.parts import Booking, Visit
from streams.events.types import CallQueued
from streams.measures.registry import ALL, QUEUE, Measure, Rule


def offered(visit: Visit) -> Booking:
    return visit.queued_us, 1


MEASURE = Measure(
    "offered",
    kind="count",
    unit="visits",
    definition="Visits to a queue. A contact that visits two queues counts once in each.",
    booking="when it was queued",
    source="call.queued; queued again where it waits already, it is the same visit",
    after=(CallQueued,),
    rules=(Rule(of=Visit, scopes=QUEUE | ALL, value=offered),),
    adds_up=True,
)
