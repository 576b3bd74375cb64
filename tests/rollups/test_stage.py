"""Deltas in, records out: windows, completeness, lateness, restarts."""

import gc
from dataclasses import replace

import pytest

from streams.engine.records import Rejected
from streams.measures.pane import Pane, Scope
from streams.measures.spread import Spread, spread_of
from streams.policy import CallPolicy, Policy
from streams.rollups.sheet import Window
from streams.rollups.sums import Sums
from tests.rollups.rig import BILLING, Rig, counted, latest, levels, minute, pane

NINE = "1999-01-04T09:00:00Z"


class Raw:
    def __init__(self, value: bytes | None) -> None:
        self.value = value


def test_a_delta_reaches_its_minute_half_hour_and_day() -> None:
    rig = Rig(zone="Asia/Tehran")
    rig.fold(pane("1999-01-04T09:31:00Z", offered=2, answered=1, abandoned=1, waits_s=[4.0]))
    records = rig.commit()
    assert [(r.interval, r.start, r.end, r.complete) for r in records] == [
        ("PT1M", "1999-01-04T09:31:00Z", "1999-01-04T09:32:00Z", False),
        ("PT30M", "1999-01-04T09:30:00Z", "1999-01-04T10:00:00Z", False),
        ("P1D", "1999-01-03T20:30:00Z", "1999-01-04T20:30:00Z", False),
    ]
    for record in records:
        assert counted(record.counts) == {"offered": 2, "answered": 1, "abandoned": 1}
        assert record.rates["abandonment"] == 0.5
        assert record.rates["promise_kept"] is None
        assert record.durations["wait_answered"].max_s == 4.0


def test_minutes_add_up_in_the_larger_windows() -> None:
    rig = Rig()
    rig.fold(pane(NINE, offered=1, waits_s=[1.0]), pane("1999-01-04T09:29:00Z", offered=2, waits_s=[3.0]))
    rig.fold(pane("1999-01-04T09:30:00Z", offered=4), pane(NINE, offered=8))
    found = {(r.interval, r.start): r.counts["offered"] for r in rig.commit()}
    assert found == {
        ("PT1M", NINE): 9,
        ("PT1M", "1999-01-04T09:29:00Z"): 2,
        ("PT1M", "1999-01-04T09:30:00Z"): 4,
        ("PT30M", NINE): 11,
        ("PT30M", "1999-01-04T09:30:00Z"): 4,
        ("P1D", "1999-01-04T00:00:00Z"): 15,
    }


def test_what_is_taken_back_is_gone_from_every_window() -> None:
    rig = Rig()
    rig.fold(pane(NINE, offered=1, abandoned=1))
    rig.fold(pane(NINE, abandoned=-1), pane("1999-01-04T09:01:00Z", answered=1))
    records = latest(rig.commit())
    assert counted(records["queue", "billing", "PT1M", NINE].counts) == {"offered": 1}
    day = records["queue", "billing", "P1D", "1999-01-04T00:00:00Z"]
    assert counted(day.counts) == {"offered": 1, "answered": 1}


def test_a_window_is_complete_once_its_grace_is_over() -> None:
    rig = Rig()
    rig.fold(pane(NINE, offered=1))
    rig.told("1999-01-04T09:10:00Z")
    assert not any(r.complete for r in rig.commit())
    rig.told("1999-01-04T09:11:00Z")  # 09:01 and ten minutes of grace
    assert [(r.interval, r.complete) for r in rig.commit(2000) if r.interval != "now"] == [("PT1M", True)]


def test_a_complete_window_is_not_told_again() -> None:
    rig = Rig()
    rig.fold(pane(NINE, offered=1))
    rig.told("1999-01-04T09:11:00Z")
    rig.commit()
    rig.restart()
    rig.told("1999-01-04T09:20:00Z")
    assert [r for r in rig.commit(5000) if r.interval == "PT1M"] == []


def test_a_correction_within_the_grace_is_complete_at_once() -> None:
    rig = Rig()
    rig.fold(pane(NINE, offered=1))
    rig.told("1999-01-04T09:30:00Z")
    rig.commit()
    rig.fold(pane(NINE, offered=1))
    [record] = [r for r in rig.commit(2000) if r.interval == "PT1M"]
    assert record.complete
    assert counted(record.counts) == {"offered": 2}


def test_nothing_is_complete_until_every_source_has_told_its_time() -> None:
    rig = Rig(sources=2)
    rig.fold(pane(NINE, offered=1))
    rig.told("1999-02-01T00:00:00Z", source=0)
    rig.commit()
    rig.fold(pane(NINE, offered=1))  # a partition that was slow to begin a replay
    rig.told("1999-01-04T10:00:00Z", source=1)
    records = latest(rig.settle())
    assert records["queue", "billing", "PT1M", NINE].complete
    assert counted(records["queue", "billing", "PT1M", NINE].counts) == {"offered": 2}
    assert not records["queue", "billing", "P1D", "1999-01-04T00:00:00Z"].complete
    assert rig.task.sheets.late.deltas == {}


