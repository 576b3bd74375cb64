"""From a TOML file to a plan that holds together, or one sentence that says what is wrong with it."""

import tomllib
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path

import msgspec

from streams.simulator.plan import CallQueue, CentrePlan, Shape

PLANS = ("default", "bench", "erlang_c", "erlang_a")
"""The plans that come with the package."""


class PlanError(ValueError):
    """A plan that cannot be used: which file, where in it, why."""


def load_plan(plan: str | Path) -> CentrePlan:
    """A plan by the name of one that comes with the package, or by the path of a TOML file."""
    if str(plan) in PLANS:
        text = resources.files("streams.simulator").joinpath("plans", f"{plan}.toml").read_text(encoding="utf-8")
        return parse_plan(text, where=f"plan {plan}")
    try:
        text = Path(plan).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        known = ", ".join(PLANS)
        raise PlanError(f"{plan}: {error}; give a TOML file or one of {known}") from error
    return parse_plan(text, where=str(plan))


def parse_plan(text: str, where: str) -> CentrePlan:
    """A plan from the text of a TOML file; `where` names it in errors."""
    try:
        plan = msgspec.convert(tomllib.loads(text), CentrePlan)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise PlanError(f"{where}: {error}") from error
    for problem in problems(plan):
        raise PlanError(f"{where}: {problem}")
    return plan


def problems(plan: CentrePlan) -> Iterator[str]:
    """What types cannot say: parts that name what is not there, and queues that nobody serves."""
    yield from _zone_problems(plan)
    names = [queue.name for queue in plan.queue]
    if len(set(names)) < len(names):
        yield "queue: two queues have the same name"
    for queue in plan.queue:
        yield from _queue_problems(queue, names, plan.shape)
    for group in plan.agents:
        yield from _unknown(f"agents of team {group.team}: queues", group.queues, names)
        if group.shift is not None:
            yield from _unknown(f"agents of team {group.team}: shift", [group.shift], plan.shift)
    for outage in plan.outage:
        yield from _unknown(f"outage {outage.name}: queues", outage.queues, names)
        if bool(outage.at) == (outage.after_s is not None):
            yield f"outage {outage.name}: give either `at` or `after_s`"


def _zone_problems(plan: CentrePlan) -> Iterator[str]:
    try:
        _ = plan.zone
    except ValueError as error:
        yield f"timezone: {error}"


def _queue_problems(queue: CallQueue, names: list[str], shapes: dict[str, Shape]) -> Iterator[str]:
    where = f"queue {queue.name}"
    if queue.shape is not None:
        yield from _unknown(f"{where}: shape", [queue.shape], shapes)
        if queue.shape in shapes and not all(
            sum(day) for day in (shapes[queue.shape].weekday, shapes[queue.shape].weekend)
        ):
            yield f"{where}: shape {queue.shape} has a day without any arrivals; leave some"
    if queue.transfer is not None:
        if not queue.transfer.to:
            yield f"{where}: transfer.to names no queue"
        yield from _unknown(f"{where}: transfer.to", queue.transfer.to, names)
    if queue.overflow_to is not None:
        yield from _unknown(f"{where}: overflow_to", [queue.overflow_to], names)
        if queue.overflow_to == queue.name:
            yield f"{where}: overflows into itself"
        if queue.timeout_s is None:
            yield f"{where}: overflow_to needs timeout_s"


def _unknown(where: str, given: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    known = list(known)
    for name in given:
        if name not in known:
            yield f"{where}: there is no {name!r} (there are: {', '.join(known) or 'none'})"
