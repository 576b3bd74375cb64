"""The course of a contact: the left fold over its facts. Here is what every channel's course has in common."""

from typing import TYPE_CHECKING

import msgspec

from streams.contacts.backlog import Unsolved
from streams.contacts.facts import stored
from streams.contacts.facts.parts import FIRST, JUDGED, UNTOLD, Expiry, Judged, Leg, Part, Survey
from streams.contacts.facts.parts_tickets import Resolution
from streams.contacts.judging import judgement
from streams.contacts.surveys.cards import Card

if TYPE_CHECKING:
    from streams.contacts.tone import Tone


class Standing(msgspec.Struct, frozen=True, gc=False):
    """Where a contact stands right now, for the levels; by default it neither waits nor is in progress."""

    waiting_in: str | None = None
    waiting_since_us: int = 0
    in_progress: bool = False
    queue: str | None = None


NOWHERE = Standing()


class Course(msgspec.Struct, eq=False, gc=False):
    """What the facts so far amount to. It is derived, so no ledger holds it.

    A channel's course adds its own parts. Parts are never removed from a course, only folded anew.
    Tuples, because the garbage collector soon leaves tuples of such structs alone.
    """

    changed: list[Part] = []
    """Parts that changed since the panes were last told."""
    dropped: tuple[Part, ...] = ()
    """Parts of an earlier fold whose bookings the panes still hold."""
    forgotten: bool = False
    """The panes know its parts already, but what they were told is forgotten: the contact rested, or restarted."""
    open: bool = False
    """Something is still to come: it waits, an agent is on it, or it was passed on."""
    surveys: tuple[Survey, ...] = ()
    expiry: Expiry | None = None
    judged: Judged | None = None
    """Of the contact before it, which was forgotten unjudged."""
    card: Card | None = None
    """Of the contact with the same id that was forgotten, if it is known."""
    customer_id: str | None = None
    topic: str | None = None
    language: str | None = None
    priority: str | int | None = None
    direction: str | None = None
    medium: str | None = None
    tone: "Tone | None" = None
    """Once something was said."""

    def own_parts(self) -> list[Part]:
        """Every part but those that all channels have."""
        return []

    def place(self) -> tuple[str | None, str | None]:
        """Queue and agent that had the contact last."""
        return None, None

    def served(self) -> Leg | Resolution | None:
        """The part by which it counts as handled once: its customer may be asked how that was."""
        return None

    def worked(self) -> tuple[Leg, ...]:
        """Legs of the agents whose hands it takes; none on a channel that leaves them free for others."""
        return ()

    def standing(self) -> Standing:
        """Where the contact stands."""
        return NOWHERE

    def day_ended(self, at_us: int) -> None:
        """A day ended at this midnight; told in its place among the facts, by those who count what stands then."""

    def unsolved(self) -> Unsolved | None:
        """Its place in the backlog, if it is in it."""
        return None

    def is_settled(self) -> bool:
        """Whether nothing is to be expected any more."""
        return not self.open

    def parts(self) -> list[Part]:
        """Every part there is."""
        found = [*self.own_parts(), *self.surveys]
        if self.tone is not None:
            found += self.tone.parts()
        if self.expiry is not None:
            found.append(self.expiry)
        if self.judged is not None:
            found.append(self.judged)
        return found

    def add(self, part: Part) -> None:
        """A new part is to be told."""
        self.changed.append(part)

    def touch(self, part: Part) -> None:
        """The part changed."""
        if not part.stale:
            part.stale = True
            self.changed.append(part)

    def expire(self, at_us: int) -> None:
        """Give up an open contact: it leaves the levels, and counts as expired."""
        self.expiry = Expiry(*self.place(), at_us=at_us)
        self.changed.append(self.expiry)

    def recovered(self) -> None:
        """It was folded again after a restart or a rest: the panes know of its parts already."""
        self.forgotten = True
        self.changed.clear()
        for part in self.parts():
            part.booked = None
            part.told = part.flags
            part.stale = False

    def told_parts(self) -> tuple[Part, ...]:
        """Parts that the panes hold something of, those of earlier folds included."""
        return (*self.dropped, *(part for part in self.parts() if part.told != UNTOLD))


def surveyed(course: Course, fact: stored.Surveyed) -> None:
    """The customer judged the queue and the agent that had the contact last."""
    flags, score_micros = judgement(fact.kind, fact.score, fact.scale_max)
    place, card = course.place(), course.card
    if not course.surveys and not (card is not None and card.marks):
        flags |= FIRST
    if card is not None and place[0] is None:
        place = card.queue, card.agent_id
    survey = Survey(*place, flags, at_us=fact.at_us, score_micros=score_micros)
    course.surveys = (*course.surveys, survey)
    course.changed.append(survey)
    served = course.served()
    if served is not None:
        served.flags |= JUDGED
        course.touch(served)
    elif flags & FIRST and card is not None and card.served is not None:
        at_us, queue, agent_id = card.served
        course.judged = Judged(queue, agent_id, at_us=at_us)
        course.changed.append(course.judged)
