from datetime import UTC, datetime, timedelta

import pytest

from streams.events import payloads as p
from streams.events.types import (
    AgentStateChanged,
    CallAbandoned,
    CallAnswered,
    CallEnded,
    CallLeftQueue,
    CallQueued,
    CallRingMissed,
    CallTransferred,
    Event,
)
from streams.sources.agentnames import agent_name
from streams.sources.asterisk import read_queue_log
from streams.sources.outcome import Outcome, RejectedLine, Why
from tests.sources.rig import events, passed, rejected

START = 1_700_000_000


def read(*lines: str) -> list[Outcome]:
    numbered = [(number, f"{line}\n".encode()) for number, line in enumerate(lines, start=1)]
    return [one for outcomes in read_queue_log(numbered, "queue_log") for one in outcomes]


def call(*events_and_args: str) -> list[str]:
    """Lines of one call in one queue, ten seconds apart."""
    return [f"{START + 10 * i}|7.1|sales|SIP/11|{what}" for i, what in enumerate(events_and_args)]


def after(event: Event, before: Event) -> timedelta:
    return event.time - before.time


def test_an_answered_call_is_queued_answered_and_ended_by_its_own_times() -> None:
    queued, answered, ended = events(read(*call("ENTERQUEUE||0912|3", "CONNECT|9|7.2|4", "COMPLETEAGENT|9|11|1")))
    assert isinstance(queued, CallQueued)
    assert queued.subject == "7.1"
    assert queued.time == datetime.fromtimestamp(START, UTC)
    assert queued.data == p.Queued(queue="sales", customer_id="0912", position=3)
    assert isinstance(answered, CallAnswered)
    assert answered.data == p.Answered(agent_id="11", queue="sales")
    assert after(answered, queued) == timedelta(seconds=10), "the line's own time, not the 9 s Asterisk rounded to"
    assert isinstance(ended, CallEnded)
    assert ended.data == p.Ended(by="agent")


def test_who_hangs_up_is_told_apart() -> None:
    (ended,) = events(read(*call("COMPLETECALLER|1|2|1")))
    assert isinstance(ended, CallEnded)
    assert ended.data == p.Ended(by="customer")


def test_an_abandonment_keeps_its_position() -> None:
    (event,) = events(read(*call("ABANDON|2|5|30")))
    assert isinstance(event, CallAbandoned)
    assert event.data == p.Abandoned(position=2)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("EXITWITHTIMEOUT|1|1|60", "timeout"),
        ("EXITEMPTY|1|1|60", "empty"),
        ("EXITWITHKEY|1|1|1|60", "key"),
        ("WITHDRAW|1|1|60|callback", "withdrawn"),
        ("SYSCOMPAT", "other"),
    ],
)
def test_leaving_the_queue_is_no_abandonment(line: str, reason: str) -> None:
    (event,) = events(read(*call(line)))
    assert isinstance(event, CallLeftQueue)
    assert event.data.reason == reason


def test_rings_are_missed_in_milliseconds() -> None:
    (event,) = events(read(*call("RINGNOANSWER|15000")))
    assert isinstance(event, CallRingMissed)
    assert event.data == p.RingMissed(agent_id="11", rang_s=15.0)


def test_a_ring_of_no_length_was_missed_by_nobody() -> None:
    assert passed(read(*call("RINGNOANSWER|0"))) == [("ignored", "RINGNOANSWER of 0 ms")]


def test_a_blind_transfer_names_a_queue_where_the_log_knows_one() -> None:
    other = f"{START}|6.6|2000|NONE|ENTERQUEUE||"
    transfers = [
        one.data
        for one in events(read(other, *call("BLINDTRANSFER|2000|ctx|1|2|1", "BLINDTRANSFER|31|ctx|1|2|1")))
        if isinstance(one, CallTransferred)
    ]
    assert transfers == [p.Transferred(to_queue="2000", kind="blind"), p.Transferred(to_agent="31", kind="blind")]


def test_a_transfer_ends_what_the_log_knows_of_the_call() -> None:
    transferred, ended = events(read(*call("ATTENDEDTRANSFER|BRIDGE|6f2c|1|2|1")))
    assert isinstance(transferred, CallTransferred)
    assert transferred.data == p.Transferred(to_agent="unknown", kind="attended")
    assert isinstance(ended, CallEnded)
    assert ended.id != transferred.id


def test_a_transfer_logged_after_the_next_queue_does_not_end_the_call_there() -> None:
    lines = call("ENTERQUEUE||", "CONNECT|1|7.2|1")
    lines += [f"{START + 20}|7.1|other|NONE|ENTERQUEUE||", f"{START + 20}|7.1|sales|SIP/11|BLINDTRANSFER|9|ctx|1|2|1"]
    assert not any(isinstance(one, CallEnded) for one in events(read(*lines)))


def test_a_call_that_comes_to_the_next_queue_within_the_second_comes_after_it_left() -> None:
    at = START + 60
    lines = [f"{at}|7.1|sales|NONE|COMPLETEAGENT|1|2|1", f"{at}|7.1|more|NONE|ENTERQUEUE||"]
    ended, queued, answered = events(read(*lines, f"{at}|7.1|more|SIP/3|CONNECT|0|7.9|0"))
    assert timedelta(0) < after(queued, ended) < timedelta(milliseconds=1)
    assert after(answered, queued) == timedelta(0)
    assert {one.subject for one in (ended, queued, answered)} == {"7.1"}


