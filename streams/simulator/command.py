"""`pasokh simulate`: a plan, a seed and a span of time, to Kafka or to lines of JSON."""

import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from streams.events.times import micros
from streams.simulator.centre import simulate
from streams.simulator.load import PlanError, load_plan
from streams.simulator.plan import CentrePlan
from streams.simulator.publish import Target, publish
from streams.simulator.release import Clock, Lines, Released, WallClock, release
from streams.simulator.tune import tuned

HOUR_US = 3_600_000_000
SECOND_US = 1_000_000
STDOUT = "-"


@dataclass(frozen=True)
class Simulation:
    """What is asked for: `history_h` hours at once, then `duration_s` seconds (None: on and on) at `speed`.

    The history ends now, unless `start` (RFC 3339 with a zone) says when it begins. At `speed` None nothing is
    waited for, and without a duration all ends with the history. `timezone` takes the place of the plan's.
    `channels` and `rates` are as `tuned` has them.
    """

    plan: str | Path = "default"
    seed: int = 1
    history_h: float = 0.0
    duration_s: float | None = None
    speed: float | None = 1.0
    start: str | None = None
    timezone: str | None = None
    channels: str | None = None
    rates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Span:
    """[start_us, end_us), in its own time from `live_from_us` on; None: without end, and never."""

    start_us: int
    live_from_us: int | None
    end_us: int | None


async def simulate_command(
    asked: Simulation,
    to: Target | str | Path,
    *,
    clock: Clock | None = None,
    on_progress: Callable[[Released], None] | None = None,
) -> Released:
    """Send a simulation to Kafka, or as lines of JSON to a file or to standard output ("-").

    `PlanError` for a plan, start or zone that cannot be used; `BrokenPipeError` when nobody reads on.
    """
    clock = clock or WallClock()
    plan = tuned(in_zone(load_plan(asked.plan), asked.timezone), asked.channels, asked.rates)
    span = span_of(asked, clock.now_us())
    events = simulate(plan, asked.seed, span.start_us, span.end_us)
    live_from_us, speed = span.live_from_us, asked.speed or 1.0
    if isinstance(to, Target):
        return await publish(
            events, to, history_until_us=live_from_us, speed=speed, clock=clock, on_progress=on_progress
        )
    with ExitStack() as files:
        out = sys.stdout.buffer if str(to) == STDOUT else files.enter_context(Path(to).open("wb"))  # noqa: ASYNC230  a local file
        return await release(
            events, Lines(out), history_until_us=live_from_us, speed=speed, clock=clock, on_progress=on_progress
        )


def in_zone(plan: CentrePlan, timezone: str | None) -> CentrePlan:
    """The plan with its hours in another time zone; None leaves it as it is."""
    if timezone is None:
        return plan
    moved = msgspec.structs.replace(plan, timezone=timezone)
    try:
        _ = moved.zone
    except ValueError as error:
        raise PlanError(str(error)) from error
    return moved


def span_of(asked: Simulation, now_us: int) -> Span:
    """When the simulation that is asked for at `now_us` begins, goes live and ends."""
    history_us = int(asked.history_h * HOUR_US)
    start_us = now_us - history_us if asked.start is None else parse_start(asked.start)
    history_end_us = start_us + history_us
    end_us = None if asked.duration_s is None else history_end_us + int(asked.duration_s * SECOND_US)
    if asked.speed is None:
        return Span(start_us, None, history_end_us if end_us is None else end_us)
    return Span(start_us, history_end_us, end_us)


def parse_start(text: str) -> int:
    """RFC 3339 with a zone, in microseconds."""
    try:
        return micros(msgspec.convert(text, datetime))
    except (msgspec.ValidationError, TypeError) as error:
        raise PlanError(f"start {text!r}: a time with a zone was expected, like 2027-03-21T08:00:00+03:30") from error
