from pathlib import Path

import pytest

from streams.events.types import CallQueued, ChatMessaged, ChatStarted
from streams.sources.outcome import MappingError, RejectedLine, SourceError, Why
from streams.sources.reading import Reading
from tests.sources.rig import SMALLEST, mapping_of

CHATS = """
subject = "{chat}"
[follow]
time = "said"
[time.said]
column = "at"
format = "epoch_ms"
[[event]]
type = "chat.started"
at = "said"
row = "first"
data = { queue = "{to.queue}" }
[[event]]
type = "chat.message"
at = "said"
when = { bot = "false" }
data = { speaker = "{by}", text = "{text}" }
"""
FIRST = '{"chat": 7, "at": 1772359200000.5, "by": "customer", "to": {"queue": "sales"}, "bot": false, "text": "a\\nb"}'


def read(folder: Path, mapping: str, *lines: str | bytes) -> Reading:
    path = folder / "chats.jsonl"
    path.write_bytes(b"".join((line if isinstance(line, bytes) else line.encode()) + b"\n" for line in lines))
    return Reading(path, "jsonl", mapping_of(mapping, folder))


def test_an_object_is_a_row_and_its_fields_are_columns(tmp_path: Path) -> None:
    started, message = read(tmp_path, CHATS, FIRST)
    assert isinstance(started, ChatStarted)
    assert (started.subject, started.data.queue) == ("7", "sales")
    assert started.time.isoformat() == "2026-03-01T10:00:00.000500+00:00"
    assert isinstance(message, ChatMessaged)
    assert (message.data.speaker, message.data.text) == ("customer", "a\nb")


def test_a_field_that_is_null_or_missing_is_an_empty_cell(tmp_path: Path) -> None:
    mapping = SMALLEST.replace('queue = "{queue}"', 'queue = "{queue}", customer_id = "{who}"')
    first = '{"id": "1", "at": "2026-03-01 10:00:00", "queue": "a", "who": "x"}'
    lines = (first, first.replace('"x"', "null"), first.replace(', "who": "x"', ""))
    found = [event for event in read(tmp_path, mapping, *lines) if isinstance(event, CallQueued)]
    assert [event.data.customer_id for event in found] == ["x", None, None]


def test_the_columns_can_be_named_where_the_first_line_lacks_some(tmp_path: Path) -> None:
    mapping = SMALLEST.replace('queue = "{queue}"', 'queue = "{queue}", customer_id = "{who}"')
    line = '{"id": "1", "at": "2026-03-01 10:00:00", "queue": "a"}'
    with pytest.raises(MappingError, match='no column "who"'):
        list(read(tmp_path, mapping, line))
    assert len(list(read(tmp_path, mapping + '[file]\ncolumns = ["id", "at", "queue", "who"]', line))) == 1


def test_what_is_no_object_is_rejected_by_its_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    reading = read(tmp_path, CHATS, "[1]", "", FIRST, "{", b'{"chat": "\xff"}', "{}", '{"chat": [1]}', FIRST)
    assert len(list(reading)) == 3
    assert [(line.line, line.reason) for line in reading.rejected] == [
        (1, Why.MALFORMED),
        (4, Why.MALFORMED),
        (5, Why.NOT_TEXT),
        (6, Why.BAD_EVENT),
        (7, Why.BAD_TIME),
    ]
    assert reading.tally.ignored == {"blank line": 1}
    assert reading.tally.rows == 8


def test_objects_nested_beyond_reason_are_rejected(tmp_path: Path) -> None:
    deep = '{"a":' * 5_000 + "1" + "}" * 5_000
    reading = read(tmp_path, CHATS, FIRST, deep)
    list(reading)
    assert [line.reason for line in reading.rejected] == [Why.MALFORMED]


def test_half_a_character_is_rejected(tmp_path: Path) -> None:
    reading = read(tmp_path, CHATS, FIRST, FIRST.replace("a\\nb", "\\ud83d"))
    list(reading)
    assert [line.line for line in reading.rejected] == [2]


def test_a_list_stands_as_its_json(tmp_path: Path) -> None:
    (event,) = read(tmp_path, SMALLEST, '{"id": "1", "at": "2026-03-01 10:00:00", "queue": ["a", 1]}')
    assert isinstance(event, CallQueued)
    assert event.data.queue == '["a",1]'


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    assert len(list(read(tmp_path, CHATS, b"\xef\xbb\xbf" + FIRST.encode()))) == 2


def test_a_file_without_any_object_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no JSON object"):
        list(read(tmp_path, CHATS, "", "{}"))


@pytest.mark.parametrize(
    "key", ['delimiter = ";"', 'quote = ""', 'encoding = "cp1256"', "header = false", "skip_lines = 1"]
)
def test_what_only_csv_knows_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(MappingError, match="says nothing about JSON lines") as caught:
        list(read(tmp_path, f"{CHATS}\n[file]\n{key}", FIRST))
    assert caught.value.key == f"file.{key.split(maxsplit=1)[0]}"


def test_json_lines_need_a_mapping(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="format jsonl needs a mapping"):
        Reading(tmp_path / "x", "jsonl")


def test_a_rejected_line_names_the_field(tmp_path: Path) -> None:
    reading = read(tmp_path, CHATS, FIRST, FIRST.replace("1772359200000.5", '"now"'))
    list(reading)
    (line,) = reading.rejected
    assert isinstance(line, RejectedLine)
    assert str(line) == "chats.jsonl, line 2, column at: bad time: 'now' is no time since 1970"


def test_the_mapping_is_the_same_for_both_formats(tmp_path: Path) -> None:
    path, mapping = tmp_path / "rows", mapping_of(SMALLEST, tmp_path)
    path.write_text("id,at,queue\n1,2026-03-01 10:00:00,sales\n", encoding="utf-8")
    by_csv = list(Reading(path, "csv", mapping))
    path.write_text('{"id": 1, "at": "2026-03-01 10:00:00", "queue": "sales"}\n', encoding="utf-8")
    assert list(Reading(path, "jsonl", mapping)) == by_csv
