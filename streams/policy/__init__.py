"""The user's policy: what is promised to whom, in which hours of which time zone, for which queue."""

from streams.policy.calendars import Calendar, Span
from streams.policy.load import load_policy
from streams.policy.policy import FORMULAS, CallPolicy, Policy
from streams.policy.problems import PolicyError, Problem
from streams.policy.queues import Formula
from streams.policy.tables import POLICY_KEYS
from streams.policy.targets import QueueTargets, Target, Targets, Warn

__all__ = [
    "FORMULAS",
    "POLICY_KEYS",
    "Calendar",
    "CallPolicy",
    "Formula",
    "Policy",
    "PolicyError",
    "Problem",
    "QueueTargets",
    "Span",
    "Target",
    "Targets",
    "Warn",
    "load_policy",
]
