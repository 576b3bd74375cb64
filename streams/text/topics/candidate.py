"""One phrase of one queue: how many contacts held it lately, and at which hours it was held before."""

from __future__ import annotations

from math import exp2
from zlib import crc32

import msgspec

PANE_US = 300_000_000
"""Time is cut into panes of five minutes, each half-open."""

PANES = 12
"""Panes of the window in which a contact counts once."""

HELD_PANES = 2 * PANES
"""Panes before counts become the past: a rise must not be held against the beginning of itself in the same hour."""

PANES_AN_HOUR = 12
PANES_A_DAY = 24 * PANES_AN_HOUR

HALF_LIFE_DAYS = 7
"""After so many days a day weighs half."""

KNOWN_CONTACTS = 64
"""Contacts a phrase remembers. One that comes back after so many others within the window is counted again."""

SUPPORT = 3
"""Contacts that held a phrase lately before it may be part of a longer one, or has examples: most come only once, and
what only one or two people write, as their names, is kept with nobody's id."""

EXAMPLES = 5


def key_of(contact: str) -> int:
    """What is kept of a contact's id to know it again."""
    return crc32(contact.encode())


def weight(day: int, origin: int) -> float:
    """What a day weighs. The present weighs more and more instead of the past less: sums need no decay."""
    return exp2((day - origin) / HALF_LIFE_DAYS)


class Candidate(msgspec.Struct, array_like=True):
    """Counts of contacts. `past` and what follows it are sums of weights, comparable to one another only."""

    panes: dict[int, int] = {}
    contacts: dict[int, int] = {}
    """By a hash of its id, the pane a contact was counted in, the latest last."""
    past: dict[int, float] = {}
    """By hour of the day."""
    all_past: float = 0.0
    unseen: float = 0.0
    """The most that may have been missed of it before it became a candidate."""
    since: int = 0
    """The pane since which it rises, 0 while it does not."""
    settled: int = 0
    """The latest pane at the time it was brought up to date."""
    recent: int = 0
    """Sum of `panes`."""
    examples: tuple[str, ...] = ()
    """Ids of the contacts that were counted last."""

    def settle(self, latest: int, origin: int) -> None:
        """Move old counts into the past and forget contacts that left the window, when `latest` is the latest pane."""
        held = latest - HELD_PANES
        if self.panes and min(self.panes) <= held:
            for pane in sorted(pane for pane in self.panes if pane <= held):
                self._become_past(pane, origin)
        oldest = latest - PANES
        if self.contacts and next(iter(self.contacts.values())) <= oldest:
            self.contacts = {key: pane for key, pane in self.contacts.items() if pane > oldest}
            self.examples = tuple(contact for contact in self.examples if key_of(contact) in self.contacts)
        self.settled = latest

    def _become_past(self, pane: int, origin: int) -> None:
        count = self.panes.pop(pane)
        amount = count * weight(pane // PANES_A_DAY, origin)
        hour = pane % PANES_A_DAY // PANES_AN_HOUR
        self.past[hour] = self.past.get(hour, 0.0) + amount
        self.all_past += amount
        self.recent -= count

    def holds(self, key: int, pane: int) -> bool:
        """Whether the contact was counted within a window of that pane."""
        seen = self.contacts.get(key)
        return seen is not None and abs(seen - pane) < PANES

    def count(self, contact: str, key: int, pane: int) -> None:
        """Count a contact that it does not hold."""
        self.panes[pane] = self.panes.get(pane, 0) + 1
        self.recent += 1
        self.contacts.pop(key, None)
        self.contacts[key] = pane
        if self.recent >= SUPPORT:
            self.examples = (*(one for one in self.examples if one != contact), contact)[-EXAMPLES:]
        if len(self.contacts) > KNOWN_CONTACTS:
            del self.contacts[next(iter(self.contacts))]

    def within(self, latest: int) -> int:
        """Contacts counted in the window that ends with pane `latest`."""
        return sum(count for pane, count in self.panes.items() if latest - PANES < pane <= latest)

    def lighten(self, factor: float) -> None:
        """Multiply all weights, when their origin moves."""
        self.past = {hour: amount * factor for hour, amount in self.past.items()}
        self.all_past *= factor
        self.unseen *= factor
