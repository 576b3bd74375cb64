"""A backlog stands at the end of every day; it is nothing to add up, and it goes on when the file does not."""

from zoneinfo import ZoneInfo

from streams.report.build import build
from tests.report.rig import COLUMNS, DAY_1, DAY_2, DAY_3, record, ticket, whole

ZONE = ZoneInfo("Asia/Jerusalem")


def test_the_total_of_a_backlog_is_the_last_days() -> None:
    days = [
        ticket("a", DAY_1, {"created": 5, "backlog": 5}),
        ticket("a", DAY_2, {"resolved": 2, "backlog": 3}),
        ticket("all", DAY_1, {"created": 5, "backlog": 5}),
        ticket("all", DAY_2, {"resolved": 2, "backlog": 3}),
    ]
    wholes = [whole(queue, {"created": 5, "resolved": 2, "backlog": 8}, "ticket") for queue in ("a", "all")]
    assert [total.counts["backlog"] for total in build(days, wholes, ZONE, COLUMNS).totals] == [3, 3]


def test_a_queue_of_which_the_last_day_says_nothing_has_nothing_left() -> None:
    days = [ticket("a", DAY_1, {"created": 1, "backlog": 1}), ticket("b", DAY_2, {"created": 1, "backlog": 1})]
    wholes = [whole(queue, {"created": 1}, "ticket") for queue in "ab"]
    assert [total.counts["backlog"] for total in build(days, wholes, ZONE, COLUMNS).totals] == [0, 1]


def test_days_on_which_a_backlog_only_stands_are_reported_as_long_as_anything_happens_after_them() -> None:
    days = [
        ticket("a", DAY_1, {"created": 1, "backlog": 1}),
        ticket("a", DAY_2, {"backlog": 1}),
        ticket("b", DAY_3, {"created": 1}),
    ]
    assert len(build(days, [], ZONE, COLUMNS).days) == 3


def test_days_after_the_end_of_the_file_are_not_reported() -> None:
    days = [
        ticket("a", DAY_1, {"created": 1, "backlog": 1}),
        ticket("a", DAY_2, {"backlog": 1}),
        ticket("a", DAY_3, {"backlog": 1}),
    ]
    report = build(days, [whole("a", {"created": 1}, "ticket")], ZONE, COLUMNS)
    assert [line.day for line in report.days] == ["1999-01-03"]
    assert report.totals[0].counts["backlog"] == 1


def test_a_backlog_stands_until_the_end_of_every_channel() -> None:
    """Also in channel `all`, where much of what happens does not show."""
    days = [
        ticket("a", DAY_1, {"created": 1, "backlog": 1}),
        record("all", DAY_1, {"backlog": 1, "offered": 1}, channel="all"),
        ticket("b", DAY_2, {"reopened": 1, "backlog": 1}),
        ticket("a", DAY_2, {"backlog": 1}),
        record("all", DAY_2, {"backlog": 2}, channel="all"),
        record("c", DAY_2, {"answered": 1}),
        ticket("a", DAY_3, {"backlog": 1}),
        record("all", DAY_3, {"backlog": 1}, channel="all"),
    ]
    report = build(days, [whole("all", {"offered": 1}, "all"), whole("a", {"created": 1}, "ticket")], ZONE, COLUMNS)
    assert [line.counts["backlog"] for line in report.days if line.channel == "all"] == [1, 2]
    assert [(total.channel, total.counts["backlog"]) for total in report.totals] == [("ticket", 1), ("all", 2)]
