"""What a chat looks like in the enriched record."""

from streams.contacts.chats.course import ChatCourse
from streams.contacts.queue_view import shown
from streams.events.times import moment
from streams.records import Contact as ContactRecord
from streams.records import ContactState


def view(course: ChatCourse, channel: str) -> ContactRecord:
    """The chat as its events so far tell it."""
    talk = course.talk
    response_us = talk.first_response_us
    return shown(
        course,
        channel,
        _state(course),
        talk.messages,
        None if response_us is None else response_us / 1_000_000,
        None if talk.asked_us is None or talk.closed else moment(talk.asked_us),
        None if talk.begun_us is None else moment(talk.begun_us),
    )


def _state(course: ChatCourse) -> ContactState:
    if course.expiry is not None:
        return "expired"
    if not course.open:
        return "closed" if course.is_over() else "new"
    if course.open_leg() is not None:
        return "talking"
    if course.waiting() is not None:
        return "waiting"
    return "with_bot" if course.with_bot else "in_progress"
