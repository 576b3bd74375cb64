"""Who says what: the words of one contact, picked as its customer and its agent would."""

from collections import deque
from collections.abc import Sequence
from random import Random

from streams.simulator.personas import PERSONAS
from streams.simulator.words import words_in

# What an agent says to a customer who is upset: shares of each, in this order; what is left over is neither.
APOLOGISES = 0.45
SYMPATHISES = 0.20
NON_APOLOGISES = 0.15

REFUSES = 0.08
ASKS_BACK = 0.05
WORKS_ON = 0.5
"""Of all other answers before the last: what is being done. The rest are questions."""

REMEMBERED = 6
"""Lines that are not said again at once, but for a customer who was not heard."""

SPICED = 0.7
"""Opening messages that begin, and those that end, in the customer's own manner."""


class Dialogue:
    """Text by text; remembers what was asked, whether it was heard, and the mood."""

    __slots__ = (
        "_asked",
        "_just_softened",
        "_manner",
        "_persona",
        "_random",
        "_said",
        "_topic",
        "_unheard",
        "_words",
        "upset",
    )

    def __init__(self, language: str | None, topic: str | None, persona: str, random: Random) -> None:
        self._random = random
        self._words = words_in(language)
        self._topic = self._words.about(topic)
        self._persona = PERSONAS[persona]
        self._manner = self._words.persona[persona]
        self._said: deque[str] = deque(maxlen=REMEMBERED)
        self._asked = self._pick(self._topic.brief if persona == "one_liner" else self._topic.problem)
        self._unheard = self._just_softened = False
        self.upset = self._happens(self._persona.upset)

    def opening(self) -> str:
        """The customer's first message."""
        parts = [self._asked]
        if self._manner.before and self._happens(SPICED):
            parts.insert(0, self._pick(self._manner.before))
        if self._manner.after and self._happens(SPICED):
            parts.append(self._pick(self._manner.after))
        return " ".join(parts)

    def reply(self) -> str:
        """The customer's answer; a question that got a ready-made answer is asked again."""
        if self._unheard:
            self._unheard = False
            return f"{self._pick(self._words.customer.again)} {self._asked}"
        if self._just_softened:
            self._just_softened = False
            return self._pick(self._words.customer.softened)
        return self._pick(self._manner.reply)

    def thanks(self) -> str:
        return self._pick(self._manner.thanks)

    def hurry(self) -> str:
        """The customer, while nobody answers a chat."""
        return self._pick(self._words.customer.hurry)

    def chase(self) -> str:
        """The customer, while nobody answers a ticket."""
        return self._pick(self._words.customer.chase)

    def reopen(self) -> str:
        """The customer, to whom it was not solved."""
        return f"{self._pick(self._words.customer.reopen)} {self._asked}"

    def greet(self) -> str:
        """The agent's first words, with something for the mood."""
        greeting = self._pick(self._words.agent.greeting)
        comfort = self._comfort()
        return f"{greeting} {comfort}" if comfort else greeting

    def go_on(self, canned: float) -> str:
        """The agent's answer before the last one; `canned` is the share of ready-made ones."""
        agent = self._words.agent
        if self._happens(canned):
            self._unheard = True
            return self._pick(agent.canned)
        if comfort := self._comfort():
            return f"{comfort} {self._pick(agent.working)}"
        if self._happens(REFUSES):
            return self._pick(agent.refusal)
        if self._happens(ASKS_BACK):
            return self._pick(agent.repair)
        return self._pick(agent.working if self._happens(WORKS_ON) else agent.question)

    def ask(self) -> str:
        """The agent asks the customer for something."""
        return self._pick(self._words.agent.question)

    def solve(self) -> str:
        """The agent's answer to the problem."""
        comfort = self._comfort()
        answer = self._pick(self._topic.answer)
        return f"{comfort} {answer}" if comfort else answer

    def hold_on(self) -> str:
        """The agent has to wait for others."""
        return self._pick(self._words.agent.on_hold)

    def nudge(self) -> str:
        return self._pick(self._words.agent.nudge)

    def close(self) -> str:
        return self._pick(self._words.agent.closing)

    def note(self) -> str:
        """From the agent, for colleagues."""
        return self._pick(self._words.agent.note)

    def bot_greets(self) -> str:
        return self._pick(self._words.bot.greeting)

    def bot_asks(self) -> str:
        return self._pick(self._words.bot.question)

    def bot_solves(self) -> str:
        return self._pick(self._words.bot.solved)

    def bot_hands_over(self) -> str:
        return self._pick(self._words.bot.handover)

    def bot_confirms(self) -> str:
        return self._pick(self._words.bot.receipt)

    def _comfort(self) -> str | None:
        """Something for a customer who is upset; only an apology may change the mood."""
        if not self.upset:
            return None
        drawn = self._random.random()
        agent = self._words.agent
        if drawn < APOLOGISES:
            if self._happens(self._persona.softens):
                self.upset, self._just_softened = False, True
            return self._pick(agent.apology)
        if drawn < APOLOGISES + SYMPATHISES:
            return self._pick(agent.sympathy)
        if drawn < APOLOGISES + SYMPATHISES + NON_APOLOGISES:
            return self._pick(agent.non_apology)
        return None

    def _happens(self, share: float) -> bool:
        return self._random.random() < share

    def _pick(self, lines: Sequence[str]) -> str:
        """One of the lines, of those that were not just said as long as there are any."""
        start = int(self._random.random() * len(lines))
        for line in (*lines[start:], *lines[:start]):
            if line not in self._said:
                self._said.append(line)
                return line
        return lines[start]
