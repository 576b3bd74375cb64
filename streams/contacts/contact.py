"""One contact as the ledger keeps it, and its course, folded from its facts when first asked for."""

from bisect import insort
from functools import cached_property
from typing import Final, Literal, NamedTuple

import msgspec

from streams.contacts import call
from streams.contacts.course import Course, Steps
from streams.contacts.facts.parts import UNTOLD
from streams.contacts.facts.stored import AnyFact, mark_of, order
from streams.contacts.reading import FACTS
from streams.events.types import Event

STEPS: Final[dict[str, Steps]] = {"call": call.STEPS}
"""How the contacts of each channel fold."""


class Due(NamedTuple):
    """When time alone changes a contact, and what it does then."""

    at_us: int
    what: Literal["forget", "expire"]


class Contact(msgspec.Struct, array_like=True, dict=True, eq=False):
    """The facts of one contact, and the marks of every event it has seen.

    The same events give the same facts and the same course, in whatever order and however often they
    come. `open` repeats what the course says, so that a restart need not fold what is over.
    """

    subject: str
    channel: str
    facts: list[AnyFact] = []
    seen: list[int] = []
    """Marks of events that left no fact."""
    latest_us: int = 0
    expired_at_us: int | None = None
    open: bool = False

    def __post_init__(self) -> None:
        if not self.facts and not self.seen:  # new: set what the properties below would compute
            self.marks = set()
            self.course = Course()

    def take(self, event: Event, at_us: int) -> bool:
        """Take one event of this contact; False when it was seen before."""
        mark = mark_of(event.source, event.id)
        marks = self.marks
        if mark in marks:
            return False
        course = self.course
        marks.add(mark)
        if at_us > self.latest_us:
            self.latest_us = at_us
        read = FACTS.get(type(event))
        if read is None:
            self.seen.append(mark)
            return True
        fact = read(event.data, at_us, mark)  # type: ignore[attr-defined]  # FACTS knows no event without data
        facts = self.facts
        if facts and at_us <= facts[-1].at_us and order(fact) < order(facts[-1]):
            insort(facts, fact, key=order)
            self._refold(course)
        elif course.forgotten or self.expired_at_us is not None:
            facts.append(fact)
            self._refold(course)
        else:
            facts.append(fact)
            STEPS[self.channel][type(fact)](course, fact)
            self.open = course.open
        return True

    def expire(self, at_us: int) -> None:
        """Give the contact up if it is still open: its end never came."""
        if not self.open or self.expired_at_us is not None:
            return
        before = self.course
        self.expired_at_us = at_us
        self._refold(before)

    def rest(self) -> None:
        """Forget what can be folded again, once the panes were told and nothing more is to be expected.

        It more than halves the memory of the contacts that only wait to be forgotten.
        """
        derived = vars(self)
        course: Course | None = derived.get("course")
        if course is None or course.open or course.changed or course.dropped or not course.all_wrapped_up():
            return
        derived.clear()

    @cached_property
    def marks(self) -> set[int]:
        """Every event seen."""
        return {fact.mark for fact in self.facts}.union(self.seen)

    @cached_property
    def course(self) -> Course:
        """What the facts amount to; `take` and `expire` mend it.

        Folded again after a restart or a rest, its parts are marked: the panes know of them already.
        """
        course = self._fold()
        course.forgotten = bool(self.facts)
        course.changed.clear()
        for part in course.parts():
            part.booked = None
            part.told = part.flags
            part.stale = False
        return course

    def _refold(self, before: Course) -> None:
        course = self._fold()
        course.dropped = (*before.dropped, *(part for part in before.parts() if part.told != UNTOLD))
        self.course = course
        self.open = course.open

    def _fold(self) -> Course:
        course = Course()
        steps = STEPS.get(self.channel, {})
        for fact in self.facts:
            steps[type(fact)](course, fact)
        if self.expired_at_us is not None and course.open:
            course.expire(self.expired_at_us)
        return course


def next_due(contact: Contact, late_us: int, expire_us: int) -> Due:
    """When the contact is next changed by time alone.

    One that is over is forgotten `late_us` after its latest event; until then late and repeated events
    find it. One that is open expires `expire_us` after its first fact, and is forgotten `late_us` later.
    """
    if not contact.open:
        return Due(contact.latest_us + late_us, "forget")
    if contact.expired_at_us is None:
        return Due(contact.facts[0].at_us + expire_us, "expire")
    return Due(contact.expired_at_us + late_us, "forget")
