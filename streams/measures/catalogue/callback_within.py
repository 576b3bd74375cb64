"""Callbacks asked for within the queue's threshold."""

from streams.contacts.facts.parts import LEFT_FOR, Booking, Visit
from streams.events.types import CallLeftQueue, ChatLeftQueue
from streams.measures.registry import ALL, QUEUE, Measure, Rule
from streams.policy import CallPolicy


def callback_within(visit: Visit, policy: CallPolicy) -> Booking | None:
    if visit.out_us - visit.queued_us > policy.answer_within_us:
        return None
    return visit.out_us, 1


MEASURE = Measure(
    "callback_within",
    kind="count",
    unit="visits",
    definition="Visits left for a callback after a wait of at most the queue's `answer_within_s`.",
    booking="when the queue was left",
    source="as `offered`; call.left_queue or chat.left_queue with reason callback",
    after=(CallLeftQueue, ChatLeftQueue),
    rules=(Rule(of=Visit, when=LEFT_FOR["callback"], final=False, scopes=QUEUE | ALL, judged=callback_within),),
)
