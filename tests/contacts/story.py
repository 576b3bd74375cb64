"""Tells a contact's story in seconds, and says what the panes and the record make of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, get_type_hints

from streams.contacts.contact import Contact
from streams.contacts.facts.said import Said
from streams.events.times import moment
from streams.events.topics import TYPE_NAMES
from streams.events.types import Event
from streams.measures.book import PaneBook
from streams.measures.lines import REGISTRY
from streams.measures.pane import MINUTE_US, Pane
from streams.measures.spread import Spread
from streams.policy import CallPolicy
from streams.records import Contact as ContactRecord

NOON_US = 1_767_268_800_000_000
"""A whole minute."""
TYPES = {name: event_type for event_type, name in TYPE_NAMES.items()}

Told = tuple[int, Event]


def us(seconds: float) -> int:
    return round(seconds * 1_000_000)


def at(seconds: float) -> datetime:
    """So many seconds past noon."""
    return moment(NOON_US + us(seconds))


def event(kind: str, at_s: float, *, source: str = "pbx", event_id: str | None = None, **data: Any) -> Told:
    """An event `at_s` seconds past noon, of a call unless the kind names a channel (`chat.ended`).

    Ids are told by kind and time unless given.
    """
    event_type: Any = TYPES[kind if "." in kind else f"call.{kind}"]
    at_us = NOON_US + us(at_s)
    payload = get_type_hints(event_type)["data"](**data)
    built = event_type(id=event_id or f"{kind}@{at_s}", source=source, time=moment(at_us), subject="c1", data=payload)
    return at_us, built


def queued(at_s: float, queue: str = "billing", **more: Any) -> Told:
    return event("queued", at_s, queue=queue, **more)


def answered(at_s: float, agent_id: str = "ann", **more: Any) -> Told:
    return event("answered", at_s, agent_id=agent_id, **more)


@dataclass
class Sums:
    """Panes summed up: counts and spreads by (kind, id, minutes past noon, name)."""

    counts: dict[tuple[str, str, int, str], int] = field(default_factory=dict)
    spreads: dict[tuple[str, str, int, str], Spread] = field(default_factory=dict)

    def add(self, panes: Iterable[Pane]) -> None:
        for pane in panes:
            place = (pane.scope.kind, pane.scope.id, pane.minute - NOON_US // MINUTE_US)
            for name, count in pane.counts.items():
                self.counts[*place, name] = self.counts.get((*place, name), 0) + count
            for name, spread in pane.spreads.items():
                self.spreads.setdefault((*place, name), Spread()).merge(spread)

    def plain(self) -> dict[tuple[str, str, int, str], Any]:
        """Everything that is not nothing, comparable: what a spread remembers at its top is left out."""
        found: dict[tuple[str, str, int, str], Any] = {key: count for key, count in self.counts.items() if count}
        for key, spread in self.spreads.items():
            if not spread.is_empty():
                found[key] = (spread.total, spread.sum_us, spread.zeros, tuple(sorted(spread.buckets.items())))
        return found


@dataclass
class Story:
    """One contact, told event by event."""

    contact: Contact = field(default_factory=lambda: Contact("c1", "call"))
    policy: CallPolicy = field(default_factory=CallPolicy)
    sums: Sums = field(default_factory=Sums)

    def __post_init__(self) -> None:
        self.book = PaneBook(lambda _: lambda _: self.policy)

    def tell(self, *events: Told) -> "Story":
        for at_us, happened in events:
            if self.contact.take(happened, at_us):
                self.book.tell(self.contact.booked_in, self.contact.course)
        self.sums.add(self.book.drain())
        return self

    def say(self, told: Told, **said: Any) -> "Story":
        """An event whose text says this."""
        at_us, happened = told
        if self.contact.take(happened, at_us, Said(**said)):
            self.book.tell(self.contact.booked_in, self.contact.course)
        self.sums.add(self.book.drain())
        return self

    def expire(self, at_s: float) -> "Story":
        self.contact.expire(NOON_US + us(at_s))
        self.book.tell(self.contact.booked_in, self.contact.course)
        self.sums.add(self.book.drain())
        return self

    def counts(self, kind: str = "queue", scope_id: str = "billing") -> dict[str, int]:
        """Counts of a scope over all minutes, but for those that only days have."""
        return {name: n for name, n in self.all_counts(kind, scope_id).items() if not REGISTRY[name].of_days}

    def all_counts(self, kind: str = "queue", scope_id: str = "billing") -> dict[str, int]:
        """Counts of a scope over all minutes."""
        found: dict[str, int] = {}
        for (a_kind, an_id, _, name), count in self.sums.counts.items():
            if (a_kind, an_id) == (kind, scope_id):
                found[name] = found.get(name, 0) + count
        return {name: count for name, count in found.items() if count}

    def seconds(self, kind: str = "queue", scope_id: str = "billing") -> dict[str, list[float]]:
        """Durations of a scope over all minutes, ascending."""
        found: dict[str, Spread] = {}
        for (a_kind, an_id, _, name), spread in self.sums.spreads.items():
            if (a_kind, an_id) == (kind, scope_id):
                found.setdefault(name, Spread()).merge(spread)
        return {
            name: [top / 1_000_000 for top in reversed(spread.tops)] for name, spread in found.items() if spread.total
        }

    def minute_of(self, name: str, kind: str = "queue", scope_id: str = "billing") -> int:
        """The only minute, counted from noon, in which a count or duration is booked."""
        (minute,) = {
            minute
            for (a_kind, an_id, minute, a_name) in self.sums.plain()
            if (a_kind, an_id, a_name) == (kind, scope_id, name)
        }
        return minute

    def record(self) -> ContactRecord:
        record = self.contact.described()
        assert record is not None
        return record


def told(*events: Told, **policy: Any) -> Story:
    """The story of one contact of the channel that its first event is of."""
    channel = TYPE_NAMES[type(events[0][1])].partition(".")[0] if events else "call"
    return Story(Contact("c1", channel), CallPolicy(**policy)).tell(*events)
