"""The course of a contact: the left fold over its facts, and what every channel's course has in common."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

import msgspec

from streams.contacts.facts.parts import ENDED, OUTCOME, WRAPPED_UP, Expiry, Leg, MissedRing, Part, Visit
from streams.contacts.facts.stored import Fact


class Standing(msgspec.Struct, frozen=True, gc=False):
    """Where a contact stands right now, for the levels; by default it neither waits nor is in progress."""

    waiting_in: str | None = None
    waiting_since_us: int = 0
    in_progress: bool = False
    queue: str | None = None
    agent_id: str | None = None


NOWHERE: Final = Standing()


class Course(msgspec.Struct, eq=False, gc=False):
    """What the facts so far amount to. It is derived, so no ledger holds it.

    A channel's course adds how it folds; parts are never removed from a course, only folded anew.
    Tuples, because the garbage collector soon leaves tuples of such structs alone.
    """

    visits: tuple[Visit, ...] = ()
    legs: tuple[Leg, ...] = ()
    missed: tuple[MissedRing, ...] = ()
    expiry: Expiry | None = None
    changed: list[Part] = []
    """Parts that changed since the panes were last told."""
    dropped: tuple[Part, ...] = ()
    """Parts of an earlier fold whose bookings the panes still hold."""
    forgotten: bool = False
    """The panes know its parts already, but what they were told is forgotten: the contact rested, or restarted."""
    open: bool = False
    """Something is still to come: it waits, an agent is on it, or it was passed on."""
    ended_us: int | None = None
    ended_by: str | None = None
    ringing: str | None = None
    transferred_to: str | None = None
    customer_id: str | None = None
    topic: str | None = None
    language: str | None = None
    priority: str | int | None = None
    direction: str | None = None

    def parts(self) -> list[Part]:
        """Every part there is."""
        found: list[Part] = [*self.visits, *self.legs, *self.missed]
        if self.expiry is not None:
            found.append(self.expiry)
        return found

    def touch(self, part: Part) -> None:
        """The part changed."""
        if not part.stale:
            part.stale = True
            self.changed.append(part)

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

    def all_wrapped_up(self) -> bool:
        """Whether every agent's leg had its wrap-up."""
        return all(leg.flags & WRAPPED_UP for leg in self.legs)

    def expire(self, at_us: int) -> None:
        """Give up an open contact: it leaves the levels, and counts as expired."""
        visit, leg = self.waiting(), self.open_leg()
        queue = visit.queue if visit is not None else leg.queue if leg is not None else None
        self.expiry = Expiry(queue, None, at_us=at_us)
        self.changed.append(self.expiry)

    def standing(self) -> Standing:
        """Where the contact stands."""
        if not self.open or self.expiry is not None:
            return NOWHERE
        visit, leg = self.waiting(), self.open_leg()
        if leg is None:
            return NOWHERE if visit is None else Standing(visit.queue, visit.queued_us)
        waiting_in, since_us = (None, 0) if visit is None else (visit.queue, visit.queued_us)
        return Standing(waiting_in, since_us, in_progress=True, queue=leg.queue, agent_id=leg.agent_id)


Steps: TypeAlias = Mapping[type[Fact], Callable[[Course, Any], None]]
"""How a channel's course takes each kind of fact."""
