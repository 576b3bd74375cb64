"""Answers no later than announced."""

from streams.contacts.facts.parts import ANSWERED, PROMISED, Booking, Visit
from streams.events.types import CallAnswered
from streams.measures.registry import ALL, CALL, QUEUE, Measure, Rule


def promise_kept(visit: Visit) -> Booking | None:
    if visit.out_us - visit.queued_us > visit.expected_us:
        return None
    return visit.out_us, 1


MEASURE = Measure(
    "promise_kept",
    kind="count",
    unit="visits",
    definition="Those of `promised` that waited no longer than they had been told.",
    booking="when it was answered",
    source="call.queued, call.wait_announced, call.answered",
    after=(CallAnswered,),
    rules=(Rule(of=Visit, when=ANSWERED | PROMISED, scopes=QUEUE | ALL, value=promise_kept),),
    channels=CALL,
)
