"""A chat, and the queue of chats that it stands in, with everything random made ready to draw."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from streams.simulator.chance import chooser, drawn_count, sampler, stream
from streams.simulator.dialogue import Dialogue
from streams.simulator.hands import HandyAgent, SharedQueue
from streams.simulator.personas import PERSONAS
from streams.simulator.plan import ChatQueue, Timing
from streams.simulator.waiting import Work

if TYPE_CHECKING:
    from random import Random


class Chat(Work):
    """A chat; `agent` is who has it in hand."""

    __slots__ = (
        "agent",
        "answered",
        "came_us",
        "customer_id",
        "fate",
        "fate_left",
        "greeted",
        "hope",
        "language",
        "left",
        "line",
        "persona",
        "taken_us",
        "texts",
        "topic",
        "waited_us",
    )

    def __init__(self, subject: str, line: "ChatLine", customer_id: str, came_us: int, guest: "Guest") -> None:
        super().__init__(subject)
        self.line = line
        self.customer_id = customer_id
        self.came_us = came_us
        topic, language, persona = line.topic(), line.language(), line.persona()
        self.topic = guest.topic or topic
        self.language = guest.language or language
        self.persona = PERSONAS[guest.persona or persona or "calm"]
        self.texts = Dialogue(self.language, self.topic, guest.persona or persona or "calm", line.words)
        self.agent: HandyAgent | None = None
        self.answered = False
        """Whether an agent has written, for the customer to see."""
        self.hope = 0
        """As `step`, for what is planned while nobody answers."""
        self.greeted = False
        """Whether the agent it is with has written."""
        self.fate = ""
        """What keeps that agent from solving it, if anything: drifts, cut or passed on ..."""
        self.fate_left = 0
        """... and how many of the agent's answers are left when it strikes."""
        self.left = 0
        """Answers of the agent that are still to come."""
        self.taken_us = 0
        self.waited_us = 0
        """From the queueing to the first answer of an agent."""


class Guest:
    """Who comes, where it is not left to chance; None is."""

    __slots__ = ("language", "persona", "topic")

    def __init__(self, *, topic: str | None = None, language: str | None = None, persona: str | None = None) -> None:
        self.topic = topic
        self.language = language
        self.persona = persona


class ChatLine:
    """A queue of chats at work: its plan with everything random made ready to draw."""

    def __init__(self, plan: ChatQueue, queue: SharedQueue, seed: int) -> None:
        self.plan = plan
        self.queue = queue
        self.random: Random = stream(seed, f"chats/{plan.name}")
        self.words: Random = stream(seed, f"words/chats/{plan.name}")
        self.topic = chooser(plan.topics, self.random)
        self.language = chooser(plan.languages, self.random)
        self.persona = chooser(plan.personas, self.random)
        self.medium = chooser(plan.media, self.random)
        self.reply = sampler(plan.reply, self.random)
        self.customer = sampler(plan.customer, self.random)
        self.patience = self._maybe(plan.patience)
        self.wrap_up = self._maybe(plan.wrap_up)
        self.bot = self._maybe(plan.bot.takes if plan.bot else None)
        self.target = chooser(plan.transfer.to if plan.transfer else {}, self.random)
        self.again = self._maybe(plan.repeat.delay if plan.repeat else None)

    def _maybe(self, timing: Timing | None) -> Callable[[], int] | None:
        return None if timing is None else sampler(timing, self.random)

    def happens(self, share: float) -> bool:
        return share > 0 and self.random.random() < share

    def count(self, mean: float) -> int:
        return drawn_count(mean, self.random)

    def agent_us(self, agent: HandyAgent) -> int:
        """How long an agent takes for a message, with all that is in hand."""
        return int(self.reply() * (1.0 + self.plan.crowding * (len(agent.hands) - 1)))

    def customer_us(self, chat: Chat) -> int:
        """How long the customer takes for one."""
        return int(self.customer() * chat.persona.pace)
