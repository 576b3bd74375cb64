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
    """A caller began to wait in a queue, or an outbound call was placed in one to be made."""

    data: p.Queued


class CallWaitAnnounced(Event, frozen=True, kw_only=True, gc=False, tag="call.wait_announced"):
    """The caller was told how long the wait would be."""

    data: p.WaitAnnounced


class CallRinging(Event, frozen=True, kw_only=True, gc=False, tag="call.ringing"):
    """An agent's phone began to ring for the call."""

    data: p.Ringing


class CallRingMissed(Event, frozen=True, kw_only=True, gc=False, tag="call.ring_missed"):
    """An agent let it ring, or refused; the caller goes on waiting."""

    data: p.RingMissed


class CallAnswered(Event, frozen=True, kw_only=True, gc=False, tag="call.answered"):
    """An agent and the caller began to talk: the wait is over."""

    data: p.Answered


class CallHeld(Event, frozen=True, kw_only=True, gc=False, tag="call.held"):
    """The agent put the caller on hold."""

    data: p.ByAgent = p.ByAgent()


class CallResumed(Event, frozen=True, kw_only=True, gc=False, tag="call.resumed"):
    """The agent took the caller off hold."""

    data: p.ByAgent = p.ByAgent()


class CallTransferred(Event, frozen=True, kw_only=True, gc=False, tag="call.transferred"):
    """The call was passed on to a queue or an agent."""

    data: p.Transferred


class CallAbandoned(Event, frozen=True, kw_only=True, gc=False, tag="call.abandoned"):
    """The caller hung up while waiting."""

    data: p.Abandoned = p.Abandoned()


class CallLeftQueue(Event, frozen=True, kw_only=True, gc=False, tag="call.left_queue"):
    """The call left the queue unanswered, but not because the caller gave up."""

    data: p.LeftQueue


class CallUttered(Event, frozen=True, kw_only=True, gc=False, tag="call.utterance"):
    """Somebody said something: one turn of a transcript."""

    data: p.Uttered


class CallEnded(Event, frozen=True, kw_only=True, gc=False, tag="call.ended"):
    """The conversation is over."""

    data: p.Ended = p.Ended()


class CallWrappedUp(Event, frozen=True, kw_only=True, gc=False, tag="call.wrapped_up"):
    """The agent finished the work after the call."""

    data: p.ByAgent = p.ByAgent()


class ChatStarted(Event, frozen=True, kw_only=True, gc=False, tag="chat.started"):
    """A customer opened a chat."""

    data: p.ChatStarted


class ChatQueued(Event, frozen=True, kw_only=True, gc=False, tag="chat.queued"):
    """The chat began to wait for an agent."""

    data: p.Queued


class ChatAssigned(Event, frozen=True, kw_only=True, gc=False, tag="chat.assigned"):
    """An agent took the chat, or was given it."""

    data: p.Assigned


class ChatTransferred(Event, frozen=True, kw_only=True, gc=False, tag="chat.transferred"):
    """The chat was passed on to a queue or an agent."""

    data: p.Transferred


class ChatAbandoned(Event, frozen=True, kw_only=True, gc=False, tag="chat.abandoned"):
    """The customer left before anybody answered."""

    data: p.Abandoned = p.Abandoned()


class ChatLeftQueue(Event, frozen=True, kw_only=True, gc=False, tag="chat.left_queue"):
    """The chat left the queue unanswered, but not because the customer gave up."""

    data: p.LeftQueue


class ChatMessaged(Event, frozen=True, kw_only=True, gc=False, tag="chat.message"):
    """Somebody wrote in a chat."""

    data: p.Messaged


class ChatEnded(Event, frozen=True, kw_only=True, gc=False, tag="chat.ended"):
    """The chat is over."""

    data: p.Ended = p.Ended()


class ChatWrappedUp(Event, frozen=True, kw_only=True, gc=False, tag="chat.wrapped_up"):
    """The agent finished the work after the chat."""

    data: p.ByAgent = p.ByAgent()


class TicketCreated(Event, frozen=True, kw_only=True, gc=False, tag="ticket.created"):
    """A ticket was opened."""

    data: p.TicketCreated


class TicketMessaged(Event, frozen=True, kw_only=True, gc=False, tag="ticket.message"):
    """Somebody wrote on a ticket, to the customer or among colleagues."""

    data: p.Messaged


class TicketAssigned(Event, frozen=True, kw_only=True, gc=False, tag="ticket.assigned"):
    """An agent took the ticket, or was given it."""

    data: p.Assigned


class TicketPriorityChanged(Event, frozen=True, kw_only=True, gc=False, tag="ticket.priority_changed"):
    """The ticket became more or less urgent."""

    data: p.PriorityChanged


class TicketStatusChanged(Event, frozen=True, kw_only=True, gc=False, tag="ticket.status_changed"):
    """The ticket moved on in its life."""

    data: p.StatusChanged


class AgentStateChanged(Event, frozen=True, kw_only=True, gc=False, tag="agent.state_changed"):
    """An agent became available, busy, away ...; what is given here about the agent replaces what was known."""

    data: p.AgentStateChanged


class SurveyAnswered(Event, frozen=True, kw_only=True, gc=False, tag="survey.answered"):
    """A customer judged a contact."""

    data: p.SurveyAnswered


class ClockTicked(Event, frozen=True, kw_only=True, gc=False, tag="clock.ticked"):
    """Time has come this far: moves event time on the partition it was sent to, and belongs to no contact."""

    subject: Annotated[str, msgspec.Meta(max_length=256)] = ""


EVENT_TYPES: tuple[type[Event], ...] = tuple(Event.__subclasses__())
