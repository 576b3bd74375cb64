"""Answers whose contact is not at hand: it has not come yet, or it is over and only its card is left."""

from typing import TYPE_CHECKING, Final

from streams.contacts.channel import Channel, Due, Lifetimes
from streams.contacts.course import Course, surveyed
from streams.contacts.facts import stored
from streams.contacts.facts.surveyed import surveyed as read
from streams.contacts.surveys.cards import Card
from streams.events import types

if TYPE_CHECKING:
    from streams.contacts.contact import Contact


class SurveyCourse(Course, eq=False, gc=False):
    """Nothing but answers."""

    card: Card | None = None
    """Of the contact that is over, if it is known."""

    def place(self) -> tuple[str | None, str | None]:
        return (None, None) if self.card is None else (self.card.queue, self.card.agent_id)


def due(contact: "Contact", lifetimes: Lifetimes) -> Due:
    """Its contact may still come."""
    return Due(contact.latest_us + max(lifetimes.survey_us, lifetimes.late_us), "forget")


def describe(course: SurveyCourse, channel: str) -> None:  # as a channel's description is called
    """There is no contact to show."""


CHANNEL: Final = Channel(
    facts={types.SurveyAnswered: read},
    steps={stored.Surveyed: surveyed},
    course=SurveyCourse,
    due=due,
    describe=describe,
)
