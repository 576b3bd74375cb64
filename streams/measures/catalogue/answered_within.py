"""Visits answered within the queue's threshold."""

from streams.contacts.facts.parts import ANSWERED, Booking, Visit
from streams.measures.after import ANSWERS
from streams.measures.registry import ALL, QUEUE, Measure, Rule
from streams.policy import CallPolicy


def answered_within(visit: Visit, policy: CallPolicy) -> Booking | None:
    if visit.out_us - visit.queued_us > policy.answer_within_us:
        return None
    return visit.out_us, 1


MEASURE = Measure(
    "answered_within",
    kind="count",
    unit="visits",
    definition="Visits answered after a wait of at most the queue's `answer_within_s`.",
    booking="when it was answered",
    source="as `offered` and `answered`",
    after=ANSWERS,
    rules=(Rule(of=Visit, when=ANSWERED, scopes=QUEUE | ALL, judged=answered_within),),
)
