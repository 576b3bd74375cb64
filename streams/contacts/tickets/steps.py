"""How a ticket's facts fold into its course; the docstring of each step says what the facts mean.

The creation comes first among the facts (`facts.stored.order`). What bears an earlier time than it happened with it.
"""

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from streams.contacts.channel import Step
from streams.contacts.course import surveyed
from streams.contacts.facts import stored
from streams.contacts.facts.parts import JUDGED
from streams.contacts.facts.parts_tickets import (
    CREATED,
    FIRST_RESOLUTION,
    FOUND_OPEN,
    LAST_RESOLUTION,
    TIMED,
    Opening,
    PriorityChange,
    Reopening,
    Resolution,
)
from streams.contacts.tickets.course import TicketCourse
from streams.contacts.tickets.spans import AGENT_WORK, REQUESTER_WAIT, UNRESOLVED, become, spent_us
from streams.contacts.tone import heard


def created(course: TicketCourse, fact: stored.TicketCreated) -> None:
    """The ticket is new. A text is the customer's first message; created again, it only says more of itself."""
    course.customer_id = course.customer_id or fact.customer_id
    course.topic = course.topic or fact.topic
    course.medium = course.medium or fact.medium
    course.priority = course.priority or fact.priority
    if course.created_us is not None:
        return
    course.created_us = fact.at_us
    course.queue = fact.queue
    course.status = "new"
    course.spans = become((), "new", fact.at_us)
    course.open = True
    course.opening = Opening(course.queue, None, CREATED, at_us=fact.at_us)
    course.add(course.opening)
    course.talk.begin(fact.at_us)
    if fact.written:
        wrote = stored.Messaged(fact.at_us, fact.mark, "customer", said=fact.said)
        course.talk.wrote(course, wrote, course.queue, None)
        heard(course, wrote)


def assigned(course: TicketCourse, fact: stored.TicketAssigned) -> None:
    """From now on it is this agent's."""
    course.agent_id = fact.agent_id


def priority_changed(course: TicketCourse, fact: stored.PriorityChanged) -> None:
    """The same priority again is no change."""
    if fact.priority == course.priority:
        return
    course.priority = fact.priority
    change = PriorityChange(course.queue, course.agent_id, at_us=_at_us(course, fact))
    course.priority_changes = (*course.priority_changes, change)
    course.add(change)


def status_changed(course: TicketCourse, fact: stored.StatusChanged) -> None:
    """The same status again is no change. The first of a ticket of unknown creation resolves and reopens nothing."""
    before, at_us = course.status, _at_us(course, fact)
    if fact.status == before:
        return
    course.status = fact.status
    course.spans = become(course.spans, fact.status, at_us)
    was_open, course.open = course.open, fact.status in UNRESOLVED
    if before is None:
        if course.open:
            course.opening = Opening(course.queue, course.agent_id, FOUND_OPEN, at_us=at_us)
            course.add(course.opening)
    elif was_open and not course.open:
        _resolve(course, at_us)
    elif course.open and not was_open:
        _reopen(course, at_us)


def messaged(course: TicketCourse, fact: stored.Messaged) -> None:
    """Of a ticket of unknown creation nobody knows whether an answer is the first: it had others, perhaps."""
    at_us = _at_us(course, fact)
    if at_us != fact.at_us:
        fact = replace(fact, at_us=at_us)
    course.talk.wrote(course, fact, course.queue, course.agent_id)
    heard(course, fact)
    if course.created_us is None:
        course.talk.begun_us = None


def _resolve(course: TicketCourse, at_us: int) -> None:
    course.talk.close(course, at_us, "agent")  # no status says who set it; that a customer does is rare
    resolution = Resolution(course.queue, course.agent_id, LAST_RESOLUTION, at_us=at_us)
    if course.created_us is not None:
        resolution.flags |= TIMED if course.resolutions else TIMED | FIRST_RESOLUTION
        if course.surveys:
            resolution.flags |= JUDGED
        spans, since_us = course.spans, course.created_us
        resolution.total_us = spent_us(spans, UNRESOLVED, since_us, at_us)
        resolution.requester_wait_us = spent_us(spans, REQUESTER_WAIT, since_us, at_us)
        resolution.agent_work_us = spent_us(spans, AGENT_WORK, since_us, at_us)
    course.resolutions = (*course.resolutions, resolution)
    course.add(resolution)


def _reopen(course: TicketCourse, at_us: int) -> None:
    if course.resolutions:
        last = course.resolutions[-1]
        last.flags &= ~LAST_RESOLUTION
        course.touch(last)
    reopening = Reopening(course.queue, course.agent_id, at_us=at_us)
    course.reopenings = (*course.reopenings, reopening)
    course.add(reopening)


def _at_us(course: TicketCourse, fact: stored.Fact) -> int:
    return fact.at_us if course.created_us is None else max(fact.at_us, course.created_us)


STEPS: Final[Mapping[type[stored.Fact], Step]] = {
    stored.TicketCreated: created,
    stored.TicketAssigned: assigned,
    stored.PriorityChanged: priority_changed,
    stored.StatusChanged: status_changed,
    stored.Messaged: messaged,
    stored.Surveyed: surveyed,
}
