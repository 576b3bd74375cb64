"""Contacts that agents were done with."""

from streams.contacts.facts.parts import ENDED, WRAPPED_UP, Booking, Leg
from streams.events.types import CallAnswered, CallEnded, CallTransferred, CallWrappedUp
from streams.measures.registry import AGENT, ALL, QUEUE, Measure, Rule


def handled(leg: Leg) -> Booking:
    return (leg.wrapped_us if leg.flags & WRAPPED_UP else leg.ended_us), 1


MEASURE = Measure(
    "handled",
    kind="count",
    unit="legs",
    definition="Agents' legs that are over; a contact passed on to a second agent counts for both.",
    booking="as `handle`: when the wrap-up ended; until that is known, when the leg ended",
    source="call.wrapped_up; the leg ends with call.ended, call.transferred, or the answer of another agent",
    after=(CallEnded, CallTransferred, CallAnswered, CallWrappedUp),
    rules=(Rule(of=Leg, when=ENDED, final=False, scopes=QUEUE | AGENT | ALL, value=handled),),
    adds_up=True,
)
