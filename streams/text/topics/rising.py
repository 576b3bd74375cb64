"""What rises in one queue: phrases of its customers, each held against its own past in the same hours.

The state is bounded, goes through msgspec as it is, and depends on the input alone, not on when it was asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nsmallest
from math import ldexp

import msgspec

from streams.text.topics.candidate import (
    HALF_LIFE_DAYS,
    PANE_US,
    PANES,
    PANES_A_DAY,
    SUPPORT,
    Candidate,
    key_of,
    weight,
)
from streams.text.topics.stop import NEGATIONS
from streams.text.topics.surprise import LEAST_CONTACTS, rises, surprise
from streams.text.topics.topic import Rise, Topic, merged

CAPACITY = 2_000
"""Phrases a queue keeps; beyond it a tenth goes, those with the least contacts."""

HISTORY_PANES = PANES_A_DAY
HISTORY_CONTACTS = 200
"""Nothing rises before the queue has a past of a day and of so many contacts."""

KNOWN_CONTACTS = 1_024
"""Contacts a queue remembers; one that comes back after so many others within the window is counted again."""

REBASE_DAYS = 52 * HALF_LIFE_DAYS
"""After so many days all weights are scaled down, by a power of two, which loses nothing."""


class Rising(msgspec.Struct, array_like=True):
    """The phrases of one queue. It stores no text but phrases, and no phrase is shown that few contacts hold."""

    candidates: dict[str, Candidate] = {}
    total: Candidate = msgspec.field(default_factory=Candidate)
    contacts: dict[int, int] = {}
    """By a hash of its id, the pane a contact was counted in, the latest last."""
    floor: float = 0.0
    """The greatest weight that was ever let go: a new phrase may have had as much before."""
    origin: int = -1
    """The day that weighs one."""
    first: int = 0
    latest: int = 0
    """The first and the latest pane with a contact."""

    def add(self, contact: str, phrases: Iterable[str], at_us: int) -> list[str]:
        """Count what a message of a contact holds; the answer names the candidates that changed or went.

        A contact counts once for a phrase within an hour. What is older than the window by event time is left out.
        """
        pane = at_us // PANE_US
        if self.origin < 0:
            self.origin, self.first, self.latest = pane // PANES_A_DAY, pane, pane
        if pane <= self.latest - PANES:
            return []
        self.latest = max(self.latest, pane)
        changed = self._rebased()
        key = key_of(contact)
        self._count_contact(key, pane)
        for phrase in phrases:
            candidate = self.candidates.get(phrase)
            if candidate is None:
                if not self._supported(phrase):
                    continue
                candidate = Candidate(unseen=self.floor, settled=self.latest)
                self.candidates[phrase] = candidate
            elif candidate.holds(key, pane):
                continue
            elif candidate.settled < self.latest:
                self._settle(candidate)
            candidate.count(contact, key, pane)
            changed.append(phrase)
        if len(self.candidates) > CAPACITY:
            changed += self._let_go()
        return changed

    def rising(self, now_us: int) -> list[Topic]:
        """What rises in the hour before `now_us`, the clearest first; changes nothing."""
        latest = now_us // PANE_US
        if latest - self.first < HISTORY_PANES or self.total.all_past < HISTORY_CONTACTS * self._today(latest):
            return []
        found = []
        for phrase, candidate in self.candidates.items():
            rise = self._rise(phrase, candidate, latest)
            if rise is not None:
                found.append(rise)
        return merged(found)

    def _rise(self, phrase: str, candidate: Candidate, latest: int) -> Rise | None:
        if candidate.recent < LEAST_CONTACTS:
            return None
        held = candidate.within(latest)
        holders = {key for key, pane in candidate.contacts.items() if latest - PANES < pane <= latest}
        found = surprise(candidate, self.total, latest, self.origin)
        if found is None or not rises(found) or len(holders) < LEAST_CONTACTS or not self._led(phrase, latest):
            return None
        topic = Topic(
            phrase=phrase,
            count=found.count,
            expected=round(found.expected, 2),
            score=round(found.score, 1),
            since_us=(candidate.since or latest - found.span + 1) * PANE_US,
            over_us=found.span * PANE_US,
            contacts=tuple(contact for contact in candidate.examples if key_of(contact) in holders),
        )
        return Rise(topic, frozenset(holders), held)

    def _led(self, phrase: str, latest: int) -> bool:
        """Whether a word of a longer phrase is commoner than usual too; else only the way of putting it is new."""
        words = phrase.split()
        if len(words) == 1:
            return True
        candidates = [self.candidates[word] for word in words if word in self.candidates]
        return any(surprise(candidate, self.total, latest, self.origin) for candidate in candidates)

    def _count_contact(self, key: int, pane: int) -> None:
        if self.total.settled < self.latest:
            self.total.settle(self.latest, self.origin)
        seen = self.contacts.get(key)
        if seen is not None and abs(seen - pane) < PANES:
            return
        self.total.panes[pane] = self.total.panes.get(pane, 0) + 1
        self.total.recent += 1
        self.contacts.pop(key, None)
        self.contacts[key] = pane
        if len(self.contacts) > KNOWN_CONTACTS:
            del self.contacts[next(iter(self.contacts))]

    def _settle(self, candidate: Candidate) -> None:
        """Bring up to date what has a contact in a new pane, and say since when it rises."""
        candidate.settle(self.latest, self.origin)
        if candidate.within(self.latest) < LEAST_CONTACTS:
            candidate.since = 0
            return
        found = surprise(candidate, self.total, self.latest, self.origin)
        if found is None or not rises(found):
            candidate.since = 0
        elif not candidate.since:
            candidate.since = self.latest - found.span + 1

    def _supported(self, phrase: str) -> bool:
        """Whether the parts of a phrase are common enough for the whole to be counted."""
        first, _, rest = phrase.partition(" ")
        if not rest:
            return True
        middle, _, last = rest.partition(" ")
        if not last:
            return self._common(first) and self._common(middle)
        return self._common(f"{first} {middle}") and self._common(rest)

    def _common(self, part: str) -> bool:
        candidate = self.candidates.get(part)
        if candidate is None:
            # What ends with a negation is never a candidate; then the other part decides.
            return part.rpartition(" ")[2] in NEGATIONS
        return candidate.recent >= SUPPORT

    def _let_go(self) -> list[str]:
        today = self._today(self.latest)

        def worth(phrase: str) -> tuple[float, int, str]:
            candidate = self.candidates[phrase]
            return candidate.recent + candidate.all_past / today, candidate.settled, phrase

        least = nsmallest(CAPACITY // 10, self.candidates, key=worth)
        self.floor = max(self.floor, worth(least[-1])[0] * today)
        for phrase in least:
            del self.candidates[phrase]
        return least

    def _today(self, pane: int) -> float:
        return weight(pane // PANES_A_DAY, self.origin)

    def _rebased(self) -> list[str]:
        periods = (self.latest // PANES_A_DAY - self.origin) // REBASE_DAYS
        if not periods:
            return []
        factor = ldexp(1.0, -periods * REBASE_DAYS // HALF_LIFE_DAYS)
        self.origin += periods * REBASE_DAYS
        self.floor *= factor
        for candidate in (self.total, *self.candidates.values()):
            candidate.lighten(factor)
        return list(self.candidates)
