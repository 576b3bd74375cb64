"""The facts that the events of calls and chats leave alike."""

from streams.contacts.facts import stored
from streams.events import payloads


def queued(data: payloads.Queued, at_us: int, mark: int) -> stored.Queued:
    return stored.Queued(
        at_us, mark, data.queue, data.customer_id, data.topic, data.language, data.priority, data.direction
    )


def answered(data: payloads.Answered, at_us: int, mark: int) -> stored.Answered:
    return stored.Answered(at_us, mark, data.agent_id, data.queue)


def transferred(data: payloads.Transferred, at_us: int, mark: int) -> stored.Transferred:
    return stored.Transferred(at_us, mark, data.to_queue, data.to_agent)


def abandoned(data: payloads.Abandoned, at_us: int, mark: int) -> stored.Abandoned:  # noqa: ARG001  # says no more
    return stored.Abandoned(at_us, mark)


def left_queue(data: payloads.LeftQueue, at_us: int, mark: int) -> stored.LeftQueue:
    return stored.LeftQueue(at_us, mark, data.reason)


def ended(data: payloads.Ended, at_us: int, mark: int) -> stored.Ended:
    return stored.Ended(at_us, mark, data.by)


def wrapped_up(data: payloads.ByAgent, at_us: int, mark: int) -> stored.WrappedUp:
    return stored.WrappedUp(at_us, mark, data.agent_id)
