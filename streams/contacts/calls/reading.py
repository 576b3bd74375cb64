"""Which fact an event leaves. An event of another type leaves none; it only counts as seen."""

from collections.abc import Mapping
from typing import Final

from streams.contacts import queue_reading
from streams.contacts.channel import Reader
from streams.contacts.facts import stored
from streams.contacts.facts.surveyed import surveyed
from streams.events import payloads, types


def _wait_announced(data: payloads.WaitAnnounced, at_us: int, mark: int) -> stored.WaitAnnounced:
    return stored.WaitAnnounced(at_us, mark, round(data.expected_wait_s * 1_000_000))


def _ringing(data: payloads.Ringing, at_us: int, mark: int) -> stored.Ringing:
    return stored.Ringing(at_us, mark, data.agent_id)


def _ring_missed(data: payloads.RingMissed, at_us: int, mark: int) -> stored.RingMissed:
    return stored.RingMissed(at_us, mark, data.agent_id)


def _held(data: payloads.ByAgent, at_us: int, mark: int) -> stored.Held:
    return stored.Held(at_us, mark, data.agent_id)


def _resumed(data: payloads.ByAgent, at_us: int, mark: int) -> stored.Resumed:
    return stored.Resumed(at_us, mark, data.agent_id)


def _uttered(data: payloads.Uttered, at_us: int, mark: int) -> stored.Messaged:
    return stored.Messaged(at_us, mark, data.speaker, data.agent_id)


FACTS: Final[Mapping[type[types.Event], Reader]] = {
    types.CallQueued: queue_reading.queued,
    types.CallWaitAnnounced: _wait_announced,
    types.CallRinging: _ringing,
    types.CallRingMissed: _ring_missed,
    types.CallAnswered: queue_reading.answered,
    types.CallHeld: _held,
    types.CallResumed: _resumed,
    types.CallTransferred: queue_reading.transferred,
    types.CallAbandoned: queue_reading.abandoned,
    types.CallLeftQueue: queue_reading.left_queue,
    types.CallUttered: _uttered,
    types.CallEnded: queue_reading.ended,
    types.CallWrappedUp: queue_reading.wrapped_up,
    types.SurveyAnswered: surveyed,
}
