"""The course of a chat: it waits and is taken as a call is, and there is a conversation in it."""

from typing import TYPE_CHECKING

from msgspec import field

from streams.contacts.channel import Due, Lifetimes
from streams.contacts.conversation import Conversation
from streams.contacts.facts.parts import Leg, Part, Visit
from streams.contacts.queueing import QueueCourse

if TYPE_CHECKING:
    from streams.contacts.contact import Contact


class ChatCourse(QueueCourse, eq=False, gc=False):
    """Visits, legs, and what was written."""

    talk: Conversation = field(default_factory=Conversation)
    queue: str | None = None
    """Named when the chat was started."""
    provisional: Visit | None = None
    """The visit that began as the chat was started; until a bot speaks, or the chat is queued, it stands."""
    withdrawn: Visit | None = None
    """The provisional visit that did not stand. It has no flags, so nothing is counted of it."""
    came_back: bool = False
    """The customer went on with a chat that was over, so that no answer changes how the last visit ended."""
    with_bot: bool = False
    """A bot has it, or had it last before people were asked for."""
    unassigned: Leg | None = None
    """The leg that began with an answer, since nobody told of an assignment."""
    unspoken: Visit | None = None
    """It was answered by an assignment, and no agent has written anything to the customer since."""
    handed_us: int | None = None
    """When people were asked for, after a bot last had it."""

    def own_parts(self) -> list[Part]:
        withdrawn = () if self.withdrawn is None else (self.withdrawn,)
        return [*super().own_parts(), *withdrawn, *self.talk.parts()]

    def worked(self) -> tuple[Leg, ...]:
        """Who assigns no chats may end none either: one that was not assigned takes hands once its end is known."""
        leg = self.open_leg()
        return self.legs if leg is None or leg is not self.unassigned else self.legs[:-1]

    def place(self) -> tuple[str | None, str | None]:
        queue, agent_id = super().place()
        return queue or self.queue, agent_id

    def is_over(self) -> bool:
        """It was ended or abandoned, or left its queue for good; one that has not begun is not over."""
        return not self.open and (self.ended_us is not None or self.talk.begun_us is not None)


def due(contact: "Contact", lifetimes: Lifetimes) -> Due:
    """When the chat is next changed by time alone.

    Long silences are usual in chats, so one that is open expires `expire_us` after its latest event, and one that is
    over, or expired, is kept for `reopen_us` after it, that a customer who comes back finds it.
    """
    kept_us = max(lifetimes.late_us, lifetimes.reopen_us)
    if not contact.open:
        return Due(contact.latest_us + kept_us, "forget")
    if contact.expired_at_us is None:
        return Due(contact.latest_us + lifetimes.expire_us, "expire")
    return Due(max(contact.expired_at_us, contact.latest_us) + kept_us, "forget")
