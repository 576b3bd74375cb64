"""Which fact an event leaves. No text is kept."""

from collections.abc import Mapping
from typing import Final

from streams.contacts.channel import Reader
from streams.contacts.facts import stored
from streams.contacts.facts.messaged import messaged
from streams.contacts.facts.surveyed import surveyed
from streams.events import payloads, types


def _created(data: payloads.TicketCreated, at_us: int, mark: int) -> stored.TicketCreated:
    return stored.TicketCreated(
        at_us, mark, data.queue, data.customer_id, data.priority, data.topic, data.medium, bool(data.text)
    )


def _assigned(data: payloads.Assigned, at_us: int, mark: int) -> stored.TicketAssigned:
    return stored.TicketAssigned(at_us, mark, data.agent_id)


def _priority_changed(data: payloads.PriorityChanged, at_us: int, mark: int) -> stored.PriorityChanged:
    return stored.PriorityChanged(at_us, mark, data.priority)


def _status_changed(data: payloads.StatusChanged, at_us: int, mark: int) -> stored.StatusChanged:
    return stored.StatusChanged(at_us, mark, data.status)


FACTS: Final[Mapping[type[types.Event], Reader]] = {
    types.TicketCreated: _created,
    types.TicketAssigned: _assigned,
    types.TicketPriorityChanged: _priority_changed,
    types.TicketStatusChanged: _status_changed,
    types.TicketMessaged: messaged,
    types.SurveyAnswered: surveyed,
}