def test_time_never_moves_back() -> None:
    rig = Rig(sources=2)
    rig.told("1999-01-04T10:00:00Z", source=0)
    rig.told("1999-01-04T09:00:00Z", source=1)
    rig.told("1999-01-04T08:00:00Z", source=1)
    assert rig.task.times.now_us == minute(NINE) * 60_000_000


def test_a_far_past_is_not_late_only_because_it_is_long_ago() -> None:
    rig = Rig()
    rig.wall_ms = 1_800_000_000_000
    rig.fold(pane(NINE, offered=1))
    rig.told("1999-03-01T00:00:00Z")  # two months in one batch
    records = rig.commit()
    assert {(r.interval, r.complete) for r in records if r.interval != "now"} == {
        ("PT1M", True),
        ("PT30M", True),
        ("P1D", True),
    }
    assert rig.task.sheets.late.deltas == {}


def test_what_is_over_is_let_go_but_for_the_lifetime() -> None:
    rig = Rig()
    for number in range(minute(NINE), minute(NINE) + 600):
        rig.fold(pane(number, offered=1), pane(number, Scope("agent", "ann", "call"), answered=1))
    rig.told("1999-01-07T00:00:00Z")
    rig.settle()
    sheet = rig.task.sheets.by_scope[BILLING]
    assert sheet.scope == BILLING
    assert (sheet.minutes, sheet.halves, sheet.days) == ({}, {}, {})
    assert {key.partition(b"/")[0] for key in rig.ledger} == {b"told", b"lifetimes"}
    assert sheet.lifetime is not None
    assert sheet.lifetime.shown_counts() == {"offered": 600}


def test_what_is_let_go_needs_no_collector() -> None:
    gc.collect()
    gc.disable()
    try:
        rig = Rig()
        for number in range(minute(NINE), minute(NINE) + 600):
            rig.fold(pane(number, offered=1, waits_s=[1.0]))
        rig.told("1999-01-07T00:00:00Z")
        rig.settle()
        assert [thing for thing in gc.get_objects() if isinstance(thing, Window)] == []
    finally:
        gc.enable()


def test_a_delta_after_its_minute_still_counts_in_the_day_and_is_told_as_late() -> None:
    rig = Rig()
    rig.fold(pane(NINE, offered=1))
    rig.told("1999-01-04T12:00:00Z")
    rig.settle()
    rig.fold(pane("1999-01-04T09:05:00Z", offered=1, waits_s=[2.0]))
    records = rig.commit(5000)
    assert [(r.interval, counted(r.counts)) for r in records if r.interval != "now"] == [("P1D", {"offered": 2})]
    assert rig.task.sheets.late.deltas == {"PT1M": 1, "PT30M": 1}
    rig.restart()
    assert rig.task.sheets.late.deltas == {"PT1M": 1, "PT30M": 1}
    sheet = rig.task.sheets.by_scope[BILLING]
    assert next(iter(sheet.days.values())).sums == Sums({"offered": 2}, {"wait_answered": spread_of([2_000_000])})


def test_a_delta_after_its_day_still_counts_in_the_lifetime() -> None:
    rig = Rig()
    rig.told("1999-03-01T00:00:00Z")
    rig.commit()
    rig.fold(pane(NINE, offered=1))
    assert [r for r in rig.commit(5000) if r.interval != "now"] == []
    assert rig.task.sheets.late.deltas == {"PT1M": 1, "PT30M": 1, "P1D": 1}
    rig.restart()
    lifetime = rig.task.sheets.by_scope[BILLING].lifetime
    assert lifetime is not None
    assert lifetime.shown_counts() == {"offered": 1}


def test_half_an_hour_is_whole_after_a_restart_late_in_its_life() -> None:
    rig = Rig()
    for number in range(minute(NINE), minute(NINE) + 30):
        rig.fold(pane(number, offered=1))
    rig.told("1999-01-04T10:39:00Z")  # 09:30 + 60 + 10 minutes is 10:40
    rig.settle()
    rig.restart()
    rig.fold(pane("1999-01-04T09:20:00Z", offered=1))
    assert {r.counts["offered"] for r in rig.commit(5000) if r.interval == "PT30M"} == {31}


def test_levels_of_all_sources_are_added_and_survive_a_restart() -> None:
    rig = Rig()
    rig.told(NINE)
    rig.fold(levels(2, 1, oldest_us=5_000_000, source=0), levels(3, 0, oldest_us=4_500_000, source=1))
    rig.commit()
    rig.restart()
    rig.fold(levels(2, 2, oldest_us=5_000_000, source=0))
    [now] = rig.commit()
    assert now.gauges == {
        "event_time": "1999-01-04T09:00:00.000Z",
        "waiting": 5,
        "in_progress": 2,
        "oldest_waiting_since": "1970-01-01T00:00:04.500000Z",
    }
    rig.fold(levels(0, source=0), levels(0, source=1))
    [now] = rig.commit(5000)
    assert now.gauges is not None
    assert (now.gauges["waiting"], now.gauges["in_progress"], now.gauges["oldest_waiting_since"]) == (0, 0, None)
    assert not [key for key in rig.ledger if key.startswith(b"levels/")]


