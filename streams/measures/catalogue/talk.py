"""How long agents talked."""

from streams.contacts.facts.parts import ENDED, Booking, Leg
from streams.events.types import CallAnswered, CallEnded, CallTransferred
from streams.measures.registry import AGENT, ALL, QUEUE, Measure, Rule


def talk(leg: Leg) -> Booking:
    return leg.ended_us, leg.ended_us - leg.answered_us - leg.hold_us


MEASURE = Measure(
    "talk",
    kind="duration",
    unit="s",
    definition="Talk of an agent's leg: from its answer to its end, less hold.",
    booking="when the leg ended",
    source="the leg ends with call.ended, call.transferred, or the answer of another agent",
    after=(CallEnded, CallTransferred, CallAnswered),
    rules=(Rule(of=Leg, when=ENDED, scopes=QUEUE | AGENT | ALL, value=talk),),
)
