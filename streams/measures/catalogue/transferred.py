"""Contacts that agents passed on."""

from streams.contacts.facts.parts import TRANSFERRED, Booking, Leg
from streams.events.types import CallTransferred, ChatTransferred
from streams.measures.registry import AGENT, ALL, QUEUE, Measure, Rule


def transferred(leg: Leg) -> Booking:
    return leg.transferred_us, 1


MEASURE = Measure(
    "transferred",
    kind="count",
    unit="legs",
    definition="Agents' legs that ended by passing the contact on; they count for who passed it on.",
    booking="when it was transferred",
    source="call.transferred, chat.transferred",
    after=(CallTransferred, ChatTransferred),
    rules=(Rule(of=Leg, when=TRANSFERRED, scopes=QUEUE | AGENT | ALL, value=transferred),),
)
