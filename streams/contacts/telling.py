"""What a contacts task tells the stages behind it: changes of figures, levels, agents' shares, and the time."""

from collections import defaultdict
from itertools import chain
from typing import Final

from streams.contacts.backlog import Backlog
from streams.contacts.channels import TICKET
from streams.contacts.contact import Contact
from streams.contacts.nights import Nights
from streams.contacts.options import ContactOptions
from streams.contacts.staffing import Staffing
from streams.contacts.waiting import Waiting
from streams.engine.clock import BEFORE_ALL
from streams.engine.stage import Context
from streams.measures.book import PaneBook
from streams.measures.pane import TOGETHER, Mention, Mentioned, Scope, Told, encode_pane, place_key
from streams.measures.staff import encode_staff

TELL_EVERY_US: Final = 1_000_000
MENTIONS_AT_ONCE: Final = 50
"""In one record. One has 10 kB at most, and a broker takes records of up to 1 MB."""


class Telling:
    """Collects between commits, and sends once a commit."""

    __slots__ = (
        "_backlog",
        "_book",
        "_context",
        "_mentions",
        "_panes_topic",
        "_staff_topic",
        "_told_us",
        "_waiting",
        "nights",
        "staffing",
    )

    def __init__(self, context: Context, options: ContactOptions) -> None:
        self._context = context
        self._panes_topic = options.panes_topic
        self._staff_topic = options.staff_topic
        self._book = PaneBook(options.policy.of)
        self._waiting = Waiting(context.partition)
        self._backlog = Backlog(TICKET, context.partition)
        self._mentions: defaultdict[str, list[Mention]] = defaultdict(list)
        self._told_us = BEFORE_ALL
        self.nights = Nights(self._book, self._backlog, options.lifetimes.days)
        self.staffing = Staffing(context.partitions)

    def changed(self, contact: Contact) -> None:
        """Book what changed since it was told last, and say where it stands."""
        course = contact.course
        self.staffing.tell(contact.channel, contact.name, course)
        self._book.tell(contact.booked_in, course)
        self.stands(contact)

    def stands(self, contact: Contact) -> None:
        """Say where the contact stands, for the levels."""
        course = contact.course
        self._waiting.put(contact.channel, contact.subject, course.standing())
        if contact.channel == TICKET:
            self._backlog.put(contact.subject, course.unsolved())

    def mentioned(self, contact: Contact, at_us: int, phrases: tuple[str, ...]) -> None:
        """A customer wrote of these, in whichever queue the contact is."""
        queue, _ = contact.course.place()
        if queue is not None:
            self._mentions[queue].append(Mention(contact.subject, at_us, phrases))

    def withdrawn(self, contact: Contact) -> None:
        """All its facts went to another contact."""
        self._book.tell(contact.booked_in, contact.course)

    def pending(self) -> bool:
        """Time moved on by a second since it was told."""
        return self._context.clock.now_us - self._told_us >= TELL_EVERY_US

    def send(self) -> None:
        """What changed, and then what time it is."""
        send, topic, staff, now_us = (
            self._context.out.send,
            self._panes_topic,
            self._staff_topic,
            self._context.clock.now_us,
        )
        for pane in self._book.drain():
            encoded = encode_pane(pane)
            send(topic, place_key(pane.scope), encoded)
            if pane.scope.kind == "agent":
                self.staffing.measured(pane.scope.id, encoded)
        for queue, mentions in self._mentions.items():
            scope = Scope("queue", queue, TOGETHER)
            for start in range(0, len(mentions), MENTIONS_AT_ONCE):
                some = tuple(mentions[start : start + MENTIONS_AT_ONCE])
                send(topic, place_key(scope), encode_pane(Mentioned(scope, some)))
        self._mentions.clear()
        self._backlog.pass_time(now_us)
        for levels in chain(self._waiting.changed(), self._backlog.changed()):
            send(topic, place_key(levels.scope), encode_pane(levels))
        for partition, messages in self.staffing.drain():
            send(staff, None, messages, partition)
        if self.pending():
            self._told_us = now_us
            told = Told(self._context.partition, now_us)
            for partition in range(self._context.partitions):
                send(topic, None, encode_pane(told), partition)
                send(staff, None, encode_staff([told]), partition)
