from collections.abc import Sequence
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.app.totals import Totals
from streams.measures.pane import Pane, Scope
from streams.measures.spread import Spread, spread_of
from streams.policy import CallPolicy, Policy
from streams.report.lines import Whole

BILLING = Scope("queue", "billing", "call")
SHARES = {"p50_s": 0.5, "p90_s": 0.9, "p95_s": 0.95, "p99_s": 0.99}
S = 1_000_000
BUILT_IN = Policy()


def wholes_of(*panes: Pane, policy: Policy = BUILT_IN) -> dict[tuple[str, str], Whole]:
    """Of all days, by channel and queue."""
    return {
        (whole.channel, whole.queue): whole for whole in days_of(*panes, policy=policy).values() if whole.day is None
    }


def days_of(*panes: Pane, policy: Policy = BUILT_IN) -> dict[tuple[str | None, str, str], Whole]:
    """By day (None: all), channel and queue."""
    totals = Totals(policy)
    for pane in panes:
        totals.take(pane)
    return {(whole.day, whole.channel, whole.queue): whole for whole in totals.wholes()}


def waited(minute: int, values_us: Sequence[int], scope: Scope = BILLING) -> Pane:
    return Pane(scope, minute, {"answered": len(values_us)}, {"wait_answered": spread_of(values_us)})


@given(st.lists(st.lists(st.integers(0, 10_000 * S), min_size=1, max_size=40), min_size=1, max_size=20))
def test_percentiles_are_those_of_all_values_together(days: list[list[int]]) -> None:
    (whole,) = wholes_of(*(waited(day * 1440, values) for day, values in enumerate(days))).values()
    values_us = [us for values in days for us in values]
    wait = whole.durations["wait_answered"]
    assert whole.counts["answered"] == wait.count == len(values_us)
    assert wait.sum_s == sum(values_us) / S
    assert wait.max_s == max(values_us) / S
    for name, share in SHARES.items():
        assert getattr(wait, name) == pytest.approx(float(np.quantile(values_us, share)) / S, rel=0.02, abs=1e-6), name


def test_an_answer_that_takes_an_abandonment_back_days_later_leaves_none() -> None:
    undone = Spread()
    undone.take_back(20 * S)
    whole = wholes_of(
        Pane(BILLING, 0, {"abandoned": 1}, {"wait_abandoned": spread_of([20 * S])}),
        Pane(BILLING, 0, {"abandoned": -1}, {"wait_abandoned": undone}),
        waited(9_000, [30 * S]),
    )["call", "billing"]
    assert {name: n for name, n in whole.counts.items() if n} == {"answered": 1}
    assert (whole.durations["wait_abandoned"].count, whole.durations["wait_answered"].p50_s) == (0, 30)


def test_queues_channels_and_all_queues_are_told_apart_and_agents_left_out() -> None:
    chats, everyone = Scope("queue", "billing", "chat"), Scope("all", "all", "call")
    found = wholes_of(
        waited(0, [S]),
        waited(0, [2 * S], chats),
        waited(0, [3 * S], everyone),
        waited(0, [S], Scope("agent", "ann", "call")),
    )
    sums = {place: whole.durations["wait_answered"].sum_s for place, whole in found.items()}
    assert sums == {("call", "billing"): 1, ("chat", "billing"): 2, ("call", "all"): 3}


def test_what_adds_up_over_channels_is_in_channel_all_with_what_was_told_of_all_at_once() -> None:
    tickets = Scope("queue", "billing", "ticket")
    found = wholes_of(
        Pane(BILLING, 0, {"offered": 2, "answered": 2, "csat_answered": 1, "csat_points": 4 * S}),
        Pane(tickets, 0, {"offered": 1, "created": 1}),
        Pane(Scope("all", "all", "all"), 0, {"csat_answered": 1, "csat_points": 2 * S}),
    )
    together = found["all", "billing"]
    assert (together.counts["offered"], together.counts["csat_answered"]) == (3, 1)
    assert not {"answered", "created"} & together.counts.keys()
    assert (together.sums["csat_points"], together.rates["csat_mean"]) == (4.0, 4.0)
    of_nobody = found["all", "all"]
    assert (of_nobody.counts["csat_answered"], of_nobody.rates["csat_mean"]) == (1, 2.0)
    assert found["call", "billing"].sums["csat_points"] == 4.0


def test_rates_are_by_the_formula_promised_for_the_queue_and_channel() -> None:
    policy = Policy(calls={"sales": CallPolicy(formula="answered_over_answered")})
    counts = {"offered": 4, "answered": 2, "answered_within": 1, "abandoned": 2}
    found = wholes_of(
        Pane(BILLING, 0, counts),
        Pane(Scope("queue", "sales", "call"), 0, counts),
        Pane(Scope("queue", "sales", "chat"), 0, counts),
        Pane(Scope("queue", "new", "call"), 0, {"abandoned": 0}),
        policy=policy,
    )
    levels = {place: whole.rates["service_level"] for place, whole in found.items() if place[0] != "all"}
    assert levels == {
        ("call", "billing"): 0.25, ("call", "sales"): 0.5, ("chat", "sales"): 0.25, ("call", "new"): None,
    }  # fmt: skip
    assert found["call", "billing"].rates["abandonment"] == 0.5
    assert found["call", "new"].rates["abandonment"] is None


def test_what_each_night_left_over_is_not_added_up() -> None:
    tickets = Scope("queue", "billing", "ticket")
    found = wholes_of(*(Pane(tickets, 1440 * day - 1, {"backlog": 3, "created": 1}) for day in (1, 2)))
    assert found["ticket", "billing"].counts["created"] == 2
    assert not any("backlog" in whole.counts for whole in found.values())


def test_days_are_those_of_the_policys_zone_and_have_everything_however_late() -> None:
    undone = Spread()
    undone.take_back(20 * S)
    late_evening = 22 * 60
    days = days_of(
        Pane(BILLING, late_evening, {"abandoned": 1}, {"wait_abandoned": spread_of([20 * S])}),
        waited(late_evening - 1, [5 * S]),
        waited(90_000, [30 * S]),
        Pane(BILLING, late_evening, {"abandoned": -1}, {"wait_abandoned": undone}),
        policy=Policy(timezone=ZoneInfo("Asia/Jerusalem")),
    )
    assert days["1970-01-01", "call", "billing"].counts["answered"] == 1
    assert days["1970-01-02", "call", "billing"].durations["wait_abandoned"].count == 0
    assert days["1970-03-04", "call", "billing"].durations["wait_answered"].max_s == 30
    assert days[None, "call", "billing"].durations["wait_answered"].sum_s == 35


def test_a_day_has_its_backlog_and_the_pace_at_which_it_shrank() -> None:
    tickets = Scope("queue", "billing", "ticket")
    days = days_of(Pane(tickets, 1439, {"backlog": 3, "created": 30, "resolved": 6}))
    day, total = days["1970-01-01", "ticket", "billing"], days[None, "ticket", "billing"]
    assert (day.counts["backlog"], day.rates["net_closing_per_h"]) == (3, -1.0)
    assert days["1970-01-01", "all", "billing"].counts["backlog"] == 3
    assert "net_closing_per_h" not in total.rates
