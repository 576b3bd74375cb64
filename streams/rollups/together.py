"""What adds up over the channels of a scope: a chat and a call are two contacts, but their waits are no one thing."""

from typing import Final

from streams.measures.lines import REGISTRY
from streams.measures.pane import TOGETHER, Pane

ADDS_UP: Final = frozenset(measure.name for measure in REGISTRY.values() if measure.adds_up)


def together(pane: Pane) -> Pane | None:
    """The pane's share in the channel `all`, if it has one; durations never have."""
    names = pane.counts.keys() & ADDS_UP
    if not names or pane.scope.channel == TOGETHER:
        return None
    return Pane(pane.scope._replace(channel=TOGETHER), pane.minute, {name: pane.counts[name] for name in names})
