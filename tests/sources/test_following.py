"""Logs that have a row for each update: what changed, in which order, and how much of it is remembered."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.events.times import micros
from streams.events.types import Event, TicketAssigned, TicketCreated, TicketPriorityChanged, TicketStatusChanged
from streams.sources.outcome import Outcome, RejectedLine, Why
from streams.sources.specs import Mapping
from tests.sources.rig import events, mapping_of, outcomes, passed, rejected

HEADER = "id,at,state,agent,priority"
MAP = """
subject = "{id}"
zone = "UTC"
[follow]
time = "updated"
[time.updated]
column = "at"
format = "%H:%M %d.%m.%Y"
[values.status]
New = "new"
Active = "open"
"Awaiting part" = "on_hold"
"Awaiting word" = "on_hold"
Resolved = "solved"
[[event]]
type = "ticket.created"
at = "updated"
row = "first"
data = { queue = "desk", priority = "{priority}" }
[[event]]
type = "ticket.status_changed"
at = "updated"
changed = { column = "state", map = "status", before_first = "new" }
data = { status = { column = "state", map = "status" } }
[[event]]
type = "ticket.priority_changed"
at = "updated"
row = "later"
changed = "priority"
data = { priority = "{priority}" }
[[event]]
type = "ticket.assigned"
at = "updated"
changed = "agent"
when = { agent = { present = true } }
data = { agent_id = "{agent}" }
"""
STATES = {
    "New": "new",
    "Active": "open",
    "Awaiting part": "on_hold",
    "Awaiting word": "on_hold",
    "Resolved": "solved",
}


@pytest.fixture(scope="module")
def mapping(tmp_path_factory: pytest.TempPathFactory) -> Mapping:
    return mapping_of(MAP, tmp_path_factory.mktemp("map"))


def rows(mapping: Mapping, *lines: str) -> list[Outcome]:
    """Of one day: `id,HH:MM,state,agent,priority`."""
    whole = [line.replace(",", "|", 1).replace(",", " 01.03.2026,", 1).replace("|", ",", 1) for line in lines]
    return outcomes(mapping, HEADER, *whole)


def told(found: list[Event]) -> list[tuple[str, str]]:
    """(time of day, what), in the order of time."""
    return [(event.time.strftime("%H:%M:%S.%f"), said(event)) for event in sorted(found, key=lambda e: e.time)]


def said(event: Event) -> str:
    match event:
        case TicketCreated():
            return "created"
        case TicketStatusChanged():
            return event.data.status
        case TicketPriorityChanged():
            return event.data.priority
        case TicketAssigned():
            return event.data.agent_id
        case _:
            raise AssertionError(event)


def test_a_row_tells_only_what_changed(mapping: Mapping) -> None:
    found = rows(
        mapping,
        "1,10:00,New,,low",
        "1,10:05,Active,,low",
        "1,10:10,Active,ann,low",
        "1,10:15,Active,ann,high",
        "1,10:20,Resolved,ben,high",
    )
    assert told(events(found)) == [
        ("10:00:00.000000", "created"),
        ("10:05:00.000000", "open"),
        ("10:10:00.000000", "ann"),
        ("10:15:00.000000", "high"),
        ("10:20:00.000000", "solved"),
        ("10:20:00.000000", "ben"),
    ]


def test_a_first_row_may_come_late_in_the_ticket_s_life(mapping: Mapping) -> None:
    found = rows(mapping, "1,10:00,Resolved,ann,low")
    assert [said(event) for event in events(found)] == ["created", "solved", "ann"]


def test_a_row_in_which_nothing_changed_is_counted_as_such(mapping: Mapping) -> None:
    _, *rest = rows(mapping, "1,10:00,New,,low", "1,10:05,New,,low")
    assert passed(rest) == [("ignored", "nothing changed")]


def test_values_that_mean_the_same_are_no_change(mapping: Mapping) -> None:
    found = rows(mapping, "1,10:00,Awaiting part,,low", "1,10:05,Awaiting word,,low")
    assert [said(event) for event in events(found[:2])] == ["created", "on_hold"]
    assert passed(found[2:]) == [("ignored", "nothing changed")]


def test_rows_of_several_subjects_may_lie_between(mapping: Mapping) -> None:
    found = rows(mapping, "1,10:00,New,,low", "2,09:00,New,,low", "1,10:05,Active,,low", "2,09:30,New,,high")
    assert [(event.subject, said(event)) for event in events(found)] == [
        ("1", "created"),
        ("2", "created"),
        ("1", "open"),
        ("2", "high"),
    ]


def test_rows_of_one_minute_keep_the_order_of_the_file(mapping: Mapping) -> None:
    found = rows(
        mapping,
        "1,10:00,Resolved,,low",
        "1,10:00,Active,,low",
        "1,10:00,Active,,low",
        "1,10:00,Resolved,,low",
        "1,10:01,Active,,low",
    )
    assert told(events([one for one in found if isinstance(one, Event)])) == [
        ("10:00:00.000000", "created"),
        ("10:00:00.000000", "solved"),
        ("10:00:00.000001", "open"),
        ("10:00:00.000003", "solved"),
        ("10:01:00.000000", "open"),
    ]


def test_a_rejected_row_changes_nothing(mapping: Mapping) -> None:
    created, bad, opened = rows(mapping, "1,10:00,New,,low", "1,10:00,-100,,low", "1,10:00,Active,,low")
    line = rejected([bad])
    assert (line.file, line.line, line.column, line.reason) == ("file.csv", 3, "state", Why.UNMAPPED)
    assert told(events([created, opened])) == [("10:00:00.000000", "created"), ("10:00:00.000001", "open")]


def test_a_row_that_goes_back_in_time_is_rejected_and_the_next_is_compared_with_the_one_before_it(
    mapping: Mapping,
) -> None:
    created, bad, opened = rows(mapping, "1,10:00,New,,low", "1,09:59,Active,,low", "1,10:05,Active,,low")
    line = rejected([bad])
    assert (line.line, line.column, line.reason) == (3, "at", Why.BACKWARDS)
    assert told(events([created, opened])) == [("10:00:00.000000", "created"), ("10:05:00.000000", "open")]


def test_a_row_that_goes_back_in_time_can_be_kept_and_is_noted(tmp_path: Path) -> None:
    kept = mapping_of(MAP.replace('time = "updated"', 'time = "updated"\nbackwards = "keep"', 1), tmp_path)
    created, note, opened = rows(kept, "1,10:00,New,,low", "1,09:59,Active,,low")
    assert passed([note]) == [("noted", "earlier than the row before it")]
    assert told(events([opened, created])) == [("09:59:00.000000", "open"), ("10:00:00.000000", "created")]


def test_what_is_forgotten_is_noted_and_begins_anew(tmp_path: Path) -> None:
    small = mapping_of(MAP.replace('time = "updated"', 'time = "updated"\nremember = 1', 1), tmp_path)
    found = rows(small, "1,10:00,New,,low", "2,10:00,New,,low", "1,10:05,New,,low")
    assert passed(found) == [("noted", "made room: one of more than 1 subjects was forgotten")] * 2
    assert len([one for one in found if isinstance(one, TicketCreated)]) == 3


def test_the_subject_that_was_heard_of_last_is_remembered(tmp_path: Path) -> None:
    small = mapping_of(MAP.replace('time = "updated"', 'time = "updated"\nremember = 2', 1), tmp_path)
    found = rows(small, *(f"{name},10:00,New,,low" for name in "12131"))
    assert [one.subject for one in found if isinstance(one, TicketCreated)] == ["1", "2", "3"]


def test_a_note_is_told_of_a_row_in_which_nothing_changed(tmp_path: Path) -> None:
    noting = mapping_of(MAP + '[[note]]\nwhen = { agent = "ann" }\nreason = "ann"\n', tmp_path)
    found = rows(noting, "1,10:00,New,ann,low", "1,10:05,New,ann,low")
    assert passed(found) == [("noted", "ann"), ("ignored", "nothing changed"), ("noted", "ann")]


def test_a_row_that_no_event_is_for_is_rejected_also_in_a_log(tmp_path: Path) -> None:
    text = (
        MAP.replace("data = { status", 'when = { priority = "low" }\ndata = { status')
        .replace('changed = "priority"', 'changed = "priority"\nwhen = { priority = "low" }')
        .replace('row = "first"', 'row = "first"\nwhen = { priority = "low" }')
    )
    assert rejected(rows(mapping_of(text, tmp_path), "1,10:00,New,,high")).reason == Why.NO_EVENT


@pytest.mark.parametrize(
    ("early", "expected"),
    [
        ("raise", [("noted", "at before opened: taken as that")]),
        ("reject", None),
    ],
)
def test_a_time_before_its_earliest_is_raised_or_refused(
    tmp_path: Path, early: str, expected: list[tuple[str, str]] | None
) -> None:
    text = (
        MAP.replace('column = "at"', f'column = "at"\nnot_before = "opened"\nslack = "2min"\nearly = "{early}"')
        + '[time.opened]\ncolumn = "agent"\nformat = "%H:%M %d.%m.%Y"\n'
    )
    opened = "10:00 01.03.2026"
    mapping = mapping_of(text.replace('changed = "agent"', 'changed = "agent"\nrow = "later"'), tmp_path)
    within = rows(mapping, f"1,09:58,New,{opened},low")
    assert told(events(within)) == [("09:58:00.000000", "created")]
    beyond = rows(mapping, f"2,09:57,New,{opened},low")
    if expected is None:
        assert rejected(beyond).reason == Why.BAD_TIME
    else:
        assert passed(beyond[:1]) == expected
        assert told(events(beyond[1:])) == [("10:00:00.000000", "created")]


ROWS = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.integers(0, 2),  # minutes since the row before of that ticket
        st.sampled_from(sorted(STATES)),
        st.sampled_from(("", "ann", "ben")),
        st.sampled_from(("low", "high")),
    ),
    max_size=30,
)


@given(ROWS)
def test_any_log_tells_each_ticket_s_changes_in_their_order(
    mapping: Mapping, log: list[tuple[str, int, str, str, str]]
) -> None:
    clock: dict[str, datetime] = {}
    expected: defaultdict[str, list[tuple[datetime, str]]] = defaultdict(list)
    status: dict[str, str] = {}
    lines = []
    for ticket, minutes, state, agent, priority in log:
        at = clock[ticket] = clock.get(ticket, datetime(2026, 3, 1, 10, tzinfo=UTC)) + timedelta(minutes=minutes)
        lines.append(f"{ticket},{at:%H:%M %d.%m.%Y},{state},{agent},{priority}")
        if STATES[state] != status.get(ticket, "new"):
            expected[ticket].append((at, STATES[state]))
        status[ticket] = STATES[state]
    found = outcomes(mapping, HEADER, *lines)
    assert not any(isinstance(one, RejectedLine) for one in found)
    got: defaultdict[str, list[tuple[datetime, str]]] = defaultdict(list)
    in_order = sorted((one for one in found if isinstance(one, TicketStatusChanged)), key=lambda one: one.time)
    for event in in_order:
        got[event.subject].append((event.time.replace(microsecond=0), event.data.status))
    assert got == expected
    assert len({(event.subject, micros(event.time)) for event in in_order}) == len(in_order)
