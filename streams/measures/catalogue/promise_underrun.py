"""How much shorter than announced callers waited."""

from streams.contacts.facts.parts import ANSWERED, PROMISED, Booking, Visit
from streams.events.types import CallAnswered
from streams.measures.registry import ALL, CALL, QUEUE, Measure, Rule


def promise_underrun(visit: Visit) -> Booking | None:
    under_us = visit.expected_us - (visit.out_us - visit.queued_us)
    return (visit.out_us, under_us) if under_us >= 0 else None


MEASURE = Measure(
    "promise_underrun",
    kind="duration",
    unit="s",
    definition="Announced wait less real wait, of those of `promise_kept`.",
    booking="when it was answered",
    source="call.queued, call.wait_announced, call.answered",
    after=(CallAnswered,),
    rules=(Rule(of=Visit, when=ANSWERED | PROMISED, scopes=QUEUE | ALL, value=promise_underrun),),
    channels=CALL,
)