def test_a_day_settled_under_another_time_zone_is_not_lost() -> None:
    rig = Rig(zone="UTC")
    rig.fold(pane(NINE, offered=1))
    rig.told("1999-01-04T12:00:00Z")
    rig.settle()
    moved = Rig(zone="Asia/Tehran")
    moved.ledger = rig.ledger
    moved.restart()
    moved.fold(pane("1999-01-04T12:00:00Z", offered=1))
    assert [(r.start, counted(r.counts)) for r in moved.commit(5000) if r.interval == "P1D"] == [
        ("1999-01-03T20:30:00Z", {"offered": 2})
    ]


@pytest.mark.parametrize("value", [None, b"", b"\xc1", b"\x93\xa4pane\x01\x02"])
def test_a_pane_nobody_can_read_is_rejected(value: bytes | None) -> None:
    with pytest.raises(Rejected, match="bad_pane"):
        Rig().task.decode(Raw(value))


def test_the_service_level_is_by_the_formula_that_the_queues_policy_names() -> None:
    rig = Rig()
    policy = Policy(calls={"billing": CallPolicy(formula="answered_over_answered")})
    rig.options = replace(rig.options, policy=policy)
    rig.restart()
    counts = {"offered": 4, "answered": 2, "answered_within": 1, "abandoned": 2}
    rig.fold(pane(NINE, **counts), pane(NINE, Scope("queue", "sales", "call"), **counts))
    levels = {r.scope.id: r.rates["service_level"] for r in rig.commit() if r.interval == "PT1M"}
    assert levels == {"billing": 0.5, "sales": 0.25}


def test_chats_have_the_service_level_that_their_policy_names() -> None:
    rig = Rig()
    formula = CallPolicy(formula="answered_over_answered")
    rig.options = replace(rig.options, policy=Policy(chats={"billing": formula}, default_chat=formula))
    rig.restart()
    counts = {"offered": 4, "answered": 2, "answered_within": 1, "abandoned": 2}
    for channel in ("call", "chat"):
        rig.fold(pane(NINE, Scope("queue", "billing", channel), **counts))
        rig.fold(pane(NINE, Scope("all", "all", channel), **counts))
    levels = {
        (r.channel, r.scope.id): r.rates["service_level"]
        for r in rig.commit()
        if r.interval == "PT1M"
        if r.channel != "all"
    }
    assert levels == {
        ("call", "billing"): 0.25, ("call", "all"): 0.25, ("chat", "billing"): 0.5, ("chat", "all"): 0.5,
    }  # fmt: skip


def test_a_value_taken_back_in_the_same_batch_as_others_come_is_not_the_largest_any_more() -> None:
    rig = Rig()
    rig.fold(pane(NINE, waits_s=[7.0]))
    rig.commit()
    back = Spread()
    back.take_back(7_000_000)
    rig.fold(pane(NINE, waits_s=[5.0]), Pane(BILLING, minute(NINE), {}, {"wait_answered": back}))
    assert {r.durations["wait_answered"].max_s for r in rig.commit(5000)} == {5.0}


def test_a_day_is_kept_as_long_as_one_of_its_minutes() -> None:
    rig = Rig()
    rig.fold(pane(NINE, offered=1))
    rig.commit()
    sheet = rig.task.sheets.by_scope[BILLING]
    rig.told("1999-01-06T00:00:00Z")
    sheet.minutes[minute(NINE)].dirty = True  # its last record is not out
    rig.commit(5000)
    assert list(sheet.days)
    sheet.minutes[minute(NINE)].dirty = False
    rig.commit(5000)
    assert list(sheet.days) == []


def test_what_was_told_over_all_channels_at_once_is_late_as_well_but_a_sum_of_them_is_not_twice() -> None:
    rig = Rig()
    rig.told("1999-01-04T12:00:00Z")
    rig.fold(pane(NINE, Scope("agent", "ann", "all"), busy_s=1_000_000))
    rig.commit()
    assert rig.task.sheets.late.deltas == {"PT1M": 1, "PT30M": 1}
    rig.fold(pane(NINE, Scope("agent", "ann", "call"), handled=1))
    rig.commit()
    assert rig.task.sheets.late.deltas == {"PT1M": 2, "PT30M": 2}


def test_answers_to_surveys_are_not_late_but_by_their_nature() -> None:
    rig = Rig()
    rig.fold(pane(NINE, surveyable=2))
    rig.told("1999-01-04T12:00:00Z")
    minute_record = next(r for r in rig.settle() if r.interval == "PT1M")
    assert "surveyable" not in minute_record.counts
    assert "survey_response" not in minute_record.rates
    rig.fold(pane(NINE, responded=1))
    [day] = [r for r in rig.commit(5000) if r.interval == "P1D"]
    assert (day.counts["surveyable"], day.counts["responded"], day.rates["survey_response"]) == (2, 1, 0.5)
    assert rig.task.sheets.late.deltas == {}
