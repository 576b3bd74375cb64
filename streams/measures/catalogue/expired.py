"""Contacts whose end never came."""

from streams.contacts.facts.parts import Booking, Expiry
from streams.measures.registry import ALL, QUEUE, Measure, Rule


def expired(expiry: Expiry) -> Booking:
    return expiry.at_us, 1


MEASURE = Measure(
    "expired",
    kind="count",
    unit="contacts",
    definition=(
        "Contacts given up because no end came within `expire_s`: of a call's first event, of a chat's latest. They "
        "leave the gauges and count neither as abandoned nor as handled; an end that still comes takes the expiry back."
    ),
    booking="when it expired",
    source="time alone",
    after=(),
    rules=(Rule(of=Expiry, scopes=QUEUE | ALL, value=expired),),
    adds_up=True,
)
