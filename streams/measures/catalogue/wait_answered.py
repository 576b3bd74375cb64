"""How long the answered had waited."""

from streams.contacts.facts.parts import ANSWERED, Booking, Visit
from streams.measures.after import ANSWERS
from streams.measures.registry import ALL, QUEUE, Measure, Rule


def wait_answered(visit: Visit) -> Booking:
    return visit.out_us, visit.out_us - visit.queued_us


MEASURE = Measure(
    "wait_answered",
    kind="duration",
    unit="s",
    definition="Wait of answered visits, from queueing to answer. Its mean is the average speed of answer.",
    booking="when it was answered",
    source="as `offered` and `answered`",
    after=ANSWERS,
    rules=(Rule(of=Visit, when=ANSWERED, scopes=QUEUE | ALL, value=wait_answered),),
)
