"""What stands in the backlog, and how fast it is cleared."""

import pytest

from streams.measures.pane import AGES, Levels, Scope
from streams.records import MetricRecord
from tests.rollups.rig import Rig, levels, pane

NINE = "1999-01-04T09:00:00Z"
DESK = Scope("queue", "billing", "ticket")


def backlog(*ages: int, source: int = 0, scope: Scope = DESK) -> Levels:
    return Levels(scope, source, 0, 0, None, ages)


def now(records: list[MetricRecord]) -> MetricRecord:
    return next(record for record in reversed(records) if record.interval == "now" and record.scope.kind == "queue")


def test_the_backlog_of_all_partitions_is_told_whole_and_by_age() -> None:
    rig = Rig()
    rig.told(NINE)
    rig.fold(backlog(1, 0, 2, 0, 5), backlog(0, 3, 0, 0, 1, source=1))
    gauges = now(rig.commit()).gauges
    assert gauges is not None
    assert gauges["backlog"] == 12
    assert gauges["backlog_by_age"] == dict(zip(AGES, (1, 3, 2, 0, 6), strict=True))


def test_calls_have_no_backlog_and_do_not_hide_that_of_tickets() -> None:
    rig = Rig()
    rig.told(NINE)
    rig.fold(levels(2), backlog(1, 0, 0, 0, 0))
    calls = [record for record in rig.commit() if record.interval == "now" and record.channel == "call"]
    assert calls
    assert all("backlog" not in (record.gauges or {}) for record in calls)
    whole = now(rig.together).gauges
    assert whole is not None
    assert (whole["backlog"], whole["waiting"]) == (1, 2)


def test_the_backlog_outlives_the_process_and_goes_when_it_is_cleared() -> None:
    rig = Rig()
    rig.told(NINE)
    rig.fold(backlog(4, 0, 0, 0, 0), backlog(1, 0, 0, 0, 0, source=1))
    rig.commit()
    rig.restart()
    rig.fold(backlog(source=1))
    gauges = now(rig.commit(5000)).gauges
    assert gauges is not None
    assert gauges["backlog"] == 4
    rig.fold(backlog())
    rig.commit(5000)
    assert not [key for key in rig.ledger if key.startswith(b"levels/")]


def test_the_net_closing_rate_is_by_the_hours_of_the_window() -> None:
    rig = Rig()
    rig.fold(pane(NINE, DESK, resolved=9, reopened=1, created=2))
    rates = {record.interval: record.rates["net_closing_per_h"] for record in rig.commit()}
    assert rates == {"PT1M": 360, "PT30M": 12, "P1D": 0.25}


def test_today_counts_by_the_hours_so_far_and_says_when_the_backlog_is_cleared() -> None:
    rig = Rig()
    rig.told("1999-01-04T09:59:00Z")
    rig.fold(pane("1999-01-04T09:50:00Z", DESK, resolved=12, created=2), backlog(0, 0, 30, 0, 0))
    windows = now(rig.commit()).windows
    assert windows is not None
    assert windows["today"].rates["net_closing_per_h"] == 1
    assert windows["today"].rates["hours_to_clear"] == 30
    assert windows["PT1H"].rates["hours_to_clear"] == 3
    assert windows["PT15M"].rates["net_closing_per_h"] == 40, "the same counts in another window"
    assert windows["PT5M"].rates == windows["PT5M"].rates | {"net_closing_per_h": 0, "hours_to_clear": None}


@pytest.mark.parametrize("counts", [{"created": 3, "resolved": 2}, {"created": 2, "resolved": 2}, {}])
def test_a_backlog_that_does_not_shrink_is_never_cleared(counts: dict[str, int]) -> None:
    rig = Rig()
    rig.told(NINE)
    rig.fold(pane(NINE, DESK, **counts), backlog(5, 0, 0, 0, 0))
    windows = now(rig.commit()).windows
    assert windows is not None
    assert windows["today"].rates["hours_to_clear"] is None


def test_a_window_of_the_past_says_nothing_of_the_backlog_now() -> None:
    rig = Rig()
    rig.fold(pane(NINE, DESK, resolved=1))
    assert all("hours_to_clear" not in record.rates for record in rig.commit() if record.interval != "now")


def test_closing_backlogs_are_no_counter_of_prometheus() -> None:
    rig = Rig()
    rig.told(NINE)
    rig.fold(pane("1999-01-04T23:59:00Z", DESK, backlog=7), backlog(7, 0, 0, 0, 0))
    rig.commit()
    [standing] = [one for one in rig.task.read().standing if one.scope == DESK]
    assert standing.backlog == dict(zip(AGES, (7, 0, 0, 0, 0), strict=True))
