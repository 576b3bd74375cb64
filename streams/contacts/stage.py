"""Stage 1: one contact's events become facts, measures and an enriched record each."""

from dataclasses import dataclass
from typing import Final

import msgspec

from streams.contacts.channel import Lifetimes
from streams.contacts.channels import CHANNELS
from streams.contacts.contact import Contact, next_due
from streams.contacts.waiting import Waiting
from streams.engine.clock import BEFORE_ALL
from streams.engine.partitions import partition_of
from streams.engine.records import Record, Rejected
from streams.engine.stage import Context
from streams.events.decode import Decoder, Reason
from streams.events.decode import Rejected as NoEvent
from streams.events.topics import TYPE_NAMES
from streams.events.types import ClockTicked, Event
from streams.measures.book import PaneBook
from streams.measures.pane import Told, encode_pane, place_key
from streams.policy import Policy
from streams.records import ENRICHED_SUFFIX, Enriched, EnrichedData, encode, shown

STAGE_NAME: Final = "contacts"
MOST_EVENTS: Final = 10_000
"""Of one contact: a source that gives all its calls one id must not grow one state without bound."""
TELL_EVERY_US: Final = 1_000_000
BROKER_CLOCK: Final = 1
"""A record's timestamp type when it is the broker's."""

_CHANNELS: Final = {kind: name.partition(".")[0] for kind, name in TYPE_NAMES.items()}
_ENRICHED: Final = {kind: name + ENRICHED_SUFFIX for kind, name in TYPE_NAMES.items()}


@dataclass(frozen=True, kw_only=True)
class ContactOptions:
    """What the wiring decides for every task."""

    contacts_topic: str
    panes_topic: str
    policy: Policy
    lifetimes: Lifetimes
    ahead_us: int
    max_event_bytes: int
    keep_text: bool


class Contacts:
    """The logic of one contacts task."""

    def __init__(self, context: Context, options: ContactOptions) -> None:
        self._context = context
        self._options = options
        self._decoder = Decoder(ahead_us=options.ahead_us, max_bytes=options.max_event_bytes)
        self._contacts = context.table("contacts", Contact)
        self._book = PaneBook(options.policy.call)
        self._waiting = Waiting(context.partition)
        self._partitions: dict[str, int] = {}
        """Where a contact's enriched records go, so that its key is hashed once."""
        self._told_us = BEFORE_ALL
        self._changed: dict[str, Contact] = {}
        """Contacts whose events since the last commit are not booked yet."""
        self.duplicates = 0

    def decode(self, record: Record) -> tuple[int, Event]:
        """The one place where bytes become an event here."""
        received_us = record.timestamp * 1000 if record.timestamp_type == BROKER_CLOCK else self._context.wall_us
        try:
            return self._decoder.timed(record.value, record.key, record.headers, received_us)
        except NoEvent as error:
            raise Rejected(error.reason, error.detail) from error

    def fold(self, item: Event, at_us: int | None) -> None:
        """Take the event into its contact; one seen before changes nothing and leaves no record."""
        kind = type(item)
        if kind is ClockTicked or at_us is None:
            return
        key = f"{_CHANNELS[kind]}/{item.subject}"
        contact = self._contacts.get(key)
        if contact is not None and self._is_over(contact, at_us):
            contact = self._happen_first(key, at_us)
        if contact is not None and len(contact.facts) + len(contact.seen) >= MOST_EVENTS:
            if contact.channel in CHANNELS:
                raise Rejected(Reason.TOO_MANY_EVENTS, f"the contact has {MOST_EVENTS} events already")
            contact = None  # an agent works on for years: only its latest events are known again
        if contact is None:
            contact = Contact(item.subject, _CHANNELS[kind])
        if not contact.take(item, at_us):
            self.duplicates += 1
            return
        self._changed[key] = contact
        self._contacts.put(key, contact)
        self._enrich(item, kind, key, contact)

    def _is_over(self, contact: Contact, at_us: int) -> bool:
        return next_due(contact, self._options.lifetimes).at_us <= at_us

    def _happen_first(self, key: str, at_us: int) -> Contact | None:
        """What was to happen to this contact by the time of its own event happens before it.

        The clock would do it, too, but when it does depends on what else was read; this does not.
        """
        while (contact := self._contacts.get(key)) is not None and self._is_over(contact, at_us):
            self.fire(key, next_due(contact, self._options.lifetimes).at_us)
        return contact

    def _enrich(self, event: Event, kind: type[Event], key: str, contact: Contact) -> None:
        partition = self._partitions.get(key)
        if partition is None:
            partition = partition_of(event.subject.encode(), self._context.partitions)
            self._partitions[key] = partition
        data: msgspec.Struct = event.data  # type: ignore[attr-defined]  # every event but a tick has some
        enriched = Enriched(
            id=event.id,
            source=event.source,
            type=_ENRICHED[kind],
            time=event.time,
            subject=event.subject,
            data=EnrichedData(
                event=shown(data, keep_text=self._options.keep_text),
                contact=contact.described(),
            ),
        )
        self._context.out.send(self._options.contacts_topic, event.subject.encode(), encode(enriched), partition)

    def fire(self, key: str, at_us: int) -> None:
        """Time alone changed a contact: its end never came, or it is over for good."""
        contact = self._contacts.get(key)
        if contact is None:
            return
        if key in self._changed:
            self._settle(key, contact)
        due = next_due(contact, self._options.lifetimes)
        if due.at_us > at_us:
            return
        if due.what == "expire":
            contact.expire(at_us)
            self._contacts.put(key, contact)
            self._settle(key, contact)
            return
        self._contacts.delete(key)
        self._partitions.pop(key, None)
        self._changed.pop(key, None)
        self._context.timers.cancel(key)

    def _settle(self, key: str, contact: Contact) -> None:
        """Book what changed, say where the contact stands, and set its timer.

        Once a commit for each contact, however many of its events came: all of it goes by the facts.
        """
        course = contact.course
        self._book.tell(contact.channel, course)
        self._waiting.put(contact.channel, contact.subject, course.standing())
        self._context.timers.set(key, next_due(contact, self._options.lifetimes).at_us)
        contact.rest()

    def _settle_all(self) -> None:
        changed, self._changed = self._changed, {}
        for key, contact in changed.items():
            self._settle(key, contact)

    def recovered(self) -> None:
        """Timers and levels come from the contacts themselves."""
        for key, contact in self._contacts.items():
            due = next_due(contact, self._options.lifetimes)
            self._context.timers.set(key, due.at_us)
            if contact.open:
                self._waiting.put(contact.channel, contact.subject, contact.course.standing())

    def moved(self, now_us: int) -> None:
        """The time is told with the next commit."""

    def pending(self) -> bool:
        """Time moved on by a second since it was told."""
        return self._context.clock.now_us - self._told_us >= TELL_EVERY_US

    def flush(self) -> None:
        """Tell the rollups what changed, and then what time it is."""
        self._settle_all()
        timers, now_us = self._context.timers, self._context.clock.now_us
        while (due := timers.pop_due(now_us)) is not None:  # set just now, and the time for it is past
            self.fire(*due)
        send, topic = self._context.out.send, self._options.panes_topic
        for pane in self._book.drain():
            send(topic, place_key(pane.scope), encode_pane(pane))
        for levels in self._waiting.changed():
            send(topic, place_key(levels.scope), encode_pane(levels))
        if self.pending():
            self._told_us = self._context.clock.now_us
            told = encode_pane(Told(self._context.partition, self._told_us))
            for partition in range(self._context.partitions):
                send(topic, None, told, partition)
