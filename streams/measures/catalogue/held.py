"""How often callers were put on hold."""

from streams.contacts.facts.parts import ENDED, HELD, Booking, Leg
from streams.events.types import CallAnswered, CallEnded, CallTransferred
from streams.measures.registry import AGENT, ALL, CALL, QUEUE, Measure, Rule


def held(leg: Leg) -> Booking:
    return leg.ended_us, leg.holds


MEASURE = Measure(
    "held",
    kind="count",
    unit="holds",
    definition="How often a caller was put on hold.",
    booking="when the leg ended",
    source="call.held, call.resumed; the leg ends with call.ended, call.transferred, or the answer of another agent",
    after=(CallEnded, CallTransferred, CallAnswered),
    rules=(Rule(of=Leg, when=ENDED | HELD, scopes=QUEUE | AGENT | ALL, value=held),),
    channels=CALL,
)
