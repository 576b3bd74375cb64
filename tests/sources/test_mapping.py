from pathlib import Path

import pytest

from streams.sources.mapping import load_mapping
from streams.sources.outcome import MappingError
from tests.sources.rig import SMALLEST, mapping_of, outcomes

HEADER = "id,at,queue"
FOLLOWED = '[follow]\ntime = "came"\n[[event]]\ntype = "call.ended"\nat = "came"\nchanged ='


def refusal(text: str, folder: Path) -> MappingError:
    with pytest.raises(MappingError) as caught:
        outcomes(mapping_of(text, folder), HEADER, "1,2026-03-01 10:00:00,sales")
    assert str(caught.value).startswith(str(folder / "map.toml"))
    return caught.value


def test_the_smallest_mapping_maps(tmp_path: Path) -> None:
    assert len(outcomes(mapping_of(SMALLEST, tmp_path), HEADER, "1,2026-03-01 10:00:00,sales")) == 1


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        ("subject =", "subjct =", "subjct", 'did you mean "subject"?'),
        ('subject = "{id}"', 'subject = "{idd}"', "subject", 'did you mean "id"?'),
        ('subject = "{id}"', 'subject = "{id"', "subject", "no template"),
        ('subject = "{id}"', 'subject = "{id!r}"', "subject", "only plain"),
        ('subject = "{id}"', 'subject = "{@rwo}"', "subject", 'did you mean "@row"?'),
        ('zone = "UTC"', "", "time.came", "zone is needed"),
        ('zone = "UTC"', 'zone = "Asia/Teheran"', "time.came", "no time zone"),
        ('zone = "UTC"', 'zone = "UTC"\npath = "x"', "path", "unknown key"),
        ('column = "at"', 'column = "att"', "time.came", 'did you mean "at"?'),
        ('column = "at"', 'colum = "at"', "time.came.colum", 'did you mean "column"?'),
        ('column = "at"', 'column = "at"\nat = "came"', "time.came", "one of column, columns, at and choose"),
        ('column = "at"', 'column = "at"\nslack = "soon"', "time.came", "slack"),
        ('column = "at"', 'column = "at"\nnot_before = "gone"', "time.came", "there is no [time.gone]"),
        ('format = "%Y-%m-%d %H:%M:%S"', 'format = "epochs"', "time.came", "epoch_s"),
        ('type = "call.queued"', 'type = "call.queud"', "event[1].type", 'did you mean "call.queued"?'),
        ('type = "call.queued"', 'type = "clock.ticked"', "event[1].type", "no event type"),
        ('at = "came"', 'at = "cam"', "event[1].at", 'did you mean "came"?'),
        ('at = "came"', 'at = "came * 2"', "event[1].at", "not a time with durations"),
        ('at = "came"', 'at = "came + wait"', "event[1].at", 'no column "wait"'),
        ('at = "came"', 'at = "came"\nwhen = { que = "a" }', "event[1].when", 'did you mean "queue"?'),
        ('at = "came"', 'at = "came"\nwhen = { queue = { more = 1 } }', "event[1].when.queue.more", "unknown key"),
        ('at = "came"', 'at = "came"\nwhen = { queue = {} }', "event[1].when", "says nothing"),
        ('queue = "{queue}"', 'queue = "{queu}"', "event[1].data.queue", 'did you mean "queue"?'),
        ('queue = "{queue}"', 'queu = "{queue}"', "event[1].data.queu", 'did you mean "queue"?'),
        ('queue = "{queue}"', "", "event[1].data", "call.queued needs queue"),
        ('queue = "{queue}"', 'queue = ""', "event[1].data.queue", "length >= 1"),
        ('queue = "{queue}"', 'queue = "a", direction = "up"', "event[1].data.direction", "Invalid enum value"),
        ('queue = "{queue}"', 'queue = { column = "queue", map = "q" }', "event[1].data.queue", "no [values.q]"),
        ('queue = "{queue}"', 'queue = { colum = "queue" }', "event[1].data.queue.colum", 'did you mean "column"?'),
        ('queue = "{queue}"', 'queue = { column = "queue", pairs = "=" }', "event[1].data.queue", "pairs needs split"),
        ('at = "came"', 'at = "came"\nchanged = "queue"', "event[1].changed", "needs a [follow] table"),
        ('at = "came"', 'at = "came"\nrow = "first"', "event[1].row", "needs a [follow] table"),
        ('at = "came"', 'at = "came"\nrow = "frist"', "event[1].row", "Invalid enum value"),
        ('column = "at"', 'column = "at"\nearly = "later"', "time.came.early", "Invalid enum value"),
    ],
)
def test_a_wrong_mapping_is_refused_by_file_and_key(tmp_path: Path, old: str, new: str, key: str, says: str) -> None:
    assert old in SMALLEST
    error = refusal(SMALLEST.replace(old, new, 1), tmp_path)
    assert error.key == key
    assert says in error.problem


@pytest.mark.parametrize(
    ("more", "key", "says"),
    [
        ('[[drop]]\nwhen = { queue = "x" }', "drop[1]", "reason"),
        ('[[note]]\nwhen = {}\nreason = "r"', "note[1].when", "says nothing"),
        ('[duration.talk]\ncolumn = "talk"', "duration.talk.column", 'no column "talk"'),
        ('[file]\ndelimiter = "||"', "file.delimiter", "length <= 1"),
        ("[file]\nheader = false", "file.columns", "columns' names are needed"),
        ('[file]\ncolumns = ["a"]', "file.columns", "the header names the columns"),
        ('[time.a]\nat = "b"\n[time.b]\nat = "a"', "time.b", "circle"),
        ("[[event]]\ntype = 3", "event[2].type", "Expected `str`"),
        ('[follow]\ntime = "cam"', "follow.time", 'did you mean "came"?'),
        ('[follow]\ntim = "came"', "follow.tim", 'did you mean "time"?'),
        ('[follow]\ntime = "came"\nremember = 0', "follow.remember", ">= 1"),
        (f'{FOLLOWED} "que"', "event[2].changed", 'did you mean "queue"?'),
        (f'{FOLLOWED} ["queue", "que"]', "event[2].changed", 'did you mean "queue"?'),
        (f'{FOLLOWED} {{ column = "queue", map = "q" }}', "event[2].changed", "no [values.q]"),
        (f'{FOLLOWED} {{ colum = "queue" }}', "event[2].changed.colum", 'did you mean "column"?'),
    ],
)
def test_a_wrong_table_is_refused_by_file_and_key(tmp_path: Path, more: str, key: str, says: str) -> None:
    error = refusal(f"{SMALLEST}\n{more}", tmp_path)
    assert error.key == key
    assert says in error.problem


def test_a_used_column_must_be_there_once(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match='2 columns are called "id"'):
        outcomes(mapping_of(SMALLEST, tmp_path), "id,at,queue,id")


def test_what_is_no_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"map.toml: is not TOML.*line 2"):
        mapping_of("a = 1\nb = \nc = 2", tmp_path)


def test_a_mapping_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"nowhere\.toml"):
        load_mapping(tmp_path / "nowhere.toml")
