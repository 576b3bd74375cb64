"""Answers whose contact is not at hand: it has not come yet, or it is over and only its card is left."""

from typing import TYPE_CHECKING, Final

from streams.contacts.channel import Channel, Due, Lifetimes
from streams.contacts.course import Course, surveyed
from streams.contacts.facts import stored
from streams.contacts.facts.surveyed import surveyed as read
from streams.events import types

if TYPE_CHECKING:
    from streams.contacts.contact import Contact


def due(contact: "Contact", lifetimes: Lifetimes) -> Due:
    """Its contact may still come."""
    return Due(contact.latest_us + max(lifetimes.survey_us, lifetimes.late_us), "forget")


def describe(course: Course, channel: str) -> None:  # as a channel's description is called
    """There is no contact to show."""


CHANNEL: Final = Channel(
    facts={types.SurveyAnswered: read},
    steps={stored.Surveyed: surveyed},
    course=Course,
    due=due,
    describe=describe,
)
