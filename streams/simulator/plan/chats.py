"""The plan of a queue of chats."""

from types import MappingProxyType
from typing import Final

import msgspec

from streams.simulator.plan.parts import Factor, Name, Part, PerHour, Positive, Repeat, Share, Timing, Weights

USUAL_PERSONAS: Final = MappingProxyType(
    {
        "calm": 4.0,
        "one_liner": 3.0,
        "positive": 2.0,
        "talkative": 2.0,
        "confused": 2.0,
        "negative": 2.0,
        "angry": 2.0,
        "know_it_all": 1.0,
        "controlling": 1.0,
    }
)
"""Who writes; `abusive` ones come only where a plan names them."""

USUAL_MEDIA: Final = MappingProxyType({"web": 6.0, "app": 3.0, "whatsapp": 3.0})


class Bot(Part, frozen=True, kw_only=True):
    """Speaks first in a share of the chats, and hands over to the queue those that it does not solve."""

    share: Share
    exchanges: Positive = 2.0
    """Answers of the bot before it is done, on average; at least one."""
    takes: Timing = Timing(kind="fixed", mean_s=1.5)
    solves: Share = 0.15


class ChatTransfer(Part, frozen=True, kw_only=True):
    """Chats that go on elsewhere: to another queue, or to a free colleague in the same one."""

    share: Share
    to: Weights = msgspec.field(default_factory=dict)
    """Weights by queue; none named: always to a colleague."""
    to_colleague: Share = 0.3
    attended: Share = 0.3


class ChatQueue(Part, frozen=True, kw_only=True):
    """A queue of chats. Times are those of one message; how many there are is drawn chat by chat."""

    name: Name
    per_hour: PerHour
    shape: Name | None = None
    bot: Bot | None = None
    patience: Timing | None = None
    """Until an agent's first words, also when somebody was assigned; None: nobody leaves."""
    reply: Timing = Timing(kind="log_normal", mean_s=22.0, cv=0.7)
    """An agent reads and writes, with no other chat in hand ..."""
    crowding: Factor = 0.3
    """... and this much longer for every other one."""
    customer: Timing = Timing(kind="log_normal", mean_s=30.0, cv=1.0)
    """A customer reads and writes."""
    exchanges: Positive = 4.0
    """An agent's answers in a chat, on average; at least one. Talkative customers need more."""
    thanks: Share = 0.55
    """Customers who say thanks at the end; agents often say goodbye to these."""
    drifts: Share = 0.05
    """Customers who at some answer write no more; after `idle_s` the system ends the chat."""
    idle_s: Positive = 240.0
    cut: Share = 0.01
    """Chats that the agent ends without an answer to the customer's last message."""
    notes: Share = 0.12
    """Chats in which the agent leaves a note for colleagues."""
    canned: Share = 0.12
    """Answers that are ready-made; a customer who got one is likely to ask again."""
    transfer: ChatTransfer | None = None
    wrap_up: Timing | None = None
    repeat: Repeat | None = None
    timeout_s: Positive | None = None
    overflow_to: Name | None = None
    topics: Weights = msgspec.field(default_factory=dict)
    languages: Weights = msgspec.field(default_factory=dict)
    personas: Weights = msgspec.field(default_factory=USUAL_PERSONAS.copy)
    media: Weights = msgspec.field(default_factory=USUAL_MEDIA.copy)
