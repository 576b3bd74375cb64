"""What a contact that waits in queues looks like in the enriched record: its facts and durations so far."""

from datetime import datetime
from typing import Final, NamedTuple

from streams.contacts.facts.parts import (
    ABANDONED,
    ANSWERED,
    ENDED,
    HELD,
    LEFT,
    OUTCOME,
    PROMISED,
    TRANSFERRED,
    WRAPPED_UP,
    Leg,
)
from streams.contacts.queueing import QueueCourse
from streams.events.times import moment
from streams.records import Contact as ContactRecord
from streams.records import ContactState, Outcome


def shown(
    course: QueueCourse,
    channel: str,
    state: ContactState,
    messages: int | None = None,
    first_response_s: float | None = None,
    unanswered_since: datetime | None = None,
    created_at: datetime | None = None,
) -> ContactRecord:
    """The contact as its events so far tell it; a leg's talk and handling show once it ended."""
    visits, legs = course.visits, course.legs
    queue = queued_at = answered_at = None
    outcome: Outcome | None = None
    wait_s = expected_s = error_s = None
    if visits:
        visit = visits[-1]
        queue, flags = visit.queue, visit.flags
        queued_at = moment(visit.queued_us)
        if flags & OUTCOME:
            outcome = _outcome(flags)
            wait_s = (visit.out_us - visit.queued_us) / 1_000_000
            if flags & ANSWERED:
                answered_at = moment(visit.out_us)
        if flags & PROMISED:
            expected_s = visit.expected_us / 1_000_000
            if flags & ANSWERED:
                error_s = (visit.out_us - visit.queued_us - visit.expected_us) / 1_000_000
    elif legs:
        outcome, queue, answered_at = "answered", legs[-1].queue, moment(legs[0].answered_us)
    else:
        queue = course.place()[0]
    work = _NO_WORK if not legs or not legs[0].flags else _work(legs)
    # In the order of the record's fields: see there.
    return ContactRecord(
        channel,  # type: ignore[arg-type]  # only contacts of these three channels are shown
        state,
        queue,
        legs[-1].agent_id if legs else None,
        course.customer_id,
        course.priority,
        course.topic,
        course.language,
        course.direction,
        course.medium,
        queued_at,
        answered_at,
        None if course.ended_us is None else moment(course.ended_us),
        wait_s,
        expected_s,
        error_s,
        outcome if course.expiry is None else "expired",
        work.talk_s,
        work.hold_s,
        work.holds,
        work.wrap_up_s,
        work.handle_s,
        work.transfers,
        len(course.missed) or None,
        messages,
        first_response_s,
        None,
        unanswered_since,
        created_at,
    )


class _Work(NamedTuple):
    """Sums over the legs."""

    talk_s: float | None = None
    hold_s: float | None = None
    holds: int | None = None
    wrap_up_s: float | None = None
    handle_s: float | None = None
    transfers: int | None = None


_NO_WORK: Final = _Work()


def _work(legs: tuple[Leg, ...]) -> _Work:
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
    return _Work(
        talk_us / 1_000_000 if ended else None,
        hold_us / 1_000_000 if holds else None,
        holds or None,
        wrap_up_us / 1_000_000 if seen & WRAPPED_UP else None,
        (talk_us + hold_us + wrap_up_us) / 1_000_000 if ended else None,
        transfers or None,
    )


def _outcome(flags: int) -> Outcome | None:
    if flags & ANSWERED:
        return "answered"
    if flags & ABANDONED:
        return "abandoned"
    return "left_queue" if flags & LEFT else None
