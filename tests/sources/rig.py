"""What the tests of the sources share."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from streams.events.types import Event
from streams.sources.mapping import load_mapping
from streams.sources.outcome import Outcome, Passed, RejectedLine
from streams.sources.rows import read_rows
from streams.sources.specs import Mapping

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"

SMALLEST = """
subject = "{id}"
zone = "UTC"
[time.came]
column = "at"
format = "%Y-%m-%d %H:%M:%S"
[[event]]
type = "call.queued"
at = "came"
data = { queue = "{queue}" }
"""


def data_folder(name: str) -> Path:
    """Real data lies outside the project; without it the tests of it are skipped."""
    folder = Path(os.environ.get("PASOKH_TEST_DATA", ROOT.parent / "shared" / "data")) / name
    if not folder.is_dir():
        pytest.skip(f"no test data in {folder}: PASOKH_TEST_DATA names the folder that holds it")
    return folder


def mapping_of(text: str, folder: Path) -> Mapping:
    path = folder / "map.toml"
    path.write_text(text, encoding="utf-8")
    return load_mapping(path)


def outcomes(mapping: Mapping, *lines: str) -> list[Outcome]:
    text = "".join(f"{line}\n" for line in lines).splitlines(keepends=True)
    return [one for row in read_rows(text, mapping, "file.csv") for one in row]


def events(found: Iterable[Outcome]) -> list[Event]:
    """Fails on anything else."""
    found = list(found)
    assert all(isinstance(one, Event) for one in found), found
    return [one for one in found if isinstance(one, Event)]


def rejected(found: Iterable[Outcome]) -> RejectedLine:
    """The only one."""
    (line,) = found
    assert isinstance(line, RejectedLine), line
    return line


def passed(found: Iterable[Outcome]) -> list[tuple[str, str]]:
    return [(one.how, one.reason) for one in found if isinstance(one, Passed)]
