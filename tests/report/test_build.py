from zoneinfo import ZoneInfo

import msgspec

from streams.records import Scope
from streams.report.build import build
from tests.report.rig import COLUMNS, DAY_1, DAY_2, duration, record, ticket, whole

ZONE = ZoneInfo("Asia/Jerusalem")


def test_days_are_those_of_the_policys_zone_and_sorted_with_all_queues_last() -> None:
    report = build(
        [
            record("all", DAY_1, {"offered": 3}),
            record("b", DAY_2, {"offered": 1}),
            record("b", DAY_1, {"offered": 1}),
            record("a", DAY_1, {"offered": 2}),
        ],
        [],
        ZONE,
        COLUMNS,
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
            record("a", DAY_1, {}),
        ],
        [],
        ZONE,
        COLUMNS,
    )
    assert (report.days, report.totals, report.channels) == ([], [], {})


def test_a_line_has_everything_that_there_is_of_its_channel_and_nothing_else() -> None:
    counts = {"offered": 3, "left_queue": 2, "left_queue_key": 2, "promised": 1}
    told = record(
        "a",
        DAY_1,
        counts,
        sums={"csat_points": 4.5, "busy_s": 1.0},
        rates={"service_level": 0.5, "nps": -50.0, "occupancy": 0.9},
        durations={"talk": duration(3), "handle": duration(), "hold": duration(1)},
    )
    (line,) = build([told], [], ZONE, COLUMNS).days
    columns = COLUMNS["call"]
    assert tuple(line.counts) == columns.counts
    assert (line.counts["offered"], line.counts["answered"], line.left) == (3, 0, {"key": 2})
    assert line.sums == {"csat_points": 4.5}
    assert tuple(line.rates) == columns.rates
    assert (line.rates["nps"], line.rates["csat_mean"]) == (-50.0, None)
    assert (line.service_level, line.abandonment) == (0.5, None)
    assert line.durations == {"talk": duration(3)}


def test_each_channel_has_figures_of_its_own() -> None:
    report = build(
        [
            ticket("a", DAY_1, {"created": 2}, durations={"resolution": duration(60)}),
            record("a", DAY_1, {"offered": 1}, channel="chat", durations={"first_response": duration(9)}),
            record("a", DAY_1, {"offered": 1}),
        ],
        [],
        ZONE,
        COLUMNS,
    )
    assert [line.channel for line in report.days] == ["call", "chat", "ticket"]
    assert list(report.channels) == ["call", "chat", "ticket"]
    call, chat, tickets = report.days
    assert "created" not in call.counts
    assert tickets.counts == dict.fromkeys(COLUMNS["ticket"].counts, 0) | {"created": 2}
    assert list(chat.durations) == ["first_response"]
    assert tickets.service_level is None


def test_all_channels_together_are_shown_when_there_are_several() -> None:
    calls = [record("all", DAY_1, {"offered": 1})]
    chats = [record("all", DAY_1, {"offered": 2}, channel="chat")]
    both = [record("all", DAY_1, {"offered": 3}, channel="all")]
    one = [record("all", DAY_1, {"offered": 1}, channel="all")]
    assert [line.channel for line in build(calls + chats + both, [], ZONE, COLUMNS).days] == ["call", "chat", "all"]
    assert [line.channel for line in build(calls + one, [], ZONE, COLUMNS).days] == ["call"]
    totals = [whole("all", {"offered": 1}), whole("all", {"offered": 1}, channel="all")]
    assert [line.channel for line in build(calls + one, totals, ZONE, COLUMNS).totals] == ["call"]


def test_surveys_of_unknown_contacts_are_shown_in_channel_all() -> None:
    found = [
        record("all", DAY_1, {"offered": 1}),
        record("all", DAY_1, {"offered": 1, "csat_answered": 1}, channel="all"),
    ]
    assert [line.channel for line in build(found, [], ZONE, COLUMNS).days] == ["call", "all"]
    assert [line.channel for line in build(found[1:], [], ZONE, COLUMNS).days] == ["all"]


def test_a_day_is_what_it_adds_up_to_also_after_its_window_was_closed() -> None:
    records = [
        record("a", DAY_1, {"offered": 2}, complete=False),
        record("b", DAY_1, {"offered": 1}),
        record("c", DAY_1, {"offered": 1}),
    ]
    day = {"day": "1999-01-03"}
    wholes = [
        msgspec.structs.replace(whole(queue, {"offered": n}), **day) for queue, n in [("a", 1), ("b", 0), ("d", 4)]
    ]
    report = build(records, wholes, ZONE, COLUMNS)
    found = {line.queue: (line.counts["offered"], line.complete) for line in report.days}
    assert found == {"a": (1, False), "c": (1, True), "d": (4, True)}
    assert report.totals == []


def test_totals_are_what_the_replay_adds_up_to_with_its_percentiles() -> None:
    counts = {"offered": 8, "abandoned": 2, "left_queue": 2, "left_queue_timeout": 1, "left_queue_key": 1}
    talk = duration(10, 20, 60)
    rates = {"abandonment": 0.25, "service_level": 0.6}
    told = msgspec.structs.replace(whole("a", counts, talk=talk, handle=duration()), rates=rates)
    (total,) = build([], [told], ZONE, COLUMNS).totals
    assert (total.day, total.queue, total.channel) == (None, "a", "call")
    assert (total.counts["offered"], total.counts["abandoned"], total.counts["answered"]) == (8, 2, 0)
    assert total.left == {"key": 1, "timeout": 1}
    assert (total.abandonment, total.service_level) == (0.25, 0.6)
    assert total.durations == {"talk": talk}


def test_totals_are_sorted_with_all_queues_last_and_without_what_has_no_line() -> None:
    offered = {"offered": 1}
    wholes = [whole("all", offered), whole("b", offered), whole("a", offered), whole("c", {"promised": 1})]
    report = build([], [*wholes, whole("a", offered, channel="all")], ZONE, COLUMNS)
    assert [total.queue for total in report.totals] == ["a", "b", "all"]


def test_a_total_is_complete_only_when_all_its_days_are() -> None:
    offered = {"offered": 1}
    records = [record("a", DAY_1, offered), record("a", DAY_2, offered, complete=False), record("b", DAY_1, offered)]
    report = build(records, [whole("a", offered), whole("b", offered)], ZONE, COLUMNS)
    assert [total.complete for total in report.totals] == [False, True]
