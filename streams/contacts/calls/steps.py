"""How a call's facts fold into its course; the docstring of each step says what the facts mean.

What calls have in common with chats is in `queue_steps`.
"""

from collections.abc import Mapping
from typing import Final

from streams.contacts.channel import Step
from streams.contacts.facts import stored
from streams.contacts.facts.parts import HELD, PROMISED, MissedRing
from streams.contacts.queue_steps import QUEUE_STEPS
from streams.contacts.queueing import QueueCourse
from streams.contacts.tone import heard


def wait_announced(course: QueueCourse, fact: stored.WaitAnnounced) -> None:
    """The last announcement before the outcome counts."""
    visit = course.waiting()
    if visit is None:
        return
    visit.expected_us = fact.expected_us
    visit.flags |= PROMISED
    course.touch(visit)


def ringing(course: QueueCourse, fact: stored.Ringing) -> None:
    """Opens a contact that nobody queued, a direct call; one that is over stays so."""
    if course.ended_us is None and not course.visits and not course.legs:
        course.open = True
    if course.open:
        course.ringing = fact.agent_id


def ring_missed(course: QueueCourse, fact: stored.RingMissed) -> None:
    """It belongs to the queue that was waited in, if any."""
    visit = course.waiting()
    missed = MissedRing(None if visit is None else visit.queue, fact.agent_id, at_us=fact.at_us)
    course.missed = (*course.missed, missed)
    course.changed.append(missed)
    course.ringing = None


def held(course: QueueCourse, fact: stored.Held) -> None:
    """A second hold without a resume in between changes nothing."""
    leg = course.open_leg()
    if leg is None or leg.held_since_us is not None or fact.agent_id not in (None, leg.agent_id):
        return
    leg.held_since_us = fact.at_us
    leg.holds += 1
    leg.flags |= HELD


def resumed(course: QueueCourse, fact: stored.Resumed) -> None:
    """A resume without a hold changes nothing."""
    leg = course.open_leg()
    if leg is None or leg.held_since_us is None or fact.agent_id not in (None, leg.agent_id):
        return
    leg.hold_us += fact.at_us - leg.held_since_us
    leg.held_since_us = None


def uttered(course: QueueCourse, fact: stored.Messaged) -> None:
    """What is said on the telephone changes nothing but how the call sounds."""
    heard(course, fact)


STEPS: Final[Mapping[type[stored.Fact], Step]] = {
    **QUEUE_STEPS,
    stored.WaitAnnounced: wait_announced,
    stored.Ringing: ringing,
    stored.RingMissed: ring_missed,
    stored.Held: held,
    stored.Resumed: resumed,
    stored.Messaged: uttered,
}
