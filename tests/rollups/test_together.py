"""Figures over all channels of a scope: what adds up, and nothing else."""

from streams.measures.pane import Levels, Scope
from streams.records import MetricRecord
from tests.rollups.rig import BILLING, Rig, counted, levels, pane

NINE = "1999-01-04T09:00:00Z"
CHATS = Scope("queue", "billing", "chat")


def together(rig: Rig, interval: str) -> MetricRecord:
    """The latest record over all channels of the queue."""
    return [r for r in rig.together if r.interval == interval and r.scope.kind == "queue"][-1]


def test_what_is_offered_on_any_channel_is_offered() -> None:
    rig = Rig()
    rig.fold(pane(NINE, offered=2, abandoned=1), pane(NINE, CHATS, offered=3))
    rig.commit()
    assert counted(together(rig, "PT1M").counts) == {"offered": 5}


def test_waits_of_different_channels_are_never_mixed() -> None:
    rig = Rig()
    rig.fold(pane(NINE, waits_s=[3.0], offered=1), pane(NINE, CHATS, waits_s=[5.0], offered=1))
    rig.commit()
    record = together(rig, "PT1M")
    assert record.durations == {}
    assert "answered_within" not in record.counts
    assert "service_level" not in record.rates


def test_what_is_taken_back_on_one_channel_is_taken_back_over_all() -> None:
    rig = Rig()
    rig.fold(pane(NINE, offered=2), pane(NINE, CHATS, offered=1))
    rig.commit()
    rig.fold(pane(NINE, offered=-1))
    rig.commit(5000)
    assert together(rig, "P1D").counts["offered"] == 2


def test_those_who_wait_on_any_channel_wait() -> None:
    rig = Rig()
    rig.told(NINE)
    rig.fold(levels(2, in_progress=1, oldest_us=7), Levels(CHATS, 0, 1, 4, 5))
    rig.commit()
    gauges = together(rig, "now").gauges
    assert gauges is not None
    assert (gauges["waiting"], gauges["in_progress"]) == (3, 5)
    assert gauges["oldest_waiting_since"] == "1970-01-01T00:00:00.000005Z"


def test_the_sum_over_all_channels_outlives_the_process() -> None:
    rig = Rig()
    rig.told(NINE)
    rig.fold(pane(NINE, offered=2), pane(NINE, CHATS, offered=1), levels(1))
    rig.commit()
    rig.restart()
    rig.fold(pane(NINE, offered=1), levels(2))
    rig.commit(5000)
    gauges = together(rig, "now").gauges
    assert together(rig, "PT1M").counts["offered"] == 4
    assert gauges is not None
    assert gauges["waiting"] == 2


def test_prometheus_is_told_of_each_channel_only() -> None:
    rig = Rig()
    rig.fold(pane(NINE, offered=2), pane(NINE, CHATS, offered=3))
    rig.commit()
    assert {one.scope for one in rig.task.read().lasting} == {BILLING, CHATS}
