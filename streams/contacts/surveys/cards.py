"""What is remembered of a contact that is forgotten, for the survey that may still come."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, TypeAlias

import msgspec

from streams.contacts.facts.parts import Leg
from streams.contacts.facts.parts_tickets import Resolution
from streams.engine.table import Table

HOUR_US: Final = 3_600_000_000
QUARTER_US: Final = 900_000_000
"""So exactly it is remembered when a contact was handled: days begin with quarters of an hour, and cards stay alike."""
TIMER: Final = "cards/"


Served: TypeAlias = tuple[int, str | None, str | None]
"""About when a contact was handled, by which queue and agent."""


class Card(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Whom a forgotten contact belonged to; `hour` is the epoch hour in which it was forgotten."""

    hour: int
    channel: str
    queue: str | None
    agent_id: str | None
    marks: tuple[int, ...] = ()
    """Of the surveys that it had, which must not count again."""
    served: Served | None = None


def served_by(part: Leg | Resolution | None) -> Served | None:
    """What to remember of the part by which a contact counted as handled."""
    if part is None:
        return None
    at_us = part.ended_us if isinstance(part, Leg) else part.at_us
    return at_us - at_us % QUARTER_US, part.queue, part.agent_id


class Cards:
    """The cards of one partition, by contact id.

    There are many, so equal cards are one and the same object, and they are let go by the hour.
    """

    __slots__ = ("_equal", "_hours", "_keep_us", "_table")

    def __init__(self, table: Table[Card], keep_us: int) -> None:
        self._table = table
        self._keep_us = keep_us
        self._equal: dict[Card, Card] = {}
        self._hours: defaultdict[int, list[str]] = defaultdict(list)

    def get(self, subject: str, at_us: int) -> Card | None:
        """Of a contact that was forgotten; whether it still counts goes by time, not by when it is let go."""
        card = self._table.get(subject)
        return None if card is None or self.due_us(card.hour) <= at_us else card

    def keep(
        self,
        subject: str,
        channel: str,
        place: tuple[str | None, str | None],
        marks: tuple[int, ...],
        served: Served | None,
        at_us: int,
    ) -> int | None:
        """Remember a contact; returns the hour if it is the first of its hour, None if not, or if none is kept."""
        if self._keep_us <= 0:
            return None
        card = Card(at_us // HOUR_US, channel, *place, marks, served)
        self._table.put(subject, card if marks else self._equal.setdefault(card, card))
        subjects = self._hours[card.hour]
        subjects.append(subject)
        return card.hour if len(subjects) == 1 else None

    def due_us(self, hour: int) -> int:
        """When the cards of an hour are let go."""
        return (hour + 1) * HOUR_US + self._keep_us

    def drop(self, hour: int) -> None:
        """Let the cards of an hour go, but for those that were renewed since."""
        for subject in self._hours.pop(hour, ()):
            card = self._table.get(subject)
            if card is not None and card.hour == hour:
                self._table.delete(subject)
        self._equal = {card: card for card in self._equal if card.hour != hour}

    def recovered(self) -> Iterator[int]:
        """The hours of which there are cards, once the table is back."""
        for subject, card in list(self._table.items()):
            if not card.marks:
                self._table.share(subject, self._equal.setdefault(card, card))
            self._hours[card.hour].append(subject)
        yield from self._hours
