"""Rings that an agent did not take."""

from streams.contacts.facts.parts import Booking, MissedRing
from streams.events.types import CallRingMissed
from streams.measures.registry import AGENT, ALL, CALL, QUEUE, Measure, Rule


def ring_missed(missed: MissedRing) -> Booking:
    return missed.at_us, 1


MEASURE = Measure(
    "ring_missed",
    kind="count",
    unit="rings",
    definition="Rings that an agent did not take; they count for the queue that was waited in, too.",
    booking="when it stopped ringing",
    source="call.ring_missed",
    after=(CallRingMissed,),
    rules=(Rule(of=MissedRing, scopes=QUEUE | AGENT | ALL, value=ring_missed),),
    channels=CALL,
)
