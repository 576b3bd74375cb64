"""Visits given up at once."""

from streams.contacts.facts.parts import ABANDONED, Booking, Visit
from streams.measures.after import ABANDONMENTS
from streams.measures.registry import ALL, QUEUE, Measure, Rule
from streams.policy import CallPolicy


def short_abandoned(visit: Visit, policy: CallPolicy) -> Booking | None:
    if visit.out_us - visit.queued_us > policy.short_abandon_us:
        return None
    return visit.out_us, 1


MEASURE = Measure(
    "short_abandoned",
    kind="count",
    unit="visits",
    definition="Abandoned visits that waited at most the queue's `short_abandon_s`; they are among `abandoned`.",
    booking="when it was abandoned",
    source="as `offered` and `abandoned`",
    after=ABANDONMENTS,
    rules=(Rule(of=Visit, when=ABANDONED, scopes=QUEUE | ALL, judged=short_abandoned),),
)
