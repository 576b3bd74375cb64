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
        record("a", DAY_2, {"offered": 1}),
    ]
    report = build(days, [whole("a", {"created": 1}, "ticket")], ZONE, COLUMNS)
    assert [(line.channel, line.day) for line in report.days] == [("ticket", "1999-01-03"), ("call", "1999-01-04")]
    assert report.totals[0].counts["backlog"] == 1
