"""Answers to callers who had been told how long to wait."""

from streams.contacts.facts.parts import ANSWERED, PROMISED, Booking, Visit
from streams.events.types import CallAnswered
from streams.measures.registry import ALL, CALL, QUEUE, Measure, Rule


def promised(visit: Visit) -> Booking:
    return visit.out_us, 1


MEASURE = Measure(
    "promised",
    kind="count",
    unit="visits",
    definition="Answered visits whose caller had been told an expected wait; the last one told counts.",
    booking="when it was answered",
    source="call.wait_announced, call.answered",
    after=(CallAnswered,),
    rules=(Rule(of=Visit, when=ANSWERED | PROMISED, scopes=QUEUE | ALL, value=promised),),
    channels=CALL,
)
