from zoneinfo import ZoneInfo

from streams.records import Scope
from streams.report.build import build
from tests.report.rig import DAY_1, DAY_2, duration, record

ZONE = ZoneInfo("Asia/Jerusalem")


def test_days_are_those_of_the_policys_zone_and_sorted_with_all_queues_last() -> None:
    report = build(
        [
            record("all", DAY_1, {"offered": 3}),
            record("b", DAY_2, {"offered": 1}),
            record("b", DAY_1, {"offered": 1}),
            record("a", DAY_1, {"offered": 2}),
        ],
        ZONE,
    )
    assert [(figures.day, figures.queue) for figures in report.days] == [
        ("1999-01-03", "a"),
        ("1999-01-03", "b"),
        ("1999-01-03", "all"),
        ("1999-01-04", "b"),
    ]
    assert report.timezone == "Asia/Jerusalem"


def test_only_days_of_queues_and_of_channels_are_reported() -> None:
    counts = {"offered": 1}
    report = build(
        [
            record("a", DAY_1, counts, interval="PT30M"),
            record("a", None, counts, interval="now"),
            record("a", DAY_1, counts, scope=Scope(kind="agent", id="a")),
            record("a", DAY_1, counts, channel="all"),
            record("a", DAY_1, {}),
        ],
        ZONE,
    )
    assert (report.days, report.totals) == ([], [])


def test_counts_and_sums_add_up_over_the_days_and_percentiles_do_not() -> None:
    first = {"offered": 2, "abandoned": 1, "left_queue_timeout": 3}
    second = {"offered": 6, "abandoned": 1, "left_queue_key": 1}
    report = build(
        [
            record("a", DAY_1, first, durations={"talk": duration(10)}),
            record("a", DAY_2, second, durations={"talk": duration(20, 60)}),
        ],
        ZONE,
    )
    (total,) = report.totals
    assert (total.day, total.counts["offered"], total.counts["abandoned"]) == (None, 8, 2)
    assert total.left == {"key": 1, "timeout": 3}
    assert total.abandonment == 0.25
    talk = total.durations["talk"]
    assert (talk.count, talk.sum_s, talk.mean_s, talk.max_s) == (3, 90, 30, 60)
    assert (talk.p50_s, talk.p99_s) == (None, None)
    assert "hold" not in total.durations


def test_the_totals_service_level_is_reckoned_by_the_formula_that_is_handed_in() -> None:
    records = [
        record("a", DAY_1, {"offered": 10, "answered": 10, "answered_within": 9}),
        record("a", DAY_2, {"offered": 30, "answered": 30, "answered_within": 3}),
    ]
    share = build(records, ZONE, service_level=lambda counts: counts["answered_within"] / counts["answered"])
    assert share.totals[0].service_level == 0.3
    assert [figures.service_level for figures in share.days] == [0.8, 0.8]
    assert build(records, ZONE).totals[0].service_level is None


def test_without_offers_nothing_is_divided() -> None:
    (total,) = build([record("a", DAY_1, {"answered": 1})], ZONE).totals
    assert total.abandonment is None


def test_a_total_is_complete_only_when_all_its_days_are() -> None:
    records = [record("a", DAY_1, {"offered": 1}), record("a", DAY_2, {"offered": 1}, complete=False)]
    assert not build(records, ZONE).totals[0].complete
