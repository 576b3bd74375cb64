"""Which fact an event leaves. An event of another type leaves none; it only counts as seen."""

from collections.abc import Mapping
from typing import Final

from streams.contacts import queue_reading
from streams.contacts.channel import Reader
from streams.contacts.facts import stored
from streams.contacts.facts.messaged import messaged
from streams.contacts.facts.surveyed import surveyed
from streams.events import payloads, types


def _started(data: payloads.ChatStarted, at_us: int, mark: int) -> stored.ChatStarted:
    return stored.ChatStarted(at_us, mark, data.queue, data.customer_id, data.topic, data.language, data.medium)


def _assigned(data: payloads.Assigned, at_us: int, mark: int) -> stored.Answered:
    return stored.Answered(at_us, mark, data.agent_id)


FACTS: Final[Mapping[type[types.Event], Reader]] = {
    types.ChatStarted: _started,
    types.ChatQueued: queue_reading.queued,
    types.ChatAssigned: _assigned,
    types.ChatTransferred: queue_reading.transferred,
    types.ChatAbandoned: queue_reading.abandoned,
    types.ChatLeftQueue: queue_reading.left_queue,
    types.ChatMessaged: messaged,
    types.ChatEnded: queue_reading.ended,
    types.ChatWrappedUp: queue_reading.wrapped_up,
    types.SurveyAnswered: surveyed,
}
