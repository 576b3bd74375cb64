"""How queueing, answering and leaving fold into a course; the docstring of each step says what the facts mean.

Facts come in their one order (`facts.stored.order`), so every step may rely on what came before it.
Outcomes inside one visit: an answer beats a reason to leave, which beats an abandonment.
"""

from collections.abc import Mapping
from typing import Final

from streams.contacts.channel import Step
from streams.contacts.course import surveyed
from streams.contacts.facts import stored
from streams.contacts.facts.parts import (
    ABANDONED,
    ANSWERED,
    ENDED,
    JUDGED,
    LAST,
    LEFT,
    LEFT_FOR,
    OFFERED,
    OUTCOME,
    TRANSFERRED,
    WRAPPED_UP,
    Leg,
    Visit,
)
from streams.contacts.queueing import QueueCourse

GONE_ELSEWHERE: Final = frozenset({"callback", "overflow"})
"""Reasons that a later answer leaves standing: the contact went on somewhere else."""


def queued(course: QueueCourse, fact: stored.Queued) -> None:
    """Open a visit, unless it waits in this queue already; one waiting elsewhere overflowed to here."""
    course.ended_us = course.ended_by = None
    course.customer_id = course.customer_id or fact.customer_id
    course.topic = fact.topic or course.topic
    course.language = fact.language or course.language
    course.priority = course.priority if fact.priority is None else fact.priority
    course.direction = course.direction or fact.direction
    if course.visits:
        last = course.visits[-1]
        if not last.flags & OUTCOME:
            if last.queue == fact.queue:
                return
            _leave(course, last, "overflow", fact.at_us, inferred=True)
    offer(course, fact.queue, fact.at_us)


def offer(course: QueueCourse, queue: str, at_us: int) -> Visit:
    """A visit begins."""
    visit = Visit(queue, None, OFFERED, queued_us=at_us)
    course.visits = (*course.visits, visit)
    course.open = True
    course.changed.append(visit)
    return visit


def answered(course: QueueCourse, fact: stored.Answered) -> None:
    """Answer the visit, even one thought abandoned; without one, the answer is the agent's alone.

    Another agent's leg ends here. An answer that follows the call's end has a leg of no length.
    """
    answer(course, fact.at_us, fact.agent_id, answerable(course), fact.queue)


def answerable(course: QueueCourse) -> Visit | None:
    """The visit that an answer would be the answer of."""
    visit = course.visits[-1] if course.visits else None
    if visit is None or visit.flags & ANSWERED or visit.reason in GONE_ELSEWHERE:
        return None
    return visit


def answer(course: QueueCourse, at_us: int, agent_id: str | None, visit: Visit | None, queue: str | None) -> None:
    """The agent takes the contact and, if there is one, answers the visit; otherwise `queue` has the leg."""
    course.ringing = None
    leg = course.open_leg()
    if leg is not None:
        if visit is None and leg.agent_id == agent_id:
            return
        _end_leg(course, leg, at_us)
    served = course.served()
    if served is not None:
        served.flags &= ~LAST
        course.touch(served)
    queue = queue or course.transferred_to
    if visit is not None:
        queue = visit.queue
        visit.flags = visit.flags & ~OUTCOME | ANSWERED
        visit.out_us = at_us
        visit.agent_id = agent_id
        visit.reason = None
        course.touch(visit)
    leg = Leg(queue, agent_id, answered_us=at_us)
    course.legs = (*course.legs, leg)
    course.changed.append(leg)
    course.transferred_to = None
    if course.ended_us is None:
        course.open = True
    else:
        _end_leg(course, leg, at_us)


def transferred(course: QueueCourse, fact: stored.Transferred) -> None:
    """End the leg. It queues nobody: `call.queued` says so itself.

    In an attended transfer the new agent may have answered already: then it was the leg before.
    """
    course.transferred_to = fact.to_queue
    leg = course.open_leg()
    if leg is None:
        return
    if fact.to_agent == leg.agent_id:
        if len(course.legs) == 1:
            return
        leg = course.legs[-2]
    else:
        _end_leg(course, leg, fact.at_us)
    if not leg.flags & TRANSFERRED:
        leg.flags |= TRANSFERRED
        leg.transferred_us = fact.at_us
        course.touch(leg)


def abandoned(course: QueueCourse, fact: stored.Abandoned) -> None:
    """The caller hung up while waiting."""
    visit = course.waiting()
    if visit is not None:
        _abandon(course, visit, fact.at_us)


def left_queue(course: QueueCourse, fact: stored.LeftQueue) -> None:
    """Beats an abandonment and an inferred reason: some sources send both.

    One at the very moment of queueing elsewhere is the reason why the queue before was left.
    """
    if not course.visits:
        return
    visit = course.visits[-1]
    if len(course.visits) > 1:
        before = course.visits[-2]
        if before.inferred and before.out_us == fact.at_us:
            visit = before
    if visit.flags & ANSWERED or (visit.flags & LEFT and not visit.inferred):
        return
    _leave(course, visit, fact.reason, fact.at_us, inferred=False)


def ended(course: QueueCourse, fact: stored.Ended) -> None:
    """A waiting caller who ended it abandoned; if the agent or the system did, it left for another reason."""
    if course.ended_us is None:
        course.ended_us, course.ended_by = fact.at_us, fact.by
    leg = course.open_leg()
    if leg is not None:
        _end_leg(course, leg, fact.at_us)
    visit = course.waiting()
    if visit is not None:
        if fact.by in (None, "customer"):
            _abandon(course, visit, fact.at_us)
        else:
            _leave(course, visit, "other", fact.at_us, inferred=True)
    course.open = False
    course.ringing = None


def wrapped_up(course: QueueCourse, fact: stored.WrappedUp) -> None:
    """Belongs to the last ended leg, of that agent if named, that has no wrap-up yet."""
    for leg in reversed(course.legs):
        if leg.flags & (ENDED | WRAPPED_UP) == ENDED and fact.agent_id in (None, leg.agent_id):
            leg.flags |= WRAPPED_UP
            leg.wrapped_us = fact.at_us
            course.touch(leg)
            return


def _end_leg(course: QueueCourse, leg: Leg, at_us: int) -> None:
    if leg.held_since_us is not None:
        leg.hold_us += at_us - leg.held_since_us
        leg.held_since_us = None
    leg.flags |= ENDED | LAST | JUDGED if course.surveys else ENDED | LAST
    leg.ended_us = at_us
    course.touch(leg)


def _abandon(course: QueueCourse, visit: Visit, at_us: int) -> None:
    visit.flags |= ABANDONED
    visit.out_us = at_us
    _close_unless_talking(course)
    course.touch(visit)


def _leave(course: QueueCourse, visit: Visit, reason: str, at_us: int, *, inferred: bool) -> None:
    visit.flags = visit.flags & ~OUTCOME | LEFT_FOR[reason]
    visit.out_us = at_us
    visit.reason = reason
    visit.inferred = inferred
    _close_unless_talking(course)
    course.touch(visit)


def _close_unless_talking(course: QueueCourse) -> None:
    course.ringing = None
    if course.open_leg() is None and course.waiting() is None:
        course.open = False


QUEUE_STEPS: Final[Mapping[type[stored.Fact], Step]] = {
    stored.Queued: queued,
    stored.Answered: answered,
    stored.Transferred: transferred,
    stored.Abandoned: abandoned,
    stored.LeftQueue: left_queue,
    stored.Ended: ended,
    stored.WrappedUp: wrapped_up,
    stored.Surveyed: surveyed,
}
