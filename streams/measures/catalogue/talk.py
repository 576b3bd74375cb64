"""How long agents talked."""

from streams.contacts.facts.parts import ENDED, Booking, Leg
from streams.measures.after import LEG_ENDS
from streams.measures.registry import AGENT, ALL, QUEUE, Measure, Rule


def talk(leg: Leg) -> Booking:
    return leg.ended_us, leg.ended_us - leg.answered_us - leg.hold_us


MEASURE = Measure(
    "talk",
    kind="duration",
    unit="s",
    definition="Talk of an agent's leg: from its answer to its end, less hold.",
    booking="when the leg ended",
    source="the leg ends as its contact ends or is transferred, or as another agent answers it",
    after=LEG_ENDS,
    rules=(Rule(of=Leg, when=ENDED, scopes=QUEUE | AGENT | ALL, value=talk),),
)
