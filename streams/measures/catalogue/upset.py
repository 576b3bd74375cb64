"""Customers who are upset, and those who were won back."""

from collections.abc import Callable

from streams.contacts.facts.parts import Booking
from streams.contacts.facts.parts_said import APOLOGISED, BEGAN_SO, RECOVERED, TURNED, Upset
from streams.measures.registry import Kind, Measure
from streams.measures.saying import saying, saying_rule


def upset(part: Upset) -> Booking:
    return part.at_us, 1


def turnaround(part: Upset) -> Booking:
    return part.turned_us, part.turned_us - part.at_us


def _of_upset(
    name: str,
    definition: str,
    booking: str,
    when: int,
    value: Callable[[Upset], Booking],
    kind: Kind = "count",
) -> Measure:
    unit = "s" if kind == "duration" else "contacts"
    return saying(name, definition, booking, saying_rule(of=Upset, when=when, value=value), kind=kind, unit=unit)


MEASURE = (
    _of_upset(
        "upset",
        "Contacts whose customer said something clearly negative, once each.",
        "when that was said for the first time, where the contact was then",
        0,
        upset,
    ),
    _of_upset(
        "began_upset",
        "Those of `upset` where it was one of the customer's first two messages.",
        "as `upset`",
        BEGAN_SO,
        upset,
    ),
    _of_upset(
        "apologised",
        "Those of `upset` to whom an agent has apologised since.",
        "as `upset`, also where the apology comes later",
        APOLOGISED,
        upset,
    ),
    _of_upset(
        "recovered",
        "Those of `began_upset` whose customer's latest message sounds positive.",
        "as `upset`; a later message that does not takes it back",
        BEGAN_SO | RECOVERED,
        upset,
    ),
    _of_upset(
        "turnaround",
        "From the customer's first clearly negative message to the first positive one after it.",
        "when that was said, for the queue and agent of `upset`",
        TURNED,
        turnaround,
        "duration",
    ),
)
