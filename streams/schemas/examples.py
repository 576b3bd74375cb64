"""One example of each event: the stories of a call, a chat and a ticket on one morning."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from itertools import count
from typing import Any, Final

from streams.events import payloads as p
from streams.events import types as t
from streams.events.types import Event

_NINE: Final = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=3, minutes=30)))


def _story(source: str, subject: str, *told: tuple[float, type[Event], p.Payload | None]) -> Iterator[Event]:
    """The events of one subject, each with the seconds after nine at which it happened."""
    numbers = count(1)
    for second, event_type, data in told:
        fields: dict[str, Any] = {} if data is None else {"data": data}
        time = _NINE + timedelta(seconds=second)
        yield event_type(id=f"{subject}-{next(numbers)}", source=source, time=time, subject=subject, **fields)


def _stories() -> Iterator[Event]:
    yield from _story(
        "/pbx/tehran-1",
        "call-7301",
        (0, t.CallQueued, p.Queued(queue="billing", customer_id="cust-889", language="fa", direction="inbound")),
        (1.2, t.CallWaitAnnounced, p.WaitAnnounced(expected_wait_s=45, position=3)),
        (20, t.CallRinging, p.Ringing(agent_id="agent-11")),
        (30, t.CallRingMissed, p.RingMissed(agent_id="agent-11", rang_s=10)),
        (38.5, t.CallAnswered, p.Answered(agent_id="agent-12", queue="billing")),
        (40, t.CallUttered, p.Uttered(speaker="agent", text="سلام، وقت بخیر", agent_id="agent-12", offset_s=1.5)),
        (95, t.CallHeld, p.ByAgent(agent_id="agent-12")),
        (125, t.CallResumed, p.ByAgent(agent_id="agent-12")),
        (150, t.CallTransferred, p.Transferred(to_queue="technical", kind="attended")),
        (310, t.CallEnded, p.Ended(by="customer")),
        (340, t.CallWrappedUp, p.ByAgent(agent_id="agent-12")),
    )
    yield from _story("/pbx/tehran-1", "call-7302", (63, t.CallAbandoned, p.Abandoned(position=2)))
    yield from _story("/pbx/tehran-1", "call-7303", (180, t.CallLeftQueue, p.LeftQueue(reason="callback")))
    yield from _story(
        "/chat/web",
        "chat-518",
        (0, t.ChatStarted, p.ChatStarted(queue="support", customer_id="cust-112", medium="web")),
        (0.1, t.ChatQueued, p.Queued(queue="support", customer_id="cust-112")),
        (14, t.ChatAssigned, p.Assigned(agent_id="agent-31")),
        (21, t.ChatMessaged, p.Messaged(speaker="agent", text="How can I help?", agent_id="agent-31")),
        (200, t.ChatTransferred, p.Transferred(to_agent="agent-32", kind="blind")),
        (480, t.ChatEnded, p.Ended(by="agent")),
        (500, t.ChatWrappedUp, p.ByAgent(agent_id="agent-32")),
    )
    yield from _story("/chat/web", "chat-519", (90, t.ChatAbandoned, p.Abandoned(position=1)))
    yield from _story("/chat/web", "chat-520", (120, t.ChatLeftQueue, p.LeftQueue(reason="timeout")))
    yield from _story(
        "/desk",
        "ticket-20931",
        (
            0,
            t.TicketCreated,
            p.TicketCreated(queue="returns", customer_id="cust-4", priority="normal", medium="e-mail"),
        ),
        (60, t.TicketAssigned, p.Assigned(agent_id="agent-41")),
        (300, t.TicketPriorityChanged, p.PriorityChanged(priority="high")),
        (900, t.TicketMessaged, p.Messaged(speaker="agent", text="Asked the depot.", visibility="internal")),
        (3600, t.TicketStatusChanged, p.StatusChanged(status="solved")),
    )
    capacity = {"call": 1, "chat": 3}
    available = p.AgentStateChanged(state="available", team="blue", queues=["billing", "support"], capacity=capacity)
    yield from _story("/pbx/tehran-1", "agent-12", (-600, t.AgentStateChanged, available))
    judged = p.SurveyAnswered(contact_id="call-7301", kind="csat", score=4, scale_max=5, comment="Friendly, but slow.")
    yield from _story("/surveys", "call-7301", (900, t.SurveyAnswered, judged))
    yield t.ClockTicked(id="tick-1", source="/replay", time=_NINE + timedelta(hours=8))


EVENTS: Final[dict[type[Event], Event]] = {type(event): event for event in _stories()}
