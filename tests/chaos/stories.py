"""A call and a chat from beginning to end: what is sent of it, and what is to be counted of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.chaos.expected import Figure, Scope
from tests.chaos.tape import S

if TYPE_CHECKING:
    from tests.chaos.tape import Tape

WITHIN_US = {"call": 20 * S, "chat": 60 * S}
"""The policy's own defaults."""


@dataclass
class Story:
    """One contact. `agent_id` is who has it now."""

    tape: Tape
    channel: str
    subject: str
    queue: str
    agent_id: str | None = None
    held_until_us: int = 0
    """Nothing of it is sent before."""
    begun_us: int = 0
    asked_us: int | None = None
    """When the customer wrote what nobody has answered yet."""
    responded: bool = False

    def tell(self, at_us: int, what: str, **data: Any) -> None:
        self.tape.put(f"{self.channel}.{what}", self.subject, at_us, data, self.held_until_us)

    def count(self, name: str, at_us: int, *, of_agent: bool = False) -> None:
        """One more for the queue, and where it counts there, for the agent."""
        self.book(("counts", name), at_us, 1, of_agent=of_agent)

    def took(self, name: str, from_us: int, at_us: int, *, of_agent: bool = False) -> None:
        """One more value of a duration."""
        self.took_us(name, at_us, at_us - from_us, of_agent=of_agent)

    def took_us(self, name: str, at_us: int, us: int, *, of_agent: bool = False) -> None:
        self.book(("times", name), at_us, 1, of_agent=of_agent)
        self.book(("spent", name), at_us, us, of_agent=of_agent)

    def book(self, figure: Figure, at_us: int, amount: int, *, of_agent: bool) -> None:
        book = self.tape.expected.book
        book(Scope("queue", self.queue, self.channel), figure, at_us, amount)
        if of_agent and self.agent_id is not None:
            book(Scope("agent", self.agent_id, self.channel), figure, at_us, amount)

    def answered(self, what: str, queued_us: int, at_us: int, agent_id: str) -> None:
        """The agent takes it."""
        self.agent_id = agent_id
        self.tell(at_us, what, agent_id=agent_id)
        self.count("answered", at_us, of_agent=True)
        if at_us - queued_us <= WITHIN_US[self.channel]:
            self.count("answered_within", at_us)
        self.took("wait_answered", queued_us, at_us)

    def over(self, answered_us: int, at_us: int, by: str, wrapped_us: int | None) -> None:
        """The agent is done with it."""
        assert self.agent_id is not None
        self.tell(at_us, "ended", by=by)
        self.took("talk", answered_us, at_us, of_agent=True)
        if wrapped_us is not None:
            self.tell(wrapped_us, "wrapped_up", agent_id=self.agent_id)
            self.took("wrap_up", at_us, wrapped_us, of_agent=True)
        done_us = wrapped_us or at_us
        self.count("handled", done_us, of_agent=True)
        self.took("handle", answered_us, done_us, of_agent=True)
        self.tape.expected.passed(self.agent_id, "contact_s", answered_us, at_us, over_all=True)

    def writes(self, speaker: str, at_us: int, *, internal: bool = False) -> None:
        """Customer, bot or agent write; an agent's first public word is the response, each answers what was asked."""
        data: dict[str, Any] = {"speaker": speaker, "text": "what about it?"}
        if speaker == "agent":
            data["agent_id"] = self.agent_id
        if internal:
            data["visibility"] = "internal"
        self.tell(at_us, "message", **data)
        if internal:
            self.count("internal_notes", at_us, of_agent=True)
            return
        self.count(f"messages_from_{speaker}", at_us, of_agent=speaker == "agent")
        if speaker == "customer":
            self.asked_us = self.asked_us or at_us
        elif speaker == "agent":
            self._responds(at_us)

    def _responds(self, at_us: int) -> None:
        if not self.responded:
            self.took("first_response", self.begun_us, at_us, of_agent=True)
        if self.asked_us is not None:
            self.took("next_response", self.asked_us, at_us, of_agent=True)
        self.responded, self.asked_us = True, None


def tell_call(story: Story, at_us: int, agent_id: str) -> int | None:
    """Answered after a minute at most, or given up; returns when it ended, if anybody answered."""
    tape = story.tape
    out_us = tape.after(at_us, 0, 60)
    ended_us = tape.after(out_us, 5, 120)
    story.tell(at_us, "queued", queue=story.queue, customer_id=f"c{tape.random.randrange(5000)}")
    story.count("offered", at_us)
    if tape.happens(0.15):
        story.tell(out_us, "abandoned")
        story.count("abandoned", out_us)
        return None
    story.answered("answered", at_us, out_us, agent_id)
    story.over(out_us, ended_us, "customer", tape.after(ended_us, 0, 30))
    return ended_us


def tell_chat(story: Story, at_us: int, agent_id: str) -> int | None:
    """Some have a bot first, so that the wait begins later than was thought; some customers come back to say thanks."""
    tape = story.tape
    story.begun_us = now_us = queued_us = at_us
    story.tell(at_us, "started", queue=story.queue, customer_id=f"c{tape.random.randrange(5000)}", medium="web")
    story.writes("customer", now_us := tape.after(now_us, 0, 3))
    if tape.happens(0.2):
        story.writes("bot", now_us := tape.after(now_us, 0, 2))
        story.writes("customer", now_us := tape.after(now_us, 2, 30))
        queued_us = now_us = tape.after(now_us, 0, 2)
        story.tell(queued_us, "queued", queue=story.queue)
    story.count("offered", queued_us)
    now_us = answered_us = tape.after(now_us, 0, 120)
    if tape.happens(0.1):
        story.tell(now_us, "abandoned")
        story.count("abandoned", now_us)
        return None
    story.answered("assigned", queued_us, answered_us, agent_id)
    story.writes("agent", now_us := tape.after(now_us, 1, 30))
    for _ in range(tape.random.randrange(4)):
        story.writes("customer", now_us := tape.after(now_us, 3, 60))
        if tape.happens(0.1):
            story.writes("agent", now_us := tape.after(now_us, 1, 10), internal=True)
        story.writes("agent", now_us := tape.after(now_us, 3, 60))
    now_us = ended_us = tape.after(now_us, 1, 30)
    wrapped_us = tape.after(now_us, 0, 30) if tape.happens(0.8) else None
    story.over(answered_us, ended_us, tape.random.choice(("customer", "agent", "system")), wrapped_us)
    if tape.happens(0.05):
        story.writes("customer", tape.after(ended_us, 31, 600))
    return ended_us
