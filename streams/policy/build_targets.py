"""Works the inheritance of targets out, so that a contact needs to look up only once.

The first table that has a key decides: the queue's for the tier, the default queue's for the tier, the queue's, the
default queue's. In a table by priority that goes for each priority.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from streams.policy.calendars import Calendar
from streams.policy.queues import CallTable, ChatTable, QueueTable, TargetTable, TicketTable
from streams.policy.targets import PRIORITIES, ByPriority, QueueTargets, Target, Targets, Warn
from streams.policy.types import ByPriority as SecondsTable

DEFAULT_QUEUE: Final = "default"
CHANNELS: Final = ("call", "chat", "ticket")
IN_HOURS: Final = ("answer", "first_response", "next_response", "resolution", "apology")
ON_THE_WALL_CLOCK: Final = ("hold", "promise")

_KEYS = {"promise": "promise_kept_within_s"}
_MICROS = 1_000_000

ChannelTable = CallTable | ChatTable | TicketTable
Layers = Sequence[TargetTable]


def build_targets(
    queues: Mapping[str, QueueTable], calendars: Mapping[str, Calendar]
) -> Mapping[str, Mapping[str, QueueTargets]]:
    """By channel and queue; the default queue is always there."""
    return MappingProxyType(
        {
            channel: MappingProxyType(
                {
                    queue: _of_queue(_table(queues, queue, channel), _table(queues, DEFAULT_QUEUE, channel), calendars)
                    for queue in {DEFAULT_QUEUE: None, **queues}
                    if queue == DEFAULT_QUEUE or _table(queues, queue, channel)
                }
            )
            for channel in CHANNELS
        }
    )


def _table(queues: Mapping[str, QueueTable], queue: str, channel: str) -> ChannelTable | None:
    found = queues.get(queue)
    table: ChannelTable | None = getattr(found, channel) if found else None
    return table


def _of_queue(
    own: ChannelTable | None, default: ChannelTable | None, calendars: Mapping[str, Calendar]
) -> QueueTargets:
    tables = [table for table in (own, default) if table]
    tiers = {tier: None for table in tables for tier in table.tier}
    return QueueTargets(
        anybody=_by_priority(tables, calendars),
        tiers=MappingProxyType(
            {
                tier: _by_priority([*(table.tier[tier] for table in tables if tier in table.tier), *tables], calendars)
                for tier in tiers
            }
        ),
    )


def _by_priority(layers: Layers, calendars: Mapping[str, Calendar]) -> ByPriority:
    """Equal targets are one object."""
    known: list[Targets] = []
    found: dict[str | int | None, Targets] = {}
    for priority in PRIORITIES:
        targets = _targets(layers, priority, calendars)
        same = next((one for one in known if one == targets), None)
        if same is None:
            known.append(targets)
        found[priority] = targets if same is None else same
    return MappingProxyType(found)


def _targets(layers: Layers, priority: str, calendars: Mapping[str, Calendar]) -> Targets:
    warn = next(
        (_warn(layer) for layer in layers if layer.imminent is not None or layer.imminent_s is not None), Warn()
    )
    name = next((layer.calendar for layer in layers if layer.calendar), None)
    calendar = calendars[name] if name else None
    found: dict[str, Target] = {}
    for target in (*IN_HOURS, *ON_THE_WALL_CLOCK):
        seconds = next(_seconds(layers, target, priority), None)
        if seconds is not None:
            found[target] = Target(round(seconds * _MICROS), warn, calendar if target in IN_HOURS else None)
    return Targets(**found)


def _warn(layer: TargetTable) -> Warn:
    return (
        Warn(left_us=round(layer.imminent_s * _MICROS)) if layer.imminent_s is not None else Warn(layer.imminent or 0.0)
    )


def _seconds(layers: Layers, target: str, priority: str) -> Iterator[float]:
    """What each layer says, the nearest first; what is promised to a share is each one's deadline for the answer."""
    for layer in layers:
        written: float | SecondsTable | None = getattr(layer, _KEYS.get(target, f"{target}_s"), None)
        if isinstance(written, SecondsTable):
            written = getattr(written, priority)
        if written is None and target == "answer":
            written = getattr(layer, "answer_within_s", None)
        if isinstance(written, int | float):
            yield written
