"""What a contact is promised, after all inheritance."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.policy import Policy, Target, Targets, Warn
from streams.policy.load import parse_policy

SECOND_US = 1_000_000
SAMPLE = """
[queue.default.ticket]
first_response_s = 100
resolution_s = { normal = 1000, urgent = 500 }
calendar = "office"
[queue.default.ticket.tier.gold]
first_response_s = 50
[queue.billing.ticket]
first_response_s = { high = 20, urgent = 10 }
imminent = 0.5
[queue.billing.ticket.tier.gold]
first_response_s = { urgent = 5 }
calendar = "always"
[queue.default.call]
answer_within_s = 20
hold_s = 120
[queue.sales.call]
answer_s = { high = 10 }
promise_kept_within_s = 30
imminent_s = 6
calendar = "office"
[calendar.office]
hours = { mon-fri = ["08:00-16:00"] }
[calendar.always]
hours = { mon-sun = ["00:00-24:00"] }
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    return parse_policy(tomllib.loads(SAMPLE), "p.toml")


def first_response_s(targets: Targets) -> float | None:
    return targets.first_response and targets.first_response.budget_us / SECOND_US


@pytest.mark.parametrize(
    ("queue", "priority", "tier", "seconds"),
    [
        ("unknown", None, None, 100),
        ("unknown", "urgent", None, 100),
        ("unknown", "urgent", "gold", 50),
        ("unknown", "urgent", "silver", 100),
        ("default", "low", "gold", 50),
        ("billing", None, None, 100),  # the queue says nothing of normal ones
        ("billing", "high", None, 20),
        ("billing", "urgent", None, 10),
        ("billing", "urgent", "gold", 5),
        ("billing", "high", "gold", 50),  # the tier everywhere before the queue for everybody
        ("billing", "no priority of ours", None, 100),
        ("billing", 7, None, 100),
    ],
)
def test_the_nearest_table_that_says_it_decides(
    policy: Policy, queue: str, priority: str | int | None, tier: str | None, seconds: float
) -> None:
    assert first_response_s(policy.targets("ticket", queue, priority, tier)) == seconds


def test_a_priority_that_no_table_has_is_promised_nothing(policy: Policy) -> None:
    assert policy.targets("ticket", "billing", "low").resolution is None
    urgent = policy.targets("ticket", "billing", "urgent").resolution
    assert urgent is not None
    assert urgent.budget_us == 500 * SECOND_US


def test_the_calendar_and_the_warning_are_inherited_as_well(policy: Policy) -> None:
    office, always = policy.calendars["office"], policy.calendars["always"]
    assert policy.targets("ticket", "x").first_response == Target(100 * SECOND_US, Warn(0.8), office)
    assert policy.targets("ticket", "billing").first_response == Target(100 * SECOND_US, Warn(0.5), office)
    gold = policy.targets("ticket", "billing", tier="gold").first_response
    assert gold == Target(50 * SECOND_US, Warn(0.5), always)


def test_an_answer_is_due_when_the_service_level_counts_it_unless_said_otherwise(policy: Policy) -> None:
    assert policy.targets("call", "x").answer == Target(20 * SECOND_US)
    high, normal = (policy.targets("call", "sales", priority).answer for priority in ("high", None))
    assert high is not None
    assert normal is not None
    assert (high.budget_us, normal.budget_us) == (10 * SECOND_US, 20 * SECOND_US)
    assert policy.call("sales").answer_within_us == 20 * SECOND_US, "what is counted is the same for all"


def test_holds_and_announced_waits_run_on_the_wall_clock(policy: Policy) -> None:
    sales = policy.targets("call", "sales")
    assert sales.answer is not None
    assert sales.answer.calendar is policy.calendars["office"]
    assert sales.hold == Target(120 * SECOND_US, Warn(left_us=6 * SECOND_US))
    assert sales.promise == Target(30 * SECOND_US, Warn(left_us=6 * SECOND_US))


def test_nobody_is_promised_what_the_policy_does_not_say() -> None:
    for channel in ("call", "chat", "ticket"):
        assert Policy().targets(channel, "any", "high", "gold") == Targets()


def test_a_deadline_counts_its_calendars_time_alone(policy: Policy) -> None:
    monday_us = 1_798_444_800 * SECOND_US  # 2026-12-28T08:00Z
    day_us = 86_400 * SECOND_US
    target = Target(10 * 3600 * SECOND_US, Warn(0.5), policy.calendars["office"])
    assert target.due_us(monday_us) == monday_us + day_us + 2 * 3600 * SECOND_US
    assert target.imminent_at_us(monday_us) == monday_us + 5 * 3600 * SECOND_US
    assert target.elapsed_us(monday_us, monday_us + day_us) == 8 * 3600 * SECOND_US


def test_a_deadline_without_a_calendar_counts_all_time() -> None:
    target = Target(100)
    assert (target.due_us(7), target.imminent_at_us(7), target.elapsed_us(7, 9)) == (107, 87, 2)
    assert (target.due_us(7, 900), target.imminent_at_us(7, 900)) == (1007, 807), "with a wait that was announced"


@given(st.integers(0, 10**12), st.one_of(st.floats(0, 1).map(Warn), st.integers(0, 10**12).map(lambda us: Warn(0, us))))
def test_a_deadline_is_imminent_before_it_is_due(budget_us: int, warn: Warn) -> None:
    assert 0 <= Target(budget_us, warn).imminent_us() <= budget_us
