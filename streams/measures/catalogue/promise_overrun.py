"""How much longer than announced callers waited."""

from streams.contacts.facts.parts import ANSWERED, PROMISED, Booking, Visit
from streams.events.types import CallAnswered
from streams.measures.registry import ALL, CALL, QUEUE, Measure, Rule


def promise_overrun(visit: Visit) -> Booking | None:
    over_us = visit.out_us - visit.queued_us - visit.expected_us
    return (visit.out_us, over_us) if over_us > 0 else None


MEASURE = Measure(
    "promise_overrun",
    kind="duration",
    unit="s",
    definition="Real wait less announced wait, of those of `promised` that waited longer than they had been told.",
    booking="when it was answered",
    source="call.queued, call.wait_announced, call.answered",
    after=(CallAnswered,),
    rules=(Rule(of=Visit, when=ANSWERED | PROMISED, scopes=QUEUE | ALL, value=promise_overrun),),
    channels=CALL,
)
