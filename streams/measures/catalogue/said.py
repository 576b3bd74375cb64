"""What customers and agents said to one another, and how it sounds."""

from collections.abc import Callable
from typing import Final

from streams.contacts.facts.parts import Booking
from streams.contacts.facts.parts_said import BY_AGENT, BY_CUSTOMER, NEGATIVE, POSITIVE, Statement
from streams.measures.registry import Kind, Measure
from streams.measures.saying import saying, saying_rule

BOOKING: Final = "when it was said"


def one(statement: Statement) -> Booking:
    return statement.at_us, 1


def words(statement: Statement) -> Booking:
    return statement.at_us, statement.words


def sentiment_points(statement: Statement) -> Booking:
    return statement.at_us, (statement.mood + 1_000) * 500


def told(
    name: str,
    definition: str,
    when: int,
    value: Callable[[Statement], Booking] = one,
    unit: str = "messages",
    kind: Kind = "count",
) -> Measure:
    """A measure of statements with these flags."""
    return saying(name, definition, BOOKING, saying_rule(of=Statement, when=when, value=value), kind=kind, unit=unit)


def _of(who: str, whose: str, flag: int) -> tuple[Measure, ...]:
    return (
        told(f"said_by_{who}", f"Public messages and utterances of {whose}.", flag),
        told(f"words_by_{who}", f"Words of {whose}, in the first 2,000 characters of a message.", flag, words, "words"),
        told(f"negative_by_{who}", f"Messages of {whose} that sound negative.", flag | NEGATIVE),
        told(f"positive_by_{who}", f"Messages of {whose} that sound positive.", flag | POSITIVE),
        told(
            f"sentiment_points_of_{who}",
            f"How what {whose} said sounds, added up: 0 for the worst, 0.5 for neutral, 1 for the best.",
            flag,
            sentiment_points,
            "points",
            "sum",
        ),
    )


MEASURE = (*_of("customer", "customers", BY_CUSTOMER), *_of("agent", "agents", BY_AGENT))
