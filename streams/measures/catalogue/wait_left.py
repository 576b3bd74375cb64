"""How long those who left the queue had waited."""

from streams.contacts.facts.parts import LEFT, Booking, Visit
from streams.measures.after import LEAVINGS
from streams.measures.registry import ALL, QUEUE, Measure, Rule


def wait_left(visit: Visit) -> Booking:
    return visit.out_us, visit.out_us - visit.queued_us


MEASURE = Measure(
    "wait_left",
    kind="duration",
    unit="s",
    definition="Wait of the visits of `left_queue`, from queueing to leaving.",
    booking="when the queue was left",
    source="as `left_queue`",
    after=LEAVINGS,
    rules=(Rule(of=Visit, when=LEFT, final=False, scopes=QUEUE | ALL, value=wait_left),),
)
