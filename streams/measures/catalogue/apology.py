"""Apologies to customers who are upset: how fast they come, and what they do."""

from collections.abc import Callable

from streams.contacts.facts.parts import Booking
from streams.contacts.facts.parts_said import JUDGED, Amends
from streams.measures.registry import Kind, Measure
from streams.measures.saying import saying, saying_rule


def apology(amends: Amends) -> Booking:
    return amends.at_us, amends.at_us - amends.upset_us


def judged(amends: Amends) -> Booking:
    return amends.judged_us, 1


def effect_points(amends: Amends) -> Booking:
    return amends.judged_us, (amends.change + 2_000) * 250


def _of_amends(
    name: str,
    definition: str,
    booking: str,
    value: Callable[[Amends], Booking],
    kind: Kind = "count",
    unit: str = "contacts",
    *,
    when: int = 0,
) -> Measure:
    rule = saying_rule(of=Amends, when=when, value=value, final=not when)
    return saying(name, definition, booking, rule, kind=kind, unit=unit)


MEASURE = (
    _of_amends(
        "apology",
        "From the customer's first clearly negative message to the first genuine apology of an agent.",
        "when the apology was said, where the contact was then, for who said it",
        apology,
        "duration",
        "s",
    ),
    _of_amends(
        "apology_judged",
        "Contacts with an `apology` whose customer has said something since.",
        "when the customer first said something since, for the queue and agent of `apology`",
        judged,
        when=JUDGED,
    ),
    _of_amends(
        "apology_effect_points",
        (
            "What apologies did, added up over `apology_judged`: the customer's mean mood since the apology less that "
            "before it, as 0 for the worst, 0.5 for no difference, 1 for the best."
        ),
        "as `apology_judged`",
        effect_points,
        "sum",
        "points",
        when=JUDGED,
    ),
)
