"""Every event that may come in: a CloudEvents 1.0 envelope around one payload, told apart by `type`."""

from datetime import datetime
from typing import Annotated, Final, Literal, cast

import msgspec

from streams.events import payloads as p
from streams.events.payloads import Name

AwareTime = Annotated[datetime, msgspec.Meta(tz=True)]

# Equal to "1.0" but an object of its own. Decoding yields the literal's object, so identity tells the decoder
# at no cost that an incoming event named no version, while events made here need not name one.
ASSUMED_SPECVERSION: Final = cast("Literal['1.0']", str(b"1.0", "ascii"))


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", gc=False):
    """Something that happened to the contact (or agent) named by `subject`, at `time`."""

    specversion: Literal["1.0"] = ASSUMED_SPECVERSION
    id: Name
    source: Name
    time: AwareTime
    subject: Name


class CallQueued(Event, frozen=True, kw_only=True, gc=False, tag="call.queued"):
    data: p.Queued


class CallWaitAnnounced(Event, frozen=True, kw_only=True, gc=False, tag="call.wait_announced"):
    data: p.WaitAnnounced


class CallRinging(Event, frozen=True, kw_only=True, gc=False, tag="call.ringing"):
    data: p.Ringing


class CallRingMissed(Event, frozen=True, kw_only=True, gc=False, tag="call.ring_missed"):
    data: p.RingMissed


class CallAnswered(Event, frozen=True, kw_only=True, gc=False, tag="call.answered"):
    data: p.Answered


class CallHeld(Event, frozen=True, kw_only=True, gc=False, tag="call.held"):
    data: p.ByAgent = p.ByAgent()


class CallResumed(Event, frozen=True, kw_only=True, gc=False, tag="call.resumed"):
    data: p.ByAgent = p.ByAgent()


class CallTransferred(Event, frozen=True, kw_only=True, gc=False, tag="call.transferred"):
    data: p.Transferred


class CallAbandoned(Event, frozen=True, kw_only=True, gc=False, tag="call.abandoned"):
    data: p.Abandoned = p.Abandoned()


class CallLeftQueue(Event, frozen=True, kw_only=True, gc=False, tag="call.left_queue"):
    data: p.LeftQueue


class CallUttered(Event, frozen=True, kw_only=True, gc=False, tag="call.utterance"):
    data: p.Uttered


class CallEnded(Event, frozen=True, kw_only=True, gc=False, tag="call.ended"):
    data: p.Ended = p.Ended()


class CallWrappedUp(Event, frozen=True, kw_only=True, gc=False, tag="call.wrapped_up"):
    data: p.ByAgent = p.ByAgent()


class ChatStarted(Event, frozen=True, kw_only=True, gc=False, tag="chat.started"):
    data: p.ChatStarted


class ChatQueued(Event, frozen=True, kw_only=True, gc=False, tag="chat.queued"):
    data: p.Queued


class ChatAssigned(Event, frozen=True, kw_only=True, gc=False, tag="chat.assigned"):
    data: p.Assigned


class ChatTransferred(Event, frozen=True, kw_only=True, gc=False, tag="chat.transferred"):
    data: p.Transferred


class ChatAbandoned(Event, frozen=True, kw_only=True, gc=False, tag="chat.abandoned"):
    data: p.Abandoned = p.Abandoned()


class ChatLeftQueue(Event, frozen=True, kw_only=True, gc=False, tag="chat.left_queue"):
    data: p.LeftQueue


class ChatMessaged(Event, frozen=True, kw_only=True, gc=False, tag="chat.message"):
    data: p.Messaged


class ChatEnded(Event, frozen=True, kw_only=True, gc=False, tag="chat.ended"):
    data: p.Ended = p.Ended()


class ChatWrappedUp(Event, frozen=True, kw_only=True, gc=False, tag="chat.wrapped_up"):
    data: p.ByAgent = p.ByAgent()


class TicketCreated(Event, frozen=True, kw_only=True, gc=False, tag="ticket.created"):
    data: p.TicketCreated


class TicketMessaged(Event, frozen=True, kw_only=True, gc=False, tag="ticket.message"):
    data: p.Messaged


class TicketAssigned(Event, frozen=True, kw_only=True, gc=False, tag="ticket.assigned"):
    data: p.Assigned


class TicketPriorityChanged(Event, frozen=True, kw_only=True, gc=False, tag="ticket.priority_changed"):
    data: p.PriorityChanged


class TicketStatusChanged(Event, frozen=True, kw_only=True, gc=False, tag="ticket.status_changed"):
    data: p.StatusChanged


class AgentStateChanged(Event, frozen=True, kw_only=True, gc=False, tag="agent.state_changed"):
    data: p.AgentStateChanged


class SurveyAnswered(Event, frozen=True, kw_only=True, gc=False, tag="survey.answered"):
    data: p.SurveyAnswered


class ClockTicked(Event, frozen=True, kw_only=True, gc=False, tag="clock.ticked"):
    """Advances event time on the partition it was sent to; it belongs to no contact."""

    subject: str = ""


EVENT_TYPES: tuple[type[Event], ...] = tuple(Event.__subclasses__())
