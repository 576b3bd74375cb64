"""What a contact looks like in the enriched record: its facts and durations so far."""

from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from streams.contacts.contact import Contact
from streams.contacts.course import Course
from streams.contacts.facts.parts import (
    ABANDONED,
    ANSWERED,
    ENDED,
    HELD,
    LEFT,
    PROMISED,
    TRANSFERRED,
    WRAPPED_UP,
    Leg,
)
from streams.events.times import rfc3339
from streams.records import Contact as ContactRecord
from streams.records import ContactState, Outcome

TIMES_KEPT: Final = 65_536
"""Every event of a contact shows the same times again, and writing one down is the dearest part of a view."""

_written = lru_cache(maxsize=TIMES_KEPT)(rfc3339)


def view(contact: Contact) -> ContactRecord:
    """The contact as it stands: queue, wait and outcome of its last visit, and its agents' work so far.

    Written in two calls because one of more than 15 keywords is many times slower.
    """
    course = contact.course
    legs = course.legs
    outcome: Outcome | None = "answered" if legs else None
    queue = legs[-1].queue if legs else None
    queued_us = wait_s = expected_s = error_s = None
    answered_us = legs[0].answered_us if legs else None
    if course.visits:
        visit = course.visits[-1]
        queue, queued_us, flags = visit.queue, visit.queued_us, visit.flags
        outcome = _outcome(flags)
        answered_us = visit.out_us if flags & ANSWERED else None
        if outcome is not None:
            wait_s = (visit.out_us - queued_us) / 1_000_000
        if flags & PROMISED:
            expected_s = visit.expected_us / 1_000_000
            if flags & ANSWERED:
                error_s = (visit.out_us - queued_us - visit.expected_us) / 1_000_000
    record = ContactRecord(
        channel=contact.channel,  # type: ignore[arg-type]  # only contacts of these three channels are shown
        state=_state(course),
        queue=queue,
        customer_id=course.customer_id,
        priority=course.priority,
        topic=course.topic,
        language=course.language,
        direction=course.direction,
        queued_at=None if queued_us is None else _written(queued_us),
        ended_at=None if course.ended_us is None else _written(course.ended_us),
        wait_s=wait_s,
        expected_wait_s=expected_s,
        outcome=outcome if course.expiry is None else "expired",
        rings_missed=len(course.missed) or None,
    )
    if not legs:
        return record
    record = replace(
        record,
        agent_id=legs[-1].agent_id,
        answered_at=None if answered_us is None else _written(answered_us),
        promise_error_s=error_s,
    )
    return _with_work(record, legs) if legs[0].flags else record


def _with_work(record: ContactRecord, legs: tuple[Leg, ...]) -> ContactRecord:
    """Sums over the legs: talk and handling of a leg show once it ended, its wrap-up once that is over."""
    talk_us = hold_us = holds = wrap_up_us = transfers = seen = 0
    for leg in legs:
        flags = leg.flags
        seen |= flags
        if flags & ENDED:
            talk_us += leg.ended_us - leg.answered_us - leg.hold_us
        if flags & HELD:
            hold_us += leg.hold_us
            holds += leg.holds
        if flags & WRAPPED_UP:
            wrap_up_us += leg.wrapped_us - leg.ended_us
        if flags & TRANSFERRED:
            transfers += 1
    ended = seen & ENDED
    return replace(
        record,
        talk_s=talk_us / 1_000_000 if ended else None,
        hold_s=hold_us / 1_000_000 if holds else None,
        holds=holds or None,
        wrap_up_s=wrap_up_us / 1_000_000 if seen & WRAPPED_UP else None,
        handle_s=(talk_us + hold_us + wrap_up_us) / 1_000_000 if ended else None,
        transfers=transfers or None,
    )


def _outcome(flags: int) -> Outcome | None:
    if flags & ANSWERED:
        return "answered"
    if flags & ABANDONED:
        return "abandoned"
    return "left_queue" if flags & LEFT else None


def _state(course: Course) -> ContactState:
    if course.expiry is not None:
        return "expired"
    if not course.open:
        return "closed" if course.visits or course.ended_us is not None else "new"
    leg = course.open_leg()
    if leg is not None:
        return "talking" if leg.held_since_us is None else "on_hold"
    if course.ringing is not None:
        return "ringing"
    return "in_progress" if course.waiting() is None else "waiting"
