"""From a TOML file to a plan that holds together, or one sentence that says what is wrong with it."""

import tomllib
from importlib import resources
from pathlib import Path

import msgspec

from streams.simulator.check import problems
from streams.simulator.plan import CentrePlan

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
