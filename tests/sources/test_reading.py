import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.events.encode import encode
from streams.events.payloads import Queued
from streams.events.times import micros, moment
from streams.events.types import CallEnded, CallQueued, Event
from streams.sources.lines import LONGEST_LINE
from streams.sources.mapping import load_mapping
from streams.sources.ordering import in_time_order
from streams.sources.outcome import RejectedLine, SourceError, Why
from streams.sources.reading import FORMATS, Reading
from tests.sources.rig import EXAMPLES, SMALLEST, mapping_of


def queued(second: int, name: str = "c") -> Event:
    return CallQueued(id=name, source="/s", time=moment(second * 1_000_000), subject=name, data=Queued(queue="q"))


def ndjson(path: Path, *found: Event) -> Path:
    path.write_bytes(b"".join(encode(event) + b"\n" for event in found))
    return path


def test_gzip_is_known_by_its_content_and_gives_the_same(tmp_path: Path) -> None:
    plain = ndjson(tmp_path / "events.gz", queued(2), queued(1))  # the name deceives
    packed = tmp_path / "events"
    half = len(plain.read_bytes()) // 2
    packed.write_bytes(gzip.compress(plain.read_bytes()[:half]) + gzip.compress(plain.read_bytes()[half:]))
    assert list(Reading(packed, "events")) == list(Reading(plain, "events")) == [queued(1), queued(2)]


def test_progress_is_told_in_bytes_of_the_file_on_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "events"
    path.write_bytes(gzip.compress(b"".join(encode(queued(i, str(i * 7919))) + b"\n" for i in range(5_000))))
    told: list[tuple[int, int]] = []
    list(Reading(path, "events", on_progress=lambda done, total: told.append((done, total))))
    size = path.stat().st_size
    assert told[-1] == (size, size)
    assert len(told) > 3
    assert all(0 < done <= total == size for done, total in told)
    assert told == sorted(told)


def test_a_cut_off_gzip_file_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "cut.gz"
    path.write_bytes(gzip.compress(b"\n" * 100_000 + bytes(range(256)))[:-20])
    with pytest.raises(SourceError, match=r"cut\.gz: its gzip stream"):
        list(Reading(path, "events"))


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nothing\.csv: No such file"):
        list(Reading(tmp_path / "nothing.csv", "events"))


def test_an_unknown_format_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="asterisk-queue-log, csv, events"):
        Reading(tmp_path / "x", "xml")
    assert set(FORMATS) == {"asterisk-queue-log", "csv", "events", "jsonl"}


def test_only_csv_takes_a_mapping_and_csv_needs_one(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="csv needs a mapping"):
        Reading(tmp_path / "x", "csv")
    with pytest.raises(SourceError, match="only csv and jsonl take"):
        Reading(tmp_path / "x", "events", mapping_of(SMALLEST, tmp_path))


def test_bad_lines_are_counted_kept_and_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "events"
    path.write_bytes(
        b"\n".join(
            (
                encode(queued(1)),
                b"{",
                b'{"specversion":"1.0"}',
                b"\xff",
                b"",
                encode(queued(2)).replace(b"call.queued", b"call.eaten"),
                b"x" * (LONGEST_LINE + 10),
                encode(queued(3)),
            )
        )
    )
    told: list[RejectedLine] = []
    reading = Reading(path, "events", on_rejected=told.append)
    assert list(reading) == [queued(1), queued(3)]
    assert told == reading.rejected
    assert [line.line for line in told] == [2, 3, 4, 6, 7]
    assert told[-1].reason == Why.TOO_LONG
    assert reading.tally.rejected.total() == 5
    assert reading.tally.ignored == {"blank line": 1}
    assert reading.tally.rows == 8
    assert reading.tally.events == {"call.queued": 2}


def test_the_files_own_ticks_are_not_replayed(tmp_path: Path) -> None:
    path = tmp_path / "events"
    path.write_bytes(
        b'{"specversion":"1.0","id":"1","source":"/s","type":"clock.ticked","time":"2026-01-01T00:00:00Z"}'
    )
    reading = Reading(path, "events")
    assert list(reading) == []
    assert reading.tally.ignored.total() == 1


def test_bytes_outside_the_encoding_reject_their_row_only(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(
        "id,at,queue\r\n1,2026-03-01 10:00:00,فروش\r\n".encode()
        + b"2,2026-03-01 10:00:00,\xe9\r\n3,2026-03-01 10:00:00,sales\r\n"
    )
    reading = Reading(path, "csv", mapping_of(SMALLEST, tmp_path))
    assert [event.subject for event in reading] == ["1", "3"]
    (line,) = reading.rejected
    assert (line.line, line.column, line.reason) == (3, "queue", Why.NOT_TEXT)


def test_other_encodings_are_read_as_the_mapping_says(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes("id\tat\tqueue\n1\t2026-03-01 10:00:00\tcafé\n".encode("utf-16"))
    mapping = mapping_of(SMALLEST + '[file]\nencoding = "utf-16"\ndelimiter = "\\t"', tmp_path)
    (event,) = Reading(path, "csv", mapping)
    assert isinstance(event, CallQueued)
    assert event.data.queue == "café"


@given(st.lists(st.integers(0, 5), max_size=60), st.integers(1, 20))
def test_sorting_through_files_is_sorting_in_memory(seconds: list[int], in_memory: int) -> None:
    given_events = [queued(second, f"c{i}") for i, second in enumerate(seconds)]
    found = list(in_time_order(given_events, in_memory))
    assert found == sorted(given_events, key=lambda event: micros(event.time))


def test_a_row_of_hours_ago_comes_out_in_time_order(tmp_path: Path) -> None:
    mapping = mapping_of(SMALLEST + '[[event]]\ntype = "call.ended"\nat = "came + talk"', tmp_path)
    path = tmp_path / "rows.csv"
    path.write_text("id,at,queue,talk\n1,2026-03-01 10:00:00,q,7200\n2,2026-03-01 11:00:00,q,60\n", encoding="utf-8")
    found = list(Reading(path, "csv", mapping, in_memory=2))
    assert [(type(event), event.subject) for event in found] == [
        (CallQueued, "1"),
        (CallQueued, "2"),
        (CallEnded, "2"),
        (CallEnded, "1"),
    ]


def test_the_documented_examples_can_be_read() -> None:
    records = Reading(EXAMPLES / "contact-records.csv", "csv", load_mapping(EXAMPLES / "contact-records.toml"))
    found = list(records)
    assert len({(event.source, event.id) for event in found}) == len(found) - 2, "one record came twice"
    assert records.tally.filtered == {"no voice contact": 1, "never queued": 1}
    assert [(line.line, line.column) for line in records.rejected] == [(9, "Queue")]
    for name, form, count in (("queue_log.txt", "asterisk-queue-log", 15), ("events.ndjson", "events", 3)):
        example = Reading(EXAMPLES / name, form)
        assert len(list(example)) == count
        assert not example.rejected
    assert found[0].time == datetime(2027, 3, 20, 8, 0, 5, tzinfo=UTC)
