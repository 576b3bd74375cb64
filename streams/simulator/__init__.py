"""A contact centre that behaves like one: seeded, declared in a plan, checked against Erlang's formulas."""

from streams.simulator.centre import simulate
from streams.simulator.load import PLANS, PlanError, load_plan, parse_plan
from streams.simulator.plan import CentrePlan

__all__ = ["PLANS", "CentrePlan", "PlanError", "load_plan", "parse_plan", "simulate"]