def test_agents_are_available_away_and_offline_over_all_their_queues() -> None:
    told = read(
        "1|CLI|a|SIP/5|ADDMEMBER|",
        "2|CLI|b|SIP/5|ADDMEMBER|",
        "3|NONE|a|SIP/5|PAUSE|lunch",
        "4|NONE|b|SIP/5|PAUSE|lunch",
        "5|NONE|NONE|SIP/5|UNPAUSEALL|",
        "6|CLI|a|SIP/5|REMOVEMEMBER|",
        "7|CLI|b|SIP/5|REMOVEMEMBER|",
    )
    states = [one.data for one in told if isinstance(one, AgentStateChanged)]
    assert [(one.state, one.queues, one.reason) for one in states] == [
        ("available", ["a"], None),
        ("available", ["a", "b"], None),
        ("away", ["a", "b"], "lunch"),
        ("available", ["a", "b"], None),
        ("available", ["b"], None),
        ("offline", None, None),
    ]
    assert passed(told) == [("ignored", "PAUSE that changes nothing")]
    assert {one.subject for one in told if isinstance(one, AgentStateChanged)} == {"5"}


def test_an_agent_added_on_a_break_is_away() -> None:
    (event,) = events(read("1|CLI|a|SIP/5|ADDMEMBER|PAUSED"))
    assert isinstance(event, AgentStateChanged)
    assert event.data.state == "away"


def test_what_measures_nothing_is_counted_by_name() -> None:
    lines = ["1|NONE|NONE|NONE|QUEUESTART|", "1|NONE|NONE|NONE|CONFIGRELOAD|", "1|7|q|NONE|SURVEY|5", ""]
    assert [reason for _, reason in passed(read(*lines))] == ["QUEUESTART", "CONFIGRELOAD", "SURVEY", "blank line"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("1700000000|7.1|sales", Why.MALFORMED),
        ("yesterday|7.1|sales|NONE|ENTERQUEUE||", Why.BAD_TIME),
        ("-5|7.1|sales|NONE|ENTERQUEUE||", Why.BAD_TIME),
        ("99999999999999|7.1|sales|NONE|ENTERQUEUE||", Why.BAD_TIME),
        ("NaN|7.1|sales|NONE|ENTERQUEUE||", Why.BAD_TIME),
        ("1|NONE|sales|NONE|ENTERQUEUE||", Why.MALFORMED),
        ("1|7.1|NONE|NONE|ABANDON|1|1|5", Why.MALFORMED),
        ("1|7.1|sales|NONE|CONNECT|1|2|3", Why.MALFORMED),
        ("1|7.1|sales|SIP/1|RINGNOANSWER|", Why.MALFORMED),
        ("1|7.1|sales|SIP/1|RINGNOANSWER|soon", Why.BAD_NUMBER),
        ("1|7.1|sales|NONE|ABANDON|first|1|5", Why.BAD_NUMBER),
        ("1|NONE|sales|NONE|PAUSE|", Why.MALFORMED),
        (f"1|{'7' * 300}|sales|NONE|ENTERQUEUE||", Why.MALFORMED),
    ],
)
def test_a_malformed_line_is_rejected_with_its_number(line: str, reason: Why) -> None:
    _line_one, line_two = read("1|NONE|NONE|NONE|QUEUESTART|", line)
    found = rejected([line_two])
    assert (found.file, found.line, found.reason) == ("queue_log", 2, reason)


def test_a_line_that_is_no_utf_8_is_rejected() -> None:
    (found,) = next(iter(read_queue_log([(1, b"1|7.1|\xff|NONE|ENTERQUEUE||\n")], "queue_log")))
    assert isinstance(found, RejectedLine)
    assert found.reason == Why.NOT_TEXT


def test_the_same_line_always_gives_the_same_event() -> None:
    line = call("ENTERQUEUE||0912|1")[0]
    first, second = events(read(line, line))
    (alone,) = events(read(line))
    assert first == second == alone


def test_callers_without_a_number_are_nobody() -> None:
    queued = events(read(*[call(f"ENTERQUEUE||{caller}|1")[0] for caller in ("anonymous", "", "Unknown")]))
    assert [one.data.customer_id for one in queued if isinstance(one, CallQueued)] == [None, None, None]


@pytest.mark.parametrize(
    ("interface", "name"),
    [
        ("Local/2001@from-internal/n", "2001"),
        ("Local/2001/n", "2001"),
        ("SIP/8007", "8007"),
        ("PJSIP/8007-0000002a", "8007"),
        ("PJSIP/anna-maria", "anna-maria"),
        ("Agent/1001", "1001"),
        ("DAHDI/1", "DAHDI/1"),
        ("Sara Karimi", "Sara Karimi"),
        ("SIP/", "SIP/"),
    ],
)
def test_one_phone_is_one_agent(interface: str, name: str) -> None:
    assert agent_name(interface) == name
