"""What each event says: the `data` of the CloudEvents envelope, one frozen struct per meaning.

Calls and chats share their queueing, so `call.queued` and `chat.queued` carry the same payload.
"""

from typing import Annotated, Literal

import msgspec

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=256)]
Text = Annotated[str, msgspec.Meta(max_length=1_048_576)]
Seconds = Annotated[float, msgspec.Meta(ge=0, le=31_536_000)]
Position = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
# A source's own scale. Bounded, because msgpack and most readers of JSON stop at 64 bits.
Priority = (
    Annotated[str, msgspec.Meta(min_length=1, max_length=64)] | Annotated[int, msgspec.Meta(ge=-(10**6), le=10**6)]
)
TicketPriority = Literal["low", "normal", "high", "urgent"]
Speaker = Literal["customer", "agent", "bot"]
LeftReason = Literal["timeout", "callback", "key", "empty", "overflow", "withdrawn", "other"]


class Payload(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Base of every payload; fields it does not know are ignored."""


class Queued(Payload, frozen=True, omit_defaults=True, gc=False):
    queue: Name
    customer_id: Name | None = None
    priority: Priority | None = None
    position: Position | None = None
    topic: Name | None = None
    language: Name | None = None
    direction: Literal["inbound", "outbound"] | None = None


class WaitAnnounced(Payload, frozen=True, omit_defaults=True, gc=False):
    expected_wait_s: Seconds
    position: Position | None = None


class Ringing(Payload, frozen=True, omit_defaults=True, gc=False):
    agent_id: Name


class RingMissed(Payload, frozen=True, omit_defaults=True, gc=False):
    agent_id: Name
    rang_s: Seconds | None = None


class Answered(Payload, frozen=True, omit_defaults=True, gc=False):
    agent_id: Name
    queue: Name | None = None


class ByAgent(Payload, frozen=True, omit_defaults=True, gc=False):
    """Held, resumed and wrapped up: what an agent did."""

    agent_id: Name | None = None


class Transferred(Payload, frozen=True, omit_defaults=True, gc=False):
    to_queue: Name | None = None
    to_agent: Name | None = None
    kind: Literal["blind", "attended"] | None = None

    def __post_init__(self) -> None:
        if self.to_queue is None and self.to_agent is None:
            raise ValueError("a transfer names to_queue or to_agent")


class Abandoned(Payload, frozen=True, omit_defaults=True, gc=False):
    position: Position | None = None


class LeftQueue(Payload, frozen=True, omit_defaults=True, gc=False):
    reason: LeftReason


class Uttered(Payload, frozen=True, omit_defaults=True, gc=False):
    speaker: Speaker
    text: Text
    agent_id: Name | None = None
    offset_s: Seconds | None = None
    duration_s: Seconds | None = None


class Ended(Payload, frozen=True, omit_defaults=True, gc=False):
    by: Literal["customer", "agent", "system"] | None = None


class ChatStarted(Payload, frozen=True, omit_defaults=True, gc=False):
    queue: Name
    customer_id: Name | None = None
    topic: Name | None = None
    language: Name | None = None
    medium: Name | None = None


class Messaged(Payload, frozen=True, omit_defaults=True, gc=False):
    speaker: Speaker
    text: Text
    agent_id: Name | None = None
    visibility: Literal["public", "internal"] | None = None


class TicketCreated(Payload, frozen=True, omit_defaults=True, gc=False):
    queue: Name
    customer_id: Name | None = None
    priority: TicketPriority | None = None
    topic: Name | None = None
    text: Text | None = None
    medium: Name | None = None


class Assigned(Payload, frozen=True, omit_defaults=True, gc=False):
    agent_id: Name


class PriorityChanged(Payload, frozen=True, omit_defaults=True, gc=False):
    priority: TicketPriority


class StatusChanged(Payload, frozen=True, omit_defaults=True, gc=False):
    status: Literal["new", "open", "pending", "on_hold", "solved", "closed"]


class AgentStateChanged(Payload, frozen=True, omit_defaults=True, gc=False):
    state: Literal["available", "busy", "away", "wrap_up", "offline"]
    reason: Name | None = None
    team: Name | None = None
    queues: Annotated[list[Name], msgspec.Meta(max_length=256)] | None = None
    capacity: Annotated[dict[Name, Annotated[int, msgspec.Meta(ge=0, le=1000)]], msgspec.Meta(max_length=16)] | None = (
        None
    )


class SurveyAnswered(Payload, frozen=True, omit_defaults=True, gc=False):
    contact_id: Name
    kind: Literal["csat", "nps", "ces"]
    score: Annotated[float, msgspec.Meta(ge=-1000, le=1000)]
    scale_max: Annotated[float, msgspec.Meta(gt=0, le=1000)]
    comment: Text | None = None
