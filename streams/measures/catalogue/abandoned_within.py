"""Visits given up within the queue's threshold."""

from streams.contacts.facts.parts import ABANDONED, Booking, Visit
from streams.measures.after import ABANDONMENTS
from streams.measures.registry import ALL, QUEUE, Measure, Rule
from streams.policy import CallPolicy


def abandoned_within(visit: Visit, policy: CallPolicy) -> Booking | None:
    if visit.out_us - visit.queued_us > policy.answer_within_us:
        return None
    return visit.out_us, 1


MEASURE = Measure(
    "abandoned_within",
    kind="count",
    unit="visits",
    definition="Visits abandoned after a wait of at most the queue's `answer_within_s`.",
    booking="when it was abandoned",
    source="as `offered` and `abandoned`",
    after=ABANDONMENTS,
    rules=(Rule(of=Visit, when=ABANDONED, scopes=QUEUE | ALL, judged=abandoned_within),),
)
