"""A plan made smaller, busier or quieter from the command line."""

import math
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from streams.simulator.load import PlanError
from streams.simulator.plan import CHANNELS, CentrePlan, Channel

KINDS: Final = (*CHANNELS, "agent", "survey")
"""What a simulation sends, each on a topic of its own."""

MOST: Final = 1000.0
"""No rate is raised by more than this."""

QUEUES: Final[dict[Channel, str]] = {"call": "queue", "chat": "chat", "ticket": "ticket"}
"""A channel's part of the plan."""


def tuned(plan: CentrePlan, channels: str | None, rates: Sequence[str]) -> CentrePlan:
    """The plan with only some channels, like "call,chat", and with other rates, like "2" or "chat=0.5".

    A channel that stays goes the same way as in the whole plan, but for the ids. `PlanError` for what is no channel or
    rate, and when nothing is left.
    """
    if channels is not None:
        plan = only(plan, channels)
    for rate in rates:
        plan = faster(plan, rate)
    return plan


def only(plan: CentrePlan, channels: str) -> CentrePlan:
    """The plan with those of `KINDS` that the list, separated by commas, names."""
    kept = [name.strip() for name in channels.split(",")]
    for name in kept:
        if name not in KINDS:
            raise PlanError(f"channels: there is no {name!r} (there are: {', '.join(KINDS)})")
    gone: dict[str, Any] = {part: () for channel, part in QUEUES.items() if channel not in kept}
    if "survey" not in kept:
        gone["survey"] = None
    if "chat" not in kept:
        gone["visitor"] = ()
    smaller = msgspec.structs.replace(plan, agent_events=plan.agent_events and "agent" in kept, **gone)
    if not any(smaller.queues_of(channel) for channel in CHANNELS):
        raise PlanError(f"channels: plan {plan.name} has no queue of {channels}")
    return smaller


def faster(plan: CentrePlan, rate: str) -> CentrePlan:
    """The plan with the arrivals of all channels, or of the one before the `=`, multiplied."""
    name, equals, factor_text = rate.rpartition("=")
    if equals and name not in CHANNELS:
        raise PlanError(f"rate {rate!r}: there is no {name!r} (there are: {', '.join(CHANNELS)})")
    try:
        factor = float(factor_text)
    except ValueError:
        factor = math.nan
    if not 0 <= factor <= MOST:
        raise PlanError(f"rate {rate!r}: a number from 0 to {MOST:g} was expected, like 2 or chat=0.5")
    changed: dict[str, Any] = {
        part: tuple(msgspec.structs.replace(one, per_hour=one.per_hour * factor) for one in plan.queues_of(channel))
        for channel, part in QUEUES.items()
        if name in {"", channel}
    }
    return msgspec.structs.replace(plan, **changed)
