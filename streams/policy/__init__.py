"""The user's policy: what counts as answered in time, in which time zone, for which queue."""

from streams.policy.load import load_policy
from streams.policy.policy import FORMULAS, CallPolicy, Policy
from streams.policy.problems import PolicyError, Problem
from streams.policy.tables import POLICY_KEYS, Formula

__all__ = ["FORMULAS", "POLICY_KEYS", "CallPolicy", "Formula", "Policy", "PolicyError", "Problem", "load_policy"]
