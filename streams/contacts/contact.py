"""One contact as the ledger keeps it, and its course, folded from its facts when first asked for."""

from bisect import insort
from collections.abc import Iterable
from functools import cached_property

import msgspec
from msgspec.structs import replace

from streams.contacts.channel import Due, Lifetimes
from streams.contacts.channels import CHANNELS, SURVEY
from streams.contacts.course import Course
from streams.contacts.facts.said import Said
from streams.contacts.facts.stored import EVER_US, AnyFact, Surveyed, mark_of, order
from streams.contacts.midnights import Runs, added, every_us, last_us
from streams.contacts.surveys.cards import Card
from streams.contacts.voice import Voice
from streams.events.types import Event
from streams.measures.pane import TOGETHER
from streams.records import Contact as ContactRecord


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
    card: Card | None = None
    """Of the contact with its id that was forgotten: surveys still find whose that was, and which it had."""
    days: Runs = []
    """The midnights that it was told of, if its channel counts what stands at midnight."""
    days_from_us: int = 0
    """Of those before it was not told: their days were over when it became known."""
    voice: Voice | None = None
    """Once something was said."""
    begun_us: int = 0
    """Time of the event that it became known by: tells it from others that had its id and were forgotten."""

    def __post_init__(self) -> None:
        if not self.facts and not self.seen:  # new: set what the properties below would compute
            self.marks = set(() if self.card is None else self.card.marks)
            self.course = self._empty()

    @property
    def booked_in(self) -> str:
        """The channel in whose figures it counts; answers to who knows what count over all channels only."""
        if self.channel != SURVEY:
            return self.channel
        return TOGETHER if self.card is None else self.card.channel

    @property
    def name(self) -> str:
        """What it is told under where others of its id may be remembered."""
        return f"{self.subject}@{self.begun_us}"

    def has_seen(self, event: Event) -> bool:
        """This event of it, or one with the same source and id, was taken."""
        return mark_of(event.source, event.id) in self.marks

    def take(self, event: Event, at_us: int, said: Said | None = None) -> bool:
        """Take one event of this contact; False when it was seen before. `said`: what its text says."""
        mark = mark_of(event.source, event.id)
        marks = self.marks
        if mark in marks:
            return False
        course = self.course
        marks.add(mark)
        if at_us > self.latest_us:
            self.latest_us = at_us
        channel = CHANNELS.get(self.channel)
        read = None if channel is None else channel.facts.get(type(event))
        if channel is None or read is None:
            self.seen.append(mark)
            return True
        fact = read(event.data, at_us, mark)  # type: ignore[attr-defined]  # no event without data is read
        if said is not None:
            fact = replace(fact, said=said)
        facts = self.facts
        if facts and (at_us <= facts[-1].at_us or fact.BEGINS) and order(fact) < order(facts[-1]):
            insort(facts, fact, key=order)
            self._refold(course)
        elif course.forgotten or self.expired_at_us is not None or (self.days and at_us < (last_us(self.days) or 0)):
            facts.append(fact)
            if self.expired_at_us is not None and channel.revives and type(fact) is not Surveyed:
                self.expired_at_us = None  # it went on after all
            self._refold(course)
        else:
            facts.append(fact)
            channel.steps[type(fact)](course, fact)
            self.open = course.open
        return True

    def last_us(self, until_us: int) -> int:
        """When the last of what is known of it happened, up to a time; before all times, if nothing had."""
        return max((fact.at_us for fact in self.facts if fact.at_us <= until_us), default=-EVER_US)

    def survey_marks(self) -> tuple[int, ...]:
        """Of the surveys that it, or the contact before it with its id, had."""
        known = () if self.card is None else self.card.marks
        return (*known, *(fact.mark for fact in self.facts if type(fact) is Surveyed))

    def forget_seen(self, kept: int) -> None:
        """Only its latest events that left no fact are known again."""
        self.marks.difference_update(self.seen[:-kept])
        del self.seen[:-kept]

    def adopt(self, facts: Iterable[AnyFact]) -> None:
        """Take facts that came before the contact did."""
        for fact in facts:
            self.marks.add(fact.mark)
            insort(self.facts, fact, key=order)
            self.latest_us = max(self.latest_us, fact.at_us)
        self._refold(self.course)

    def withdraw(self) -> list[AnyFact]:
        """Give all facts away: what the panes hold of them is to be taken back."""
        before = self.course
        facts, self.facts = self.facts, []
        self._refold(before)
        return facts

    def expire(self, at_us: int) -> None:
        """Give the contact up if it is still open: its end never came."""
        if not self.open or self.expired_at_us is not None:
            return
        before = self.course
        self.expired_at_us = at_us
        self._refold(before)

    def is_asleep(self, at_us: int) -> bool:
        """It rests, and neither facts nor midnights are known of a later time."""
        told_us = last_us(self.days)
        return "course" not in vars(self) and self.facts[-1].at_us < at_us and (told_us is None or told_us < at_us)

    def day_ended(self, at_us: int) -> None:
        """Time has come to this midnight; the next day's facts may be known already."""
        course, told_us = self.course, last_us(self.days)
        self.days = added(self.days, at_us)
        if at_us <= self.facts[-1].at_us or (told_us is not None and at_us < told_us):
            self._refold(course)
        else:
            course.day_ended(at_us)

    def rest(self, *, quiet: bool = False) -> None:
        """Forget what can be folded again, once the panes were told and nothing more is to be expected.

        It more than halves the memory of the contacts that only wait to be forgotten. `quiet`: nothing was heard
        for long, so an open one may rest, too.
        """
        derived = vars(self)
        course: Course | None = derived.get("course")
        if course is None or course.changed or course.dropped or not (quiet or course.is_settled()):
            return
        derived.clear()

    @cached_property
    def marks(self) -> set[int]:
        """Every event seen."""
        return {fact.mark for fact in self.facts}.union(self.seen, () if self.card is None else self.card.marks)

    @cached_property
    def course(self) -> Course:
        """What the facts amount to; `take` and `expire` mend it.

        Folded again after a restart or a rest, its parts are marked: the panes know of them already.
        """
        course = self._fold()
        if self.facts:
            course.recovered()
        return course

    def described(self) -> ContactRecord | None:
        """What the enriched record shows; None of what is no contact."""
        channel = CHANNELS.get(self.channel)
        return None if channel is None else channel.describe(self.course, self.channel)

    def _refold(self, before: Course) -> None:
        course = self._fold()
        course.dropped = before.told_parts()
        self.course = course
        self.open = course.open

    def _empty(self) -> Course:
        channel = CHANNELS.get(self.channel)
        course = Course() if channel is None else channel.course()
        course.card = self.card
        return course

    def _fold(self) -> Course:
        course = self._empty()
        if not self.facts:
            return course
        steps = CHANNELS[self.channel].steps
        midnights = every_us(self.days)
        midnight_us = next(midnights, None)
        for fact in self.facts:
            while midnight_us is not None and midnight_us <= fact.at_us:
                course.day_ended(midnight_us)
                midnight_us = next(midnights, None)
            steps[type(fact)](course, fact)
        while midnight_us is not None:
            course.day_ended(midnight_us)
            midnight_us = next(midnights, None)
        if self.expired_at_us is not None and course.open:
            course.expire(self.expired_at_us)
        return course


def next_due(contact: Contact, lifetimes: Lifetimes) -> Due:
    """When the contact is next changed by time alone, and how."""
    channel = CHANNELS.get(contact.channel)
    return Due(contact.latest_us + lifetimes.late_us, "forget") if channel is None else channel.due(contact, lifetimes)
