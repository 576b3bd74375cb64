"""What the agents stage tells: sums and rates over all channels, and how agents stand now."""

from __future__ import annotations

import pytest

from streams.measures.pane import AgentLevel, Levels, Scope
from streams.records import Gauge, MetricRecord
from tests.rollups.rig import ALL_CALLS, Rig, minute, pane

NINE = "1999-01-04T09:00:00Z"
NINE_US = minute(NINE) * 60_000_000
ANN = Scope("agent", "ann", "all")
SALES = Scope("team", "sales", "all")
BILLING = Scope("queue", "billing", "all")
AGENTS = 1
"""The source of the agents task, after the one contacts partition."""


def stands(state: str, scope: Scope = ANN, team: str | None = "sales") -> Levels:
    return Levels(scope, AGENTS, 0, 0, None, agent=AgentLevel(state, NINE_US, "lunch", team))


def counted(scope: Scope, source: int = AGENTS, **states: int) -> Levels:
    return Levels(scope, source, 0, 0, None, states=states)


def now_of(rig: Rig, scope: Scope) -> dict[str, Gauge]:
    """The latest gauges of a scope over all channels."""
    records = [r for r in rig.together if r.interval == "now" and (r.scope.kind, r.scope.id) == scope[:2]]
    assert records[-1].gauges is not None
    return records[-1].gauges


def last(rig: Rig, scope: Scope, interval: str = "PT1M") -> MetricRecord:
    return [r for r in rig.together if r.interval == interval and (r.scope.kind, r.scope.id) == scope[:2]][-1]


def told() -> Rig:
    rig = Rig()
    rig.told(NINE)
    return rig


def test_an_agents_record_says_how_he_stands_and_since_when() -> None:
    rig = told()
    rig.fold(stands("away"), Levels(Scope("agent", "ann", "chat"), AGENTS, 0, 2, None))
    rig.commit()
    gauges = now_of(rig, ANN)
    assert {name: gauges[name] for name in ("state", "state_since", "reason", "team", "in_progress")} == {
        "state": "away", "state_since": "1999-01-04T09:00:00.000Z", "reason": "lunch", "team": "sales",
        "in_progress": 2,
    }  # fmt: skip
    assert "agents" not in gauges


def test_of_an_agent_nobody_knows_nothing_is_said() -> None:
    rig = told()
    rig.fold(stands("available"), Levels(ANN, AGENTS, 0, 0, None))
    rig.commit()
    gauges = now_of(rig, ANN)
    assert [gauges[name] for name in ("state", "state_since", "reason", "team")] == [None] * 4


def test_agents_of_several_partitions_are_added_up() -> None:
    rig = told()
    rig.fold(
        counted(BILLING, available=2, busy=1), counted(BILLING, source=2, busy=3, silent=1), counted(SALES, away=1)
    )
    rig.commit()
    assert now_of(rig, BILLING)["agents"] == {
        "available": 2, "busy": 4, "away": 0, "wrap_up": 0, "offline": 0, "silent": 1,
    }  # fmt: skip
    assert now_of(rig, BILLING)["agents_total"] == 7
    assert now_of(rig, SALES)["agents_total"] == 1


def test_what_a_partition_says_replaces_what_it_said() -> None:
    rig = told()
    rig.fold(counted(BILLING, available=2), counted(BILLING, source=2, busy=3))
    rig.commit()
    rig.fold(counted(BILLING, available=0))
    rig.commit(5_000)
    assert now_of(rig, BILLING)["agents_total"] == 3


def test_how_agents_stand_survives_the_process() -> None:
    rig = told()
    rig.fold(stands("silent"), counted(BILLING, available=2), counted(BILLING, source=2, busy=3))
    rig.commit()
    rig.restart()
    rig.fold(pane(NINE, ANN, silent_s=5_000_000), counted(BILLING, source=2, busy=4))
    rig.commit(5_000)
    assert now_of(rig, ANN)["state"] == "silent"
    assert now_of(rig, BILLING)["agents_total"] == 6


def test_in_a_single_channel_there_are_no_agents() -> None:
    rig = told()
    rig.fold(pane(NINE, ALL_CALLS, offered=1))
    records = rig.commit()
    [present] = [r for r in records if r.interval == "now"]
    assert present.gauges is not None
    assert not {"agents", "state"} & present.gauges.keys()
    assert now_of(rig, Scope("all", "all", "all"))["agents_total"] == 0


def test_time_spent_is_published_as_seconds_with_the_rates_made_of_it() -> None:
    rig = told()
    spent = {
        "busy_s": 30_000_000, "away_s": 12_500_000, "away_s/lunch": 2_500_000, "engaged_s": 30_000_000,
        "contact_s": 45_000_000, "capacity_used_s": 10_000_000, "idle_s": 30_000_000,
    }  # fmt: skip
    rig.fold(pane(NINE, ANN, **spent), pane(NINE, SALES, **spent))
    rig.commit()
    for scope in (ANN, SALES):
        record = last(rig, scope)
        assert {name: seconds for name, seconds in record.sums.items() if seconds} == {
            "busy_s": 30, "away_s": 12.5, "away_s/lunch": 2.5, "engaged_s": 30, "contact_s": 45,
            "capacity_used_s": 10, "idle_s": 30,
        }  # fmt: skip
        assert record.sums["available_s"] == 0
        assert not record.counts.keys() & spent.keys()
        assert (record.rates["occupancy"], record.rates["concurrency"]) == (0.25, 1.5)


def test_where_nobody_was_there_occupancy_is_not_defined() -> None:
    rig = told()
    rig.fold(pane(NINE, ANN, offline_s=60_000_000))
    rig.commit()
    rates = last(rig, ANN).rates
    assert (rates["occupancy"], rates["concurrency"]) == (None, None)


@pytest.mark.parametrize("heard", [(0,), (0, 1), (1,)])
def test_a_window_closes_only_once_agents_told_their_time_too(heard: tuple[int, ...]) -> None:
    rig = Rig(sources=2)
    rig.fold(pane(NINE, offered=1))
    for source in heard:
        rig.told("1999-01-04T12:00:00Z", source)
    complete = [r.complete for r in rig.settle() if r.interval == "PT1M"]
    assert any(complete) == (len(heard) == 2)
