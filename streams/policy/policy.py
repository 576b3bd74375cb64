"""The policy as the stages ask for it: defaults and inheritance are already worked in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, get_args
from zoneinfo import ZoneInfo

from streams.policy.build_targets import DEFAULT_QUEUE, build_targets
from streams.policy.calendars import Calendar
from streams.policy.calendars.build import build_calendar
from streams.policy.queues import Formula, ServiceLevel, WaitTable
from streams.policy.tables import Tables
from streams.policy.targets import QueueTargets, Targets

FORMULAS: tuple[Formula, ...] = get_args(Formula)
DEFAULT_TIMEZONE = "UTC"

_MICROS = 1_000_000


@dataclass(frozen=True, slots=True)
class CallPolicy:
    """What one queue promises to those who wait in it, callers or chats; `target` is a share between 0 and 1."""

    answer_within_us: int = 20 * _MICROS
    short_abandon_us: int = 5 * _MICROS
    formula: Formula = "answered_over_offered"
    target: float = 0.80


BUILT_IN_CALL: Final = CallPolicy()
BUILT_IN_CHAT: Final = CallPolicy(answer_within_us=60 * _MICROS)


@dataclass(frozen=True, slots=True)
class Policy:
    """Frozen for the life of a worker: windows already counted must not change their meaning."""

    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo(DEFAULT_TIMEZONE))
    calls: Mapping[str, CallPolicy] = field(default_factory=lambda: MappingProxyType({}))
    default_call: CallPolicy = BUILT_IN_CALL
    chats: Mapping[str, CallPolicy] = field(default_factory=lambda: MappingProxyType({}))
    default_chat: CallPolicy = BUILT_IN_CHAT
    calendars: Mapping[str, Calendar] = field(default_factory=lambda: MappingProxyType({}))
    promises: Mapping[str, Mapping[str, QueueTargets]] = field(default_factory=lambda: build_targets({}, {}))
    tables: Tables = field(default_factory=Tables)

    def call(self, queue: str) -> CallPolicy:
        """Cheap enough for every event: one look-up."""
        return self.calls.get(queue, self.default_call)

    def chat(self, queue: str) -> CallPolicy:
        """What is promised to chats, as cheaply."""
        return self.chats.get(queue, self.default_chat)

    def of(self, channel: str) -> Callable[[str], CallPolicy]:
        """By queue, what is promised in a channel; where nobody waits in queues it does not matter."""
        return self.chat if channel == "chat" else self.call

    def default_of(self, channel: str) -> CallPolicy:
        """What holds over all queues of a channel."""
        return self.default_chat if channel == "chat" else self.default_call

    def targets(self, channel: str, queue: str, priority: str | int | None = None, tier: str | None = None) -> Targets:
        """The deadlines of a contact, inheritance worked in; cheap enough for every event."""
        queues = self.promises[channel]
        return (queues.get(queue) or queues[DEFAULT_QUEUE]).of(priority, tier)


def build_policy(tables: Tables) -> Policy:
    """A queue's own table over `[queue.default.call]` over the built-in defaults, key by key; chats likewise."""
    default = tables.queue.get(DEFAULT_QUEUE)
    default_call = _over(BUILT_IN_CALL, default.call if default else None)
    calls = {name: _over(default_call, queue.call) for name, queue in tables.queue.items() if queue.call}
    default_chat = _over(BUILT_IN_CHAT, default.chat if default else None)
    chats = {name: _over(default_chat, queue.chat) for name, queue in tables.queue.items() if queue.chat}
    zone = ZoneInfo(tables.timezone or DEFAULT_TIMEZONE)
    calendars = {name: build_calendar(name, table, zone) for name, table in tables.calendar.items()}
    return Policy(
        timezone=zone,
        calls=MappingProxyType(calls),
        default_call=default_call,
        chats=MappingProxyType(chats),
        default_chat=default_chat,
        calendars=MappingProxyType(calendars),
        promises=build_targets(tables.queue, calendars),
        tables=tables,
    )


def _over(base: CallPolicy, table: WaitTable | None) -> CallPolicy:
    if table is None:
        return base
    service_level = table.service_level or ServiceLevel()
    return CallPolicy(
        answer_within_us=_micros(table.answer_within_s, base.answer_within_us),
        short_abandon_us=_micros(table.short_abandon_s, base.short_abandon_us),
        formula=service_level.formula or base.formula,
        target=base.target if service_level.target is None else service_level.target,
    )


def _micros(seconds: float | None, otherwise_us: int) -> int:
    return otherwise_us if seconds is None else round(seconds * _MICROS)
