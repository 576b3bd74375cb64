"""What a call looks like in the enriched record."""

from streams.contacts.queue_view import shown
from streams.contacts.queueing import QueueCourse
from streams.records import Contact as ContactRecord
from streams.records import ContactState


def view(course: QueueCourse, channel: str) -> ContactRecord:
    """The call as its events so far tell it."""
    return shown(course, channel, _state(course))


def _state(course: QueueCourse) -> ContactState:
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
