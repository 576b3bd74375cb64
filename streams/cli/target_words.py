"""What the policy promises to single contacts, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from streams.policy import Policy, QueueTargets, Target
    from streams.policy.targets import ByPriority

CHANNELS: Final = {"call": "Calls", "chat": "Chats", "ticket": "Tickets"}
PROMISES: Final = {
    "answer": "an answer within {}",
    "first_response": "a first response within {}",
    "next_response": "each next response within {}",
    "resolution": "a resolution within {}",
    "apology": "an apology within {} of a negative turn",
    "hold": "no hold longer than {}",
    "promise": "an answer at most {} after the announced wait",
}
WALL_CLOCK: Final = frozenset({"hold", "promise"})
_LONG_S: Final = 120
_MINUTE_S: Final = 60
_MICROS: Final = 1_000_000


def targets_in_words(policy: Policy) -> Iterator[str]:
    """One line for each queue and tier that is promised something of its own."""
    for channel, contacts in CHANNELS.items():
        queues = policy.promises[channel]
        default = queues["default"]
        yield from _of_queue(f"{contacts} in any queue", default, None)
        for queue, targets in sorted(queues.items()):
            if queue != "default":
                yield from _of_queue(f"{contacts} in {queue}", targets, default)


def _of_queue(who: str, targets: QueueTargets, default: QueueTargets | None) -> Iterator[str]:
    """What is as in the default queue is not said again."""
    if default is None or targets.anybody != default.anybody:
        yield from _line(who, targets.anybody)
    for tier, of_tier in targets.tiers.items():
        if default is None or of_tier != default.tiers.get(tier):
            yield from _line(f"{who}, customers of tier {tier}", of_tier)


def _line(who: str, by_priority: ByPriority) -> Iterator[str]:
    promised = {
        name: targets
        for name in PROMISES
        if (targets := {str(priority): getattr(found, name) for priority, found in by_priority.items()})
        and any(targets.values())
    }
    if not promised:
        return
    parts = [PROMISES[name].format(_times(targets)) for name, targets in promised.items()]
    one = next(target for targets in promised.values() for target in targets.values() if target)
    yield f"{who}: each is promised {'; '.join(parts)}. {_hours(promised)} {_warning(one)}"


def _times(targets: dict[str, Target | None]) -> str:
    """One time, or one by priority where they differ."""
    times = {priority: target and duration(target.budget_us) for priority, target in targets.items()}
    if len(set(times.values())) == 1:
        return next(iter(times.values())) or ""
    return ", ".join(f"{time} ({priority})" for priority, time in times.items() if time)


def _hours(promised: dict[str, dict[str, Target | None]]) -> str:
    calendars = [
        target.calendar.name
        for targets in promised.values()
        for target in targets.values()
        if target and target.calendar
    ]
    if not calendars:
        return "Time counts around the clock."
    also = "; holds and announced waits count around the clock" if WALL_CLOCK & set(promised) else ""
    return f"Time counts in the hours of {calendars[0]}{also}."


def _warning(target: Target) -> str:
    warn = target.warn
    if warn.left_us is None:
        return f"Imminent when {warn.share:.0%} of it is used up."
    return f"Imminent when {duration(warn.left_us)} of it are left."


def duration(micros: int) -> str:
    """As in "90 s", "15 min", "1 h 30 min"."""
    seconds = micros / _MICROS
    if seconds < _LONG_S or seconds != int(seconds):
        return f"{seconds:g} s"
    minutes, left_s = divmod(int(seconds), _MINUTE_S)
    hours, left_min = divmod(minutes, 60)
    parts = [f"{number} {unit}" for number, unit in ((hours, "h"), (left_min, "min"), (left_s, "s")) if number]
    return " ".join(parts)
