"""What a ticket looks like in the enriched record: where it stands, and its durations so far."""

from typing import cast

from streams.contacts.tickets.course import TicketCourse
from streams.events.times import moment
from streams.records import Contact as ContactRecord
from streams.records import ContactState
from streams.records.base import ContactChannel

_US = 1_000_000


def view(course: TicketCourse, channel: str) -> ContactRecord:
    """The ticket as its events so far tell it; times of its resolution show while it is resolved."""
    talk, last = course.talk, course.resolutions[-1] if course.resolutions else None
    if course.open:
        last = None
    timed = None if course.created_us is None else last
    response_us = talk.first_response_us
    return ContactRecord(
        channel=cast("ContactChannel", channel),
        state="unknown" if course.status is None else cast("ContactState", course.status),
        queue=course.queue,
        agent_id=course.agent_id,
        customer_id=course.customer_id,
        priority=course.priority,
        topic=course.topic,
        medium=course.medium,
        created_at=None if course.created_us is None else moment(course.created_us),
        ended_at=None if last is None else moment(last.at_us),
        messages=talk.messages,
        first_response_s=None if response_us is None else response_us / _US,
        resolution_s=None if timed is None else timed.total_us / _US,
        requester_wait_s=None if timed is None else timed.requester_wait_us / _US,
        agent_work_s=None if timed is None else timed.agent_work_us / _US,
        reopens=len(course.reopenings) or None,
        unanswered_since=None if talk.asked_us is None or talk.closed else moment(talk.asked_us),
    )
