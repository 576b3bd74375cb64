"""What customer, agents and bots write to one another in a contact, and who waits for an answer since when."""

from typing import Final

import msgspec

from streams.contacts.course import Course
from streams.contacts.facts.parts import Part
from streams.contacts.facts.parts_written import (
    FROM_AGENT,
    FROM_BOT,
    FROM_CUSTOMER,
    HANDED_OVER,
    INTERNAL,
    REPLIED,
    RESPONDED,
    UNANSWERED,
    Response,
    Turn,
    Utterance,
)
from streams.contacts.facts.stored import Messaged

_SPOKEN: Final = {"customer": FROM_CUSTOMER, "agent": FROM_AGENT, "bot": FROM_BOT}


class Conversation(msgspec.Struct, eq=False, gc=False):
    """Held by the course of a chat or ticket, which tells it what happens, in the one order of facts.

    An answer is a public message of a human agent: bots and internal notes answer nothing.
    """

    begun_us: int | None = None
    asked_us: int | None = None
    """When the oldest message was written that the customer waits for an answer to."""
    bot_spoke: bool = False
    """A bot has spoken since the customer last did."""
    closed: bool = False
    """Ended, and the customer has written nothing since."""
    left: Turn | None = None
    """The turn that is told as unanswered until an answer comes after all."""
    messages: int = 0
    """Public ones."""
    response: Response | None = None
    turns: tuple[Turn, ...] = ()
    utterances: tuple[Utterance, ...] = ()

    @property
    def first_response_us(self) -> int | None:
        """How long the customer waited for it; None before."""
        return None if self.response is None else self.response.answered_us - self.response.asked_us

    def parts(self) -> list[Part]:
        """Every part of it."""
        return [*self.utterances, *self.turns, *(() if self.response is None else (self.response,))]

    def begin(self, at_us: int) -> None:
        """The contact began, so that people may be asked for; what began already stays so."""
        if self.begun_us is None:
            self.begun_us = at_us

    def wrote(
        self, course: Course, fact: Messaged, queue: str | None, agent_id: str | None, handed_us: int | None = None
    ) -> None:
        """Somebody wrote. `queue` and `agent_id` have the contact now; a message may name another agent.

        `handed_us`: when it began to wait for people, where a bot may have had it before.
        """
        by_agent = fact.speaker == "agent"
        if by_agent:
            agent_id = fact.agent_id or agent_id
        flags = INTERNAL if fact.internal else _SPOKEN[fact.speaker]
        utterance = Utterance(queue, agent_id, flags, at_us=fact.at_us)
        self.utterances = (*self.utterances, utterance)
        course.add(utterance)
        if fact.internal:
            return
        self.messages += 1
        if by_agent:
            self._answer(course, fact.at_us, queue, agent_id, handed_us)
        elif fact.speaker == "bot":
            self.begin(fact.at_us)
            self.bot_spoke = True
        else:
            self.begin(fact.at_us)
            if not is_closing(fact):
                self._ask(fact.at_us)

    def close(self, course: Course, at_us: int, by: str | None) -> None:
        """The contact ended: what the customer writes afterwards begins another turn.

        A message that nobody answered, no bot either, is told as unanswered if the agent or the system ended
        it; a customer who did may just have said thanks. Call it before the course forgets who had the contact.
        """
        if self.closed:
            return
        self.closed = True
        if self.asked_us is None or self.bot_spoke or by not in ("agent", "system"):
            return
        self.left = Turn(*course.place(), UNANSWERED, asked_us=self.asked_us, answered_us=at_us)
        self._add(course, self.left)

    def _ask(self, at_us: int) -> None:
        self.bot_spoke = False
        if self.closed:
            self.closed = False
            self.asked_us = self.left = None
        if self.asked_us is None:
            self.asked_us = at_us

    def _answer(
        self, course: Course, at_us: int, queue: str | None, agent_id: str | None, handed_us: int | None
    ) -> None:
        if self.response is None and self.begun_us is not None:
            self.response = Response(queue, agent_id, RESPONDED, asked_us=self.begun_us, answered_us=at_us)
            if handed_us is not None:
                self.response.flags |= HANDED_OVER
                self.response.handed_us = handed_us
            course.add(self.response)
        if self.asked_us is None:
            return
        if self.left is not None:
            self.left.flags = 0  # it was booked where it was left, and is taken back there
            course.touch(self.left)
            self.left = None
        turn = Turn(queue, agent_id, REPLIED, asked_us=self.asked_us, answered_us=at_us)
        if handed_us is not None:
            turn.flags |= HANDED_OVER
            turn.handed_us = handed_us
        self._add(course, turn)
        self.asked_us = None

    def _add(self, course: Course, turn: Turn) -> None:
        self.turns = (*self.turns, turn)
        course.add(turn)


def is_closing(fact: Messaged) -> bool:
    """Thanks or farewell, that nobody need answer; who takes leave with a question does not."""
    return fact.said is not None and fact.said.closing
