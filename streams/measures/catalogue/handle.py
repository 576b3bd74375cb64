"""How long contacts took agents altogether."""

from streams.contacts.facts.parts import ENDED, WRAPPED_UP, Booking, Leg
from streams.measures.after import LEG_ENDS, WRAP_UPS
from streams.measures.registry import AGENT, ALL, QUEUE, Measure, Rule


def handle(leg: Leg) -> Booking:
    over_us = leg.wrapped_us if leg.flags & WRAPPED_UP else leg.ended_us
    return over_us, over_us - leg.answered_us


MEASURE = Measure(
    "handle",
    kind="duration",
    unit="s",
    definition="Handling of an agent's leg: talk + hold + wrap-up. Its mean is the average handle time.",
    booking="when the wrap-up ended; until that is known, when the leg ended",
    source=(
        "call.wrapped_up, chat.wrapped_up; the leg ends as its contact ends or is transferred, or as another "
        "agent answers it"
    ),
    after=(*LEG_ENDS, *WRAP_UPS),
    rules=(Rule(of=Leg, when=ENDED, final=False, scopes=QUEUE | AGENT | ALL, value=handle),),
)
