from pathlib import Path

import pytest

from streams.events.types import AgentStateChanged, CallQueued, CallRingMissed
from streams.sources.outcome import MappingError, Outcome, RejectedLine, SourceError, Why
from streams.sources.specs import Mapping
from tests.sources.rig import SMALLEST, events, mapping_of, outcomes, passed, rejected

HEADER = "id,at,queue,left,wait"
MAP = """
subject = "c{id}"
source = "/test/{@file}"
zone = "UTC"
[time.came]
column = "at"
[[drop]]
when = { queue = ["test", "demo"] }
reason = "a test call"
[[note]]
when = { wait = { ge = 100 } }
reason = "a long wait"
[values.queues]
S = "sales"
B = "billing"
[values.left]
hung = "abandoned"
[[event]]
type = "call.queued"
at = "came"
data = { queue = { column = "queue", map = "queues" }, customer_id = { column = "id", omit = ["0"] } }
[[event]]
type = "call.abandoned"
at = "came + wait"
when = { left = "hung" }
[[event]]
type = "call.left_queue"
at = "came + wait"
when = { left = { present = true, not_in = ["hung", "no"] } }
data = { reason = "{left}" }
"""


@pytest.fixture
def mapping(tmp_path: Path) -> Mapping:
    return mapping_of(MAP, tmp_path)


def row(mapping: Mapping, line: str) -> list[Outcome]:
    return outcomes(mapping, HEADER, line)


def test_a_row_becomes_several_events(mapping: Mapping) -> None:
    queued, abandoned = events(row(mapping, "7,2026-03-01T10:00:00,S,hung,30.5"))
    assert isinstance(queued, CallQueued)
    assert (queued.subject, queued.source, queued.id) == ("c7", "/test/file.csv", "c7/1.1")
    assert queued.data.queue == "sales"
    assert queued.data.customer_id == "7"
    assert abandoned.id == "c7/1.2"
    assert (abandoned.time - queued.time).total_seconds() == 30.5


def test_an_omitted_value_leaves_the_field_out(mapping: Mapping) -> None:
    (queued,) = events(row(mapping, "0,2026-03-01T10:00:00,S,no,0"))
    assert isinstance(queued, CallQueued)
    assert queued.data.customer_id is None


def test_a_dropped_row_is_counted_under_its_reason(mapping: Mapping) -> None:
    assert passed(row(mapping, "7,not even a time,demo,,")) == [("filtered", "a test call")]


def test_a_noted_row_keeps_its_events(mapping: Mapping) -> None:
    note, *rest = row(mapping, "7,2026-03-01T10:00:00,S,hung,100")
    assert passed([note]) == [("noted", "a long wait")]
    assert len(events(rest)) == 2


@pytest.mark.parametrize(
    ("line", "reason", "column"),
    [
        ("7,yesterday,S,hung,30", Why.BAD_TIME, "at"),
        ("7,,S,hung,30", Why.BAD_TIME, "at"),
        ("7,2026-03-01T10:00:00,X,hung,30", Why.UNMAPPED, "queue"),
        ("7,2026-03-01T10:00:00,S,hung,-1", Why.BAD_NUMBER, "wait"),
        ("7,2026-03-01T10:00:00,S,hung,soon", Why.BAD_NUMBER, "wait"),
        ("7,2026-03-01T10:00:00,S,hung,nan", Why.BAD_NUMBER, "wait"),
        ("7,2026-03-01T10:00:00,S,hung,1e30", Why.BAD_NUMBER, "wait"),
        ("7,2026-03-01T10:00:00,S,vanished,30", Why.BAD_EVENT, None),
        ("7,2026-03-01T10:00:00,S", Why.COLUMN_COUNT, None),
        ("7,2026-03-01T10:00:00,S,hung,3,4", Why.COLUMN_COUNT, None),
        (f"{'7' * 300},2026-03-01T10:00:00,S,hung,30", Why.BAD_EVENT, None),
        ("7,2026-03-01T10:00:00,\udcff,hung,30", Why.NOT_TEXT, "queue"),
    ],
)
def test_a_bad_row_is_rejected_whole_with_file_line_and_column(
    mapping: Mapping, line: str, reason: Why, column: str
) -> None:
    found = rejected(row(mapping, line))
    assert (found.file, found.line, found.reason, found.column) == ("file.csv", 2, reason, column)


