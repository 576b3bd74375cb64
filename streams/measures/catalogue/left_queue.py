"""Visits that ended neither answered nor abandoned."""

from streams.contacts.facts.parts import LEFT, Booking, Visit
from streams.measures.after import LEAVINGS
from streams.measures.registry import ALL, QUEUE, Measure, Rule


def left_queue(visit: Visit) -> Booking:
    return visit.out_us, 1


MEASURE = Measure(
    "left_queue",
    kind="count",
    unit="visits",
    definition="Visits that ended neither by an answer nor by the caller hanging up.",
    booking="when the queue was left",
    source=(
        "call.left_queue; call.queued elsewhere while waiting (reason overflow); call.ended by the agent or "
        "the system while waiting (reason other)"
    ),
    after=LEAVINGS,
    rules=(Rule(of=Visit, when=LEFT, final=False, scopes=QUEUE | ALL, value=left_queue),),
)
