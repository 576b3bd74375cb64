"""The course of what waits in queues and is taken by agents: calls and chats."""

from typing import TYPE_CHECKING

from streams.contacts.channel import Due, Lifetimes
from streams.contacts.course import NOWHERE, Course, Standing
from streams.contacts.facts.parts import ENDED, LAST, OUTCOME, WRAPPED_UP, Leg, MissedRing, Part, Visit

if TYPE_CHECKING:
    from streams.contacts.contact import Contact


class QueueCourse(Course, eq=False, gc=False):
    """Visits to queues and agents' legs."""

    visits: tuple[Visit, ...] = ()
    legs: tuple[Leg, ...] = ()
    missed: tuple[MissedRing, ...] = ()
    ended_us: int | None = None
    ended_by: str | None = None
    ringing: str | None = None
    transferred_to: str | None = None

    def own_parts(self) -> list[Part]:
        return [*self.visits, *self.legs, *self.missed]

    def waiting(self) -> Visit | None:
        """The visit that is still waiting, if any."""
        if self.visits and not self.visits[-1].flags & OUTCOME:
            return self.visits[-1]
        return None

    def open_leg(self) -> Leg | None:
        """The leg whose agent is still on the contact, if any."""
        if self.legs and not self.legs[-1].flags & ENDED:
            return self.legs[-1]
        return None

    def is_settled(self) -> bool:
        """Over, and every agent's leg had its wrap-up."""
        return not self.open and all(leg.flags & WRAPPED_UP for leg in self.legs)

    def place(self) -> tuple[str | None, str | None]:
        last_queue = self.visits[-1].queue if self.visits else None
        if self.legs and self.waiting() is None:
            leg = self.legs[-1]
            return leg.queue or last_queue, leg.agent_id
        return last_queue, None

    def served(self) -> Leg | None:
        return self.legs[-1] if self.legs and self.legs[-1].flags & LAST else None

    def worked(self) -> tuple[Leg, ...]:
        return self.legs

    def standing(self) -> Standing:
        if not self.open or self.expiry is not None:
            return NOWHERE
        visit, leg = self.waiting(), self.open_leg()
        if leg is None:
            return NOWHERE if visit is None else Standing(visit.queue, visit.queued_us)
        waiting_in, since_us = (None, 0) if visit is None else (visit.queue, visit.queued_us)
        return Standing(waiting_in, since_us, in_progress=True, queue=leg.queue)


def due(contact: "Contact", lifetimes: Lifetimes) -> Due:
    """When the contact is next changed by time alone.

    One that is over is forgotten `late_us` after its latest event. One that is open expires `expire_us` after
    its first fact, and is forgotten `late_us` later.
    """
    if not contact.open:
        return Due(contact.latest_us + lifetimes.late_us, "forget")
    if contact.expired_at_us is None:
        return Due(contact.facts[0].at_us + lifetimes.expire_us, "expire")
    return Due(contact.expired_at_us + lifetimes.late_us, "forget")
