"""How many contacts agents had in hand when they took their chats."""

from typing import Final

from streams.events import types
from streams.measures.registry import AGENT, ALL, QUEUE, TEAM, Measure
from streams.measures.staff import TAKEN

PLACES: Final = ("the only contact", "the second contact", "the third", "the fourth", "the fifth or a later one")


def _taken(name: str, place: str) -> Measure:
    return Measure(
        name,
        kind="count",
        unit="chats",
        definition=f"Chats that an agent took as {place} in hand at once, calls included.",
        booking="when the agent took it, once the minute is over",
        source="what calls and chats say of their agents",
        after=(types.CallAnswered, types.CallTransferred, types.CallEnded, types.ChatAssigned, types.ChatTransferred,
               types.ChatEnded),
        rules=(),
        channels=frozenset(),
        adds_up=True,
        told_in=AGENT | TEAM | QUEUE | ALL,
    )  # fmt: skip


MEASURE = tuple(_taken(name, place) for name, place in zip(TAKEN, PLACES, strict=True))
