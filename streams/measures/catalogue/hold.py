"""How long callers were on hold."""

from streams.contacts.facts.parts import ENDED, HELD, Booking, Leg
from streams.events.types import CallAnswered, CallEnded, CallTransferred
from streams.measures.registry import AGENT, ALL, CALL, QUEUE, Measure, Rule


def hold(leg: Leg) -> Booking:
    return leg.ended_us, leg.hold_us


MEASURE = Measure(
    "hold",
    kind="duration",
    unit="s",
    definition="Hold of an agent's leg that had any, all its holds together; one still open ends with the leg.",
    booking="when the leg ended",
    source="call.held, call.resumed; the leg ends with call.ended, call.transferred, or the answer of another agent",
    after=(CallEnded, CallTransferred, CallAnswered),
    rules=(Rule(of=Leg, when=ENDED | HELD, scopes=QUEUE | AGENT | ALL, value=hold),),
    channels=CALL,
)
