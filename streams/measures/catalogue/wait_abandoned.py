"""How long those who gave up had waited."""

from streams.contacts.facts.parts import ABANDONED, Booking, Visit
from streams.measures.after import ABANDONMENTS
from streams.measures.registry import ALL, QUEUE, Measure, Rule


def wait_abandoned(visit: Visit) -> Booking:
    return visit.out_us, visit.out_us - visit.queued_us


MEASURE = Measure(
    "wait_abandoned",
    kind="duration",
    unit="s",
    definition="Wait of abandoned visits, from queueing to the abandonment.",
    booking="when it was abandoned",
    source="as `offered` and `abandoned`",
    after=ABANDONMENTS,
    rules=(Rule(of=Visit, when=ABANDONED, scopes=QUEUE | ALL, value=wait_abandoned),),
)
