"""What the measures of what is said have in common: where it comes from, who has them, what adds up."""

from functools import partial
from typing import Final

from streams.measures.after import SAYINGS
from streams.measures.registry import AGENT, ALL, EVERY, QUEUE, Kind, Measure, Rule

SOURCE: Final = "call.utterance, chat.message, ticket.message, the text of ticket.created; no notes among colleagues"

saying_rule = partial(Rule, scopes=QUEUE | AGENT | ALL)
"""A rule about what is said, wherever it is said."""


def saying(name: str, definition: str, booking: str, rule: Rule, *, kind: Kind = "count", unit: str) -> Measure:
    """A measure of queues, agents and all, on every channel."""
    return Measure(
        name,
        kind=kind,
        unit=unit,
        definition=definition,
        booking=booking,
        source=SOURCE,
        after=SAYINGS,
        rules=(rule,),
        channels=EVERY,
        adds_up=kind != "duration",  # hours of tickets and minutes of calls are no one distribution
    )
