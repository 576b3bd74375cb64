"""How a chat's facts fold into its course; the docstring of each step says what the facts mean.

What chats have in common with calls is in `queue_steps`, what they have in common with tickets in `conversation`.
"""

from collections.abc import Mapping
from typing import Final

from streams.contacts import queue_steps
from streams.contacts.channel import Step
from streams.contacts.chats.course import ChatCourse
from streams.contacts.conversation import is_closing
from streams.contacts.facts import stored
from streams.contacts.facts.parts import OUTCOME, TRANSFERRED, Visit
from streams.contacts.tone import heard


def started(course: ChatCourse, fact: stored.ChatStarted) -> None:
    """The chat waits in its queue at once, unless a bot or people have it already; what follows may tell otherwise."""
    offered = not (course.is_over() or course.with_bot or course.visits or course.legs)
    course.talk.begin(fact.at_us)
    course.queue = course.queue or fact.queue
    course.customer_id = course.customer_id or fact.customer_id
    course.topic = course.topic or fact.topic
    course.language = course.language or fact.language
    course.medium = course.medium or fact.medium
    if offered:
        course.provisional = queue_steps.offer(course, fact.queue, fact.at_us)
        course.handed_us = fact.at_us


def queued(course: ChatCourse, fact: stored.Queued) -> None:
    """People are asked for now: if the chat waited only because nothing else was known, it waits from now on."""
    course.talk.begin(fact.at_us)
    _withdraw(course)
    course.came_back = course.came_back and course.waiting() is not None
    queue_steps.queued(course, fact)
    if course.handed_us is None:
        course.handed_us = fact.at_us
    course.with_bot = False


def assigned(course: ChatCourse, fact: stored.Answered) -> None:
    """An agent takes it, and one that was over is open again."""
    course.talk.begin(fact.at_us)
    visit = _take(course, fact.at_us, fact.agent_id)
    course.unspoken = visit or course.unspoken
    if course.unassigned is not None:
        course.touch(course.unassigned)
        course.unassigned = None
    if course.handed_us is None:
        course.handed_us = fact.at_us


def messaged(course: ChatCourse, fact: stored.Messaged) -> None:
    """The customer opens the chat, also one that is over. A bot has it where nobody else does.

    An agent who answers without having been assigned takes it. Internal notes, and what bots and agents write after
    its end, change nothing of that, nor does a customer's thanks.
    """
    if not fact.internal:
        if fact.speaker == "customer":
            if not (is_closing(fact) and course.is_over()):
                _by_customer(course, fact.at_us)
        elif not course.is_over():
            _by_bot(course) if fact.speaker == "bot" else _by_agent(course, fact)
        if fact.speaker == "agent":
            course.unspoken = None
    course.talk.wrote(course, fact, *course.place(), course.handed_us)
    heard(course, fact)


def abandoned(course: ChatCourse, fact: stored.Abandoned) -> None:
    """The customer left; one whom an agent had, as if it ended so. See `_give_up`; one whom no queue had just left."""
    _give_up(course)
    queue_steps.abandoned(course, fact)
    if course.open_leg() is not None:
        ended(course, stored.Ended(fact.at_us, fact.mark, "customer"))
    course.open = False


def ended(course: ChatCourse, fact: stored.Ended) -> None:
    """As the end of a call; a customer who ended it before any agent wrote anything abandoned it."""
    if fact.by == "customer" and course.talk.asked_us is not None:
        _give_up(course)
    course.talk.close(course, fact.at_us, fact.by)
    queue_steps.ended(course, fact)


def _give_up(course: ChatCourse) -> None:
    """An assignment alone was no answer: the customer has waited until now."""
    visit = course.unspoken
    course.unspoken = None
    if visit is not None and visit is course.visits[-1]:
        visit.flags &= ~OUTCOME
        visit.agent_id = None


def _by_customer(course: ChatCourse, at_us: int) -> None:
    if course.talk.begun_us is None and course.handed_us is None:
        course.handed_us = at_us
    course.came_back = course.came_back or course.is_over()
    course.ended_us = course.ended_by = None
    course.open = True


def _by_bot(course: ChatCourse) -> None:
    course.open = True
    if course.open_leg() is not None:
        return
    _withdraw(course)
    if course.waiting() is None:
        course.with_bot = True
        course.handed_us = None


def _by_agent(course: ChatCourse, fact: stored.Messaged) -> None:
    if course.open_leg() is not None:
        return
    last = course.legs[-1] if course.legs else None
    if last is not None and last.flags & TRANSFERRED and last.agent_id == fact.agent_id:
        return  # a last word of the agent who passed it on
    _take(course, fact.at_us, fact.agent_id)
    course.unassigned = course.open_leg()


def _take(course: ChatCourse, at_us: int, agent_id: str | None) -> Visit | None:
    """The agent has it from now on; returns the visit that this answers."""
    course.ended_us = course.ended_by = None
    visit = None if course.came_back else queue_steps.answerable(course)
    queue_steps.answer(course, at_us, agent_id, visit, course.transferred_to or course.place()[0])
    course.provisional = None
    course.with_bot = False
    return visit


def _withdraw(course: ChatCourse) -> None:
    """Unless it is over: then the provisional visit was a true one."""
    visit = course.provisional
    course.provisional = None
    if visit is None or visit is not course.waiting():
        return
    course.visits = ()
    visit.flags = 0
    course.withdrawn = visit
    course.touch(visit)
    course.handed_us = None


STEPS: Final[Mapping[type[stored.Fact], Step]] = {
    **queue_steps.QUEUE_STEPS,
    stored.ChatStarted: started,
    stored.Queued: queued,
    stored.Answered: assigned,
    stored.Messaged: messaged,
    stored.Abandoned: abandoned,
    stored.Ended: ended,
}
