"""Visits that ended neither answered nor abandoned, by reason."""

from streams.contacts.facts.parts import LEFT_FOR, Booking, Visit
from streams.measures.after import LEAVINGS
from streams.measures.registry import ALL, QUEUE, Measure, Rule


def left_queue(visit: Visit) -> Booking:
    return visit.out_us, 1


def _of(reason: str, flags: int) -> Measure:
    return Measure(
        f"left_queue_{reason}",
        kind="count",
        unit="visits",
        definition=f"Those of `left_queue` whose reason is `{reason}`.",
        booking="when the queue was left",
        source="as `left_queue`",
        after=LEAVINGS,
        rules=(Rule(of=Visit, when=flags, final=False, scopes=QUEUE | ALL, value=left_queue),),
    )


MEASURE = tuple(_of(reason, flags) for reason, flags in LEFT_FOR.items())
