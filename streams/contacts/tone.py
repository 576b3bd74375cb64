"""How a contact sounds: what was said by whom, when the customer was upset, and what became of it."""

from typing import Final

import msgspec

from streams.contacts.course import Course
from streams.contacts.facts.parts import Part
from streams.contacts.facts.parts_said import (
    ABUSIVE,
    APOLOGISED,
    APOLOGY,
    BEGAN_SO,
    BY_AGENT,
    BY_CUSTOMER,
    CANNED,
    JUDGED,
    NEGATIVE,
    POSITIVE,
    PROFANE,
    RECOVERED,
    REPEATED,
    TURNED,
    Amends,
    Statement,
    Upset,
)
from streams.contacts.facts.said import Said
from streams.contacts.facts.stored import Messaged

CLEARLY: Final = 300
"""From this mood downwards, in thousandths, a negative message says that its customer is upset."""
KIND: Final = frozenset({"apology", "sympathy"})
"""What an agent says so is not negative, whatever its words are."""
FIRST: Final = 2
"""A contact began negative if one of so many first messages of the customer upset."""


class Tone(msgspec.Struct, eq=False, gc=False):
    """Held by the course, which tells it what is said, in the one order of facts."""

    statements: tuple[Statement, ...] = ()
    upset: Upset | None = None
    amends: Amends | None = None
    turns: int = 0
    """What the customer said."""
    moods: int = 0
    """Added up, in thousandths."""
    turns_before: int = 0
    """Before the apology."""
    moods_before: int = 0

    def parts(self) -> list[Part]:
        """Every part of it."""
        return [part for part in (*self.statements, self.upset, self.amends) if part is not None]

    def heard(self, course: Course, fact: Messaged, said: Said) -> None:
        """The customer or an agent said something to the other."""
        queue, agent_id = course.place()
        if fact.speaker == "customer":
            self._add(course, Statement(queue, agent_id, _of_customer(said), at_us=fact.at_us, mood=said.mood), said)
            self._judge(course, fact.at_us, queue, agent_id, said)
        else:
            agent_id = fact.agent_id or agent_id
            # "I am very sorry" sounds bad and is kind.
            mood = max(said.mood, 0) if said.apology in KIND else said.mood
            self._add(course, Statement(queue, agent_id, _of_agent(said), at_us=fact.at_us, mood=mood), said)
            if said.apology == "apology":
                self._apologise(course, fact.at_us, queue, agent_id)

    def _add(self, course: Course, statement: Statement, said: Said) -> None:
        statement.words = said.words
        self.statements = (*self.statements, statement)
        course.add(statement)

    def _judge(self, course: Course, at_us: int, queue: str | None, agent_id: str | None, said: Said) -> None:
        self.turns += 1
        self.moods += said.mood
        upset = self.upset
        if upset is not None:
            upset.flags &= ~RECOVERED
            if said.leaning > 0:
                if not upset.flags & TURNED:
                    upset.turned_us = at_us
                upset.flags |= TURNED | RECOVERED
            course.touch(upset)
        elif said.leaning < 0 and said.mood <= -CLEARLY:
            flags = BEGAN_SO if self.turns <= FIRST else 0
            self.upset = Upset(queue, agent_id, flags, at_us=at_us)
            course.add(self.upset)
        amends = self.amends
        if amends is not None:
            since = self.turns - self.turns_before
            mean_since = (self.moods - self.moods_before) / since
            amends.change = round(mean_since - self.moods_before / self.turns_before)
            if not amends.flags & JUDGED:
                amends.judged_us = at_us
            amends.flags |= JUDGED
            course.touch(amends)

    def _apologise(self, course: Course, at_us: int, queue: str | None, agent_id: str | None) -> None:
        if self.upset is None or self.amends is not None:
            return
        self.amends = Amends(queue, agent_id, upset_us=self.upset.at_us, at_us=at_us)
        self.turns_before, self.moods_before = self.turns, self.moods
        self.upset.flags |= APOLOGISED
        course.touch(self.upset)
        course.add(self.amends)


def heard(course: Course, fact: Messaged) -> None:
    """What a message says counts, unless it is a bot's, or was not for the other side."""
    if fact.said is None or fact.internal or fact.speaker == "bot":
        return
    tone = course.tone
    if tone is None:
        tone = course.tone = Tone()
    tone.heard(course, fact, fact.said)


def _mood(said: Said) -> int:
    return NEGATIVE if said.leaning < 0 else POSITIVE if said.leaning > 0 else 0


def _of_customer(said: Said) -> int:
    flags = BY_CUSTOMER | _mood(said) | (REPEATED if said.repeated else 0)
    if said.abuse == "none":
        return flags
    return flags | (PROFANE if said.abuse == "profanity" else ABUSIVE)


def _of_agent(said: Said) -> int:
    flags = BY_AGENT | (CANNED if said.canned else 0) | (APOLOGY if said.apology == "apology" else 0)
    return flags | (_mood(said) & ~NEGATIVE if said.apology in KIND else _mood(said))
