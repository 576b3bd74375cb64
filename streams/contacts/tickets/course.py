"""The course of a ticket: where it stood when, what was resolved and reopened, and the conversation in it."""

from typing import TYPE_CHECKING, Final

from msgspec import field

from streams.contacts.backlog import Unsolved
from streams.contacts.channel import Due, Lifetimes
from streams.contacts.conversation import Conversation
from streams.contacts.course import Course
from streams.contacts.facts.parts import Part
from streams.contacts.facts.parts_tickets import (
    FIRST_RESOLUTION,
    Midnight,
    Opening,
    PriorityChange,
    Reopening,
    Resolution,
)
from streams.contacts.facts.stored import StatusChanged
from streams.contacts.midnights import next_midnight_us
from streams.contacts.tickets.spans import Spans

if TYPE_CHECKING:
    from streams.contacts.contact import Contact

NEVER_US: Final = 1 << 62


class TicketCourse(Course, eq=False, gc=False):
    """`open` while it is in the backlog. A ticket whose creation is unknown begins with its first status."""

    talk: Conversation = field(default_factory=Conversation)
    queue: str | None = None
    agent_id: str | None = None
    """To whom it is assigned."""
    created_us: int | None = None
    status: str | None = None
    """None: not known, since neither the creation nor a status is."""
    spans: Spans = ()
    opening: Opening | None = None
    resolutions: tuple[Resolution, ...] = ()
    reopenings: tuple[Reopening, ...] = ()
    priority_changes: tuple[PriorityChange, ...] = ()
    midnights: tuple[Midnight, ...] = ()

    def own_parts(self) -> list[Part]:
        return [
            *(() if self.opening is None else (self.opening,)),
            *self.resolutions,
            *self.reopenings,
            *self.priority_changes,
            *self.midnights,
            *self.talk.parts(),
        ]

    def place(self) -> tuple[str | None, str | None]:
        return self.queue, self.agent_id

    def served(self) -> Resolution | None:
        first = self.resolutions[0] if self.resolutions else None
        return first if first is not None and first.flags & FIRST_RESOLUTION else None

    def unsolved(self) -> Unsolved | None:
        """Its age is counted from its creation or, if that is unknown, from its first span."""
        if not self.open:
            return None
        since_us = self.spans[0].from_us if self.created_us is None else self.created_us
        return Unsolved(self.queue, self.agent_id, since_us)

    def day_ended(self, at_us: int) -> None:
        """It is in the day's closing backlog, if it is in the backlog now."""
        if self.open:
            midnight = Midnight(self.queue, self.agent_id, at_us=at_us - 1)
            self.midnights = (*self.midnights, midnight)
            self.add(midnight)


def due(contact: "Contact", lifetimes: Lifetimes) -> Due:
    """When the ticket is next changed by time alone.

    It never expires. It is told of every midnight up to its latest event and, while it is in the backlog, of those
    after it. Solved or closed, it is kept for `ticket_reopen_us` after its latest event; one whose status nobody
    knows, for `late_us`.
    """
    forget_us = NEVER_US if contact.open else contact.latest_us + _kept_us(contact, lifetimes)
    if contact.facts:
        midnight_us = next_midnight_us(contact, lifetimes.days)
        if contact.open or midnight_us <= contact.latest_us:
            return Due(midnight_us, "midnight")
    return Due(forget_us, "forget")


def _kept_us(contact: "Contact", lifetimes: Lifetimes) -> int:
    """Asked without the course, so that a ticket that rests need not be folded for it."""
    for fact in reversed(contact.facts):
        if isinstance(fact, StatusChanged):
            return max(lifetimes.late_us, lifetimes.ticket_reopen_us)
    return lifetimes.late_us
