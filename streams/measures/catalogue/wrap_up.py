"""How long agents worked on after the contact."""

from streams.contacts.facts.parts import ENDED, WRAPPED_UP, Booking, Leg
from streams.measures.after import WRAP_UPS
from streams.measures.registry import AGENT, ALL, QUEUE, Measure, Rule


def wrap_up(leg: Leg) -> Booking:
    return leg.wrapped_us, leg.wrapped_us - leg.ended_us


MEASURE = Measure(
    "wrap_up",
    kind="duration",
    unit="s",
    definition="After-contact work of an agent's leg, from its end to the end of the wrap-up.",
    booking="when the wrap-up ended",
    source="call.wrapped_up, chat.wrapped_up: of the agent it names, else of the leg that ended last",
    after=WRAP_UPS,
    rules=(Rule(of=Leg, when=ENDED | WRAPPED_UP, scopes=QUEUE | AGENT | ALL, value=wrap_up),),
)
