"""Which persona a manner is named, and with what confidence.

Nothing here was learned, and no labelled set of personas is public that it could be held against: a name is a
hint by stated rules, of what was written and not of who wrote it. The confidence says how clearly the rule is met;
it is no probability of being right.
"""

from __future__ import annotations

import msgspec

from streams.text.persona import kinds
from streams.text.persona.kind import Guidance, collect
from streams.text.persona.manner import Manner

TURNS = 4
"""Turns of the customer before anything is named."""

CLEAR = 0.5
"""A rule met less clearly names nothing."""

KINDS = collect(kinds.__name__, kinds.__path__)


class Named(msgspec.Struct, frozen=True):
    """A persona with its confidence, from CLEAR to 1, and a line for the agent."""

    name: str
    confidence: float
    guidance: Guidance


def persona(state: Manner) -> Named | None:
    """The clearest persona, or None: too few turns, or no rule is met clearly."""
    if state.turns < TURNS:
        return None
    best, clearest = None, 0.0
    for kind in KINDS:
        clarity = kind.rule(state)
        if clarity > clearest:
            best, clearest = kind, clarity
    if best is None or clearest < CLEAR:
        return None
    return Named(best.name, round(clearest, 2), best.guidance)