def test_a_message_names_file_line_column_and_value(mapping: Mapping) -> None:
    found = str(rejected(row(mapping, "7,yesterday,S,hung,30")))
    assert found == "file.csv, line 2, column at: bad time: 'yesterday' is not of the form iso"


def test_a_row_that_no_event_wants_is_rejected_and_not_lost(tmp_path: Path) -> None:
    mapping = mapping_of(SMALLEST.replace('at = "came"', 'at = "came"\nwhen = { queue = "sales" }'), tmp_path)
    assert rejected(outcomes(mapping, "id,at,queue", "1,2026-03-01 10:00:00,billing")).reason == Why.NO_EVENT


def test_lines_are_counted_as_the_file_has_them(mapping: Mapping) -> None:
    lines = (HEADER, '"7","2026-03-01T10:00:00","S","no","0"', "", '"a\nb",x,S,no,0', "8,x,S,no,0")
    found = outcomes(mapping, *lines)
    assert [(one.line, one.reason) for one in found if isinstance(one, RejectedLine)] == [
        (4, Why.BAD_TIME),
        (6, Why.BAD_TIME),
    ]
    assert passed(found) == [("ignored", "blank line")]


def test_a_stray_quote_rejects_its_row_and_no_other(mapping: Mapping) -> None:
    found = outcomes(mapping, HEADER, '"7"x,2026-03-01T10:00:00,S,no,0', "8,2026-03-01T10:00:00,S,no,0")
    assert [type(one) for one in found] == [RejectedLine, CallQueued]


def test_without_a_header_the_mapping_names_the_columns(tmp_path: Path) -> None:
    mapping = mapping_of(
        SMALLEST + '[file]\nheader = false\nskip_lines = 1\ndelimiter = ";"\ncolumns = ["id", "at", "queue"]', tmp_path
    )
    found = outcomes(mapping, "# exported", "1;2026-03-01 10:00:00;sales", "2;never;sales")
    assert len(events(found[:1])) == 1
    assert rejected(found[1:]).line == 3


def test_an_empty_file_has_no_header(mapping: Mapping) -> None:
    with pytest.raises(SourceError, match="a header was expected"):
        outcomes(mapping)


def test_fields_take_the_type_of_the_event(tmp_path: Path) -> None:
    text = SMALLEST.replace("call.queued", "call.ring_missed").replace(
        'queue = "{queue}"', 'agent_id = "{queue}", rang_s = { column = "rang", unit = "ms" }'
    )
    (missed,) = events(outcomes(mapping_of(text, tmp_path), "id,at,queue,rang", "1,2026-03-01 10:00:00,ann,2500"))
    assert isinstance(missed, CallRingMissed)
    assert missed.data.rang_s == 2.5


@pytest.mark.parametrize(
    ("more", "cell", "expected"),
    [
        ('omit = ["-"]', "-", None),
        ('omit = ["-"], default = "nobody"', "-", "nobody"),
        ('default = "nobody"', "", "nobody"),
        ('map = "m"', "a", "Anna"),
        ('map = "m", unmapped = "keep"', "b", "b"),
        ('map = "m", unmapped = "omit"', "b", None),
        ('map = "m", unmapped = "omit", default = "nobody"', "b", "nobody"),
        ("when = { x = { lt = 5 } }", "4", "4"),
        ("when = { x = { lt = 5 } }", "5", None),
    ],
)
def test_a_field_from_a_column(tmp_path: Path, more: str, cell: str, expected: str | None) -> None:
    field = f'queue = "{{queue}}", customer_id = {{ column = "x", {more} }}'
    text = SMALLEST.replace('queue = "{queue}"', field) + '[values.m]\na = "Anna"'
    (queued,) = events(outcomes(mapping_of(text, tmp_path), "id,at,queue,x", f"1,2026-03-01 10:00:00,sales,{cell}"))
    assert isinstance(queued, CallQueued)
    assert queued.data.customer_id == expected


