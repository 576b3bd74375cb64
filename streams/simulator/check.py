"""What is wrong with a plan that has the right types: parts that name what is not there, and the like."""

from collections.abc import Iterable, Iterator

from streams.simulator.personas import PERSONAS
from streams.simulator.plan import (
    CHANNELS,
    Agents,
    CallQueue,
    CentrePlan,
    ChatQueue,
    Outage,
    Shape,
    TicketQueue,
    Visitor,
)


def problems(plan: CentrePlan) -> Iterator[str]:
    """Each problem in a sentence that names the part."""
    yield from _zone_problems(plan)
    yield from _name_problems(plan)
    for queue in plan.queue:
        yield from _call_queue_problems(queue, plan)
    for chat in plan.chat:
        yield from _chat_queue_problems(chat, plan)
    for ticket in plan.ticket:
        yield from _ticket_queue_problems(ticket, plan)
    for group in plan.agents:
        yield from _agents_problems(group, plan)
    for outage in plan.outage:
        yield from _outage_problems(outage, plan)
    for visitor in plan.visitor:
        yield from _visitor_problems(visitor, plan)


def _zone_problems(plan: CentrePlan) -> Iterator[str]:
    try:
        _ = plan.zone
    except ValueError as error:
        yield f"timezone: {error}"


def _name_problems(plan: CentrePlan) -> Iterator[str]:
    if not any(plan.queues_of(channel) for channel in CHANNELS):
        yield "there is no queue: give at least one [[queue]], [[chat]] or [[ticket]]"
    for channel in CHANNELS:
        names = [queue.name for queue in plan.queues_of(channel)]
        if len(set(names)) < len(names):
            yield f"two queues of {channel}s have the same name"


def _call_queue_problems(queue: CallQueue, plan: CentrePlan) -> Iterator[str]:
    where, names = f"queue {queue.name}", [one.name for one in plan.queue]
    yield from _shape_problems(where, queue.shape, plan.shape)
    if queue.transfer is not None:
        if not queue.transfer.to:
            yield f"{where}: transfer.to names no queue"
        yield from _unknown(f"{where}: transfer.to", queue.transfer.to, names)
    yield from _overflow_problems(where, queue, names)


def _chat_queue_problems(queue: ChatQueue, plan: CentrePlan) -> Iterator[str]:
    where, names = f"chat {queue.name}", [one.name for one in plan.chat]
    yield from _shape_problems(where, queue.shape, plan.shape)
    yield from _unknown(f"{where}: personas", queue.personas, PERSONAS)
    if queue.transfer is not None:
        yield from _unknown(f"{where}: transfer.to", queue.transfer.to, names)
    if queue.drifts + queue.cut > 1:
        yield f"{where}: drifts and cut are more than all chats"
    yield from _overflow_problems(where, queue, names)


def _ticket_queue_problems(queue: TicketQueue, plan: CentrePlan) -> Iterator[str]:
    where = f"ticket {queue.name}"
    yield from _shape_problems(where, queue.shape, plan.shape)
    yield from _unknown(f"{where}: personas", queue.personas, PERSONAS)
    if queue.asks + queue.holds >= 1:
        yield f"{where}: asks and holds leave nothing that is ever solved"


def _shape_problems(where: str, shape: str | None, shapes: dict[str, Shape]) -> Iterator[str]:
    if shape is None:
        return
    yield from _unknown(f"{where}: shape", [shape], shapes)
    if shape in shapes and not all(sum(day) for day in (shapes[shape].weekday, shapes[shape].weekend)):
        yield f"{where}: shape {shape} has a day without any arrivals; leave some"


def _overflow_problems(where: str, queue: CallQueue | ChatQueue, names: list[str]) -> Iterator[str]:
    if queue.overflow_to is None:
        return
    yield from _unknown(f"{where}: overflow_to", [queue.overflow_to], names)
    if queue.overflow_to == queue.name:
        yield f"{where}: overflows into itself"
    if queue.timeout_s is None:
        yield f"{where}: overflow_to needs timeout_s"


def _agents_problems(group: Agents, plan: CentrePlan) -> Iterator[str]:
    where = f"agents of team {group.team}"
    yield from _unknown(f"{where}: queues", group.queues, [one.name for one in plan.queues_of(group.channel)])
    if group.shift is not None:
        yield from _unknown(f"{where}: shift", [group.shift], plan.shift)
    if group.capacity > 1 and group.channel != "chat":
        yield f"{where}: capacity: {group.channel}s are taken one by one"


def _outage_problems(outage: Outage, plan: CentrePlan) -> Iterator[str]:
    names = {queue.name: None for channel in outage.channels or CHANNELS for queue in plan.queues_of(channel)}
    yield from _unknown(f"outage {outage.name}: queues", outage.queues, names)
    if bool(outage.at) == (outage.after_s is not None):
        yield f"outage {outage.name}: give either `at` or `after_s`"


def _visitor_problems(visitor: Visitor, plan: CentrePlan) -> Iterator[str]:
    where = f"visitor {visitor.name}"
    yield from _unknown(f"{where}: queue", [visitor.queue], [chat.name for chat in plan.chat])
    yield from _unknown(f"{where}: persona", [visitor.persona], PERSONAS)


def _unknown(where: str, given: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    known = list(known)
    for name in given:
        if name not in known:
            yield f"{where}: there is no {name!r} (there are: {', '.join(known) or 'none'})"
