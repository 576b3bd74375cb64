"""Which fact an event leaves. An event of another type leaves none; it only counts as seen."""

from collections.abc import Mapping
from typing import Final

from streams.contacts.channel import Reader
from streams.contacts.facts import stored
from streams.contacts.facts.surveyed import surveyed
from streams.events import payloads, types


def _queued(data: payloads.Queued, at_us: int, mark: int) -> stored.Queued:
    return stored.Queued(
        at_us, mark, data.queue, data.customer_id, data.topic, data.language, data.priority, data.direction
    )


def _wait_announced(data: payloads.WaitAnnounced, at_us: int, mark: int) -> stored.WaitAnnounced:
    return stored.WaitAnnounced(at_us, mark, round(data.expected_wait_s * 1_000_000))


def _ringing(data: payloads.Ringing, at_us: int, mark: int) -> stored.Ringing:
    return stored.Ringing(at_us, mark, data.agent_id)


def _ring_missed(data: payloads.RingMissed, at_us: int, mark: int) -> stored.RingMissed:
    return stored.RingMissed(at_us, mark, data.agent_id)


def _answered(data: payloads.Answered, at_us: int, mark: int) -> stored.Answered:
    return stored.Answered(at_us, mark, data.agent_id, data.queue)


def _held(data: payloads.ByAgent, at_us: int, mark: int) -> stored.Held:
    return stored.Held(at_us, mark, data.agent_id)


def _resumed(data: payloads.ByAgent, at_us: int, mark: int) -> stored.Resumed:
    return stored.Resumed(at_us, mark, data.agent_id)


def _transferred(data: payloads.Transferred, at_us: int, mark: int) -> stored.Transferred:
    return stored.Transferred(at_us, mark, data.to_queue, data.to_agent)


def _abandoned(data: payloads.Abandoned, at_us: int, mark: int) -> stored.Abandoned:  # noqa: ARG001  # says no more
    return stored.Abandoned(at_us, mark)


def _left_queue(data: payloads.LeftQueue, at_us: int, mark: int) -> stored.LeftQueue:
    return stored.LeftQueue(at_us, mark, data.reason)


def _ended(data: payloads.Ended, at_us: int, mark: int) -> stored.Ended:
    return stored.Ended(at_us, mark, data.by)


def _wrapped_up(data: payloads.ByAgent, at_us: int, mark: int) -> stored.WrappedUp:
    return stored.WrappedUp(at_us, mark, data.agent_id)


FACTS: Final[Mapping[type[types.Event], Reader]] = {
    types.CallQueued: _queued,
    types.CallWaitAnnounced: _wait_announced,
    types.CallRinging: _ringing,
    types.CallRingMissed: _ring_missed,
    types.CallAnswered: _answered,
    types.CallHeld: _held,
    types.CallResumed: _resumed,
    types.CallTransferred: _transferred,
    types.CallAbandoned: _abandoned,
    types.CallLeftQueue: _left_queue,
    types.CallEnded: _ended,
    types.CallWrappedUp: _wrapped_up,
    types.SurveyAnswered: surveyed,
}