def test_a_list_is_split_from_its_cell(tmp_path: Path) -> None:
    text = SMALLEST.replace("call.queued", "agent.state_changed").replace(
        'queue = "{queue}"', 'state = "available", queues = { column = "queue", split = ";" }'
    )
    (changed,) = events(outcomes(mapping_of(text, tmp_path), "id,at,queue", "1,2026-03-01 10:00:00,a; b;"))
    assert isinstance(changed, AgentStateChanged)
    assert changed.data.queues == ["a", "b"]


@pytest.mark.parametrize(
    ("cell", "capacity"),
    [("call=1; chat = 3;", {"call": 1, "chat": 3}), ("", None), ("call", None), ("call=1;call=2", None), ("a=b", None)],
)
def test_pairs_make_a_table(tmp_path: Path, cell: str, capacity: dict[str, int] | None) -> None:
    text = SMALLEST.replace("call.queued", "agent.state_changed").replace(
        'queue = "{queue}"', 'state = "available", capacity = { column = "queue", split = ";", pairs = "=" }'
    )
    (found,) = outcomes(mapping_of(text, tmp_path), "id,at,queue", f"1,2026-03-01 10:00:00,{cell}")
    if cell and capacity is None:
        assert isinstance(found, RejectedLine)
    else:
        assert isinstance(found, AgentStateChanged)
        assert found.data.capacity == capacity


@pytest.mark.parametrize(
    ("test", "cells", "holds"),
    [
        ('"a"', "a", True),
        ('"0"', "00", False),
        ("0", "00", True),
        ("0", "0.0", True),
        ("0", "", False),
        ('["a", 5]', "5.0", True),
        ("{ in = ['a', 'b'] }", "b", True),
        ("{ not_in = ['a', 'b'] }", "c", True),
        ("{ is_not = 'a' }", "a", False),
        ("{ is_not = 3 }", "3.0", False),
        ("{ gt = 3 }", "3", False),
        ("{ ge = 3 }", "3", True),
        ("{ lt = 3 }", "-4.5", True),
        ("{ le = 3 }", "3.01", False),
        ("{ gt = 0, lt = 10 }", "5", True),
        ("{ gt = 0, lt = 10 }", "10", False),
        ("{ gt = 0 }", "", False),
        ("{ present = true }", "", False),
        ("{ present = false }", "", True),
    ],
)
def test_conditions(tmp_path: Path, test: str, cells: str, holds: bool) -> None:
    mapping = mapping_of(SMALLEST + f'[[drop]]\nwhen = {{ x = {test} }}\nreason = "met"', tmp_path)
    found = outcomes(mapping, "id,at,queue,x", f"1,2026-03-01 10:00:00,sales,{cells}")
    assert (passed(found) == [("filtered", "met")]) is holds


def test_a_comparison_with_what_is_no_number_rejects_the_row(tmp_path: Path) -> None:
    mapping = mapping_of(SMALLEST + '[[drop]]\nwhen = { queue = { gt = 1 } }\nreason = "met"', tmp_path)
    found = rejected(outcomes(mapping, "id,at,queue", "1,2026-03-01 10:00:00,sales"))
    assert (found.reason, found.column) == (Why.BAD_NUMBER, "queue")


def test_a_quote_character_can_be_one_like_any_other(tmp_path: Path) -> None:
    mapping = mapping_of(SMALLEST + '[file]\nquote = ""', tmp_path)
    (queued,) = events(outcomes(mapping, "id,at,queue", '1,2026-03-01 10:00:00,"sales'))
    assert isinstance(queued, CallQueued)
    assert queued.data.queue == '"sales'


def test_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    from streams.sources.reading import Reading

    (tmp_path / "rows.csv").write_text("id,at,queue\n", encoding="utf-8")
    mapping = mapping_of(SMALLEST + '[file]\nencoding = "utf-9"', tmp_path)
    with pytest.raises(MappingError, match=r"file\.encoding"):
        list(Reading(tmp_path / "rows.csv", "csv", mapping))
