"""A command loads what it works with and nothing else, so that it answers at once."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from streams.sources.reading import FORMATS
from tests.e2e.command import COMMANDS, environment

if TYPE_CHECKING:
    from pathlib import Path

TELLING = """
import sys
from streams.cli import main
try:
    main()
finally:
    print(*{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
"""
ENGINE = {"faust", "mode"}
KAFKA = {"aiokafka"}
WEB = {"aiohttp"}
SLOW = ENGINE | KAFKA | WEB | {"msgspec", "numpy", "prometheus_client", "pydantic_settings", "rich", "structlog"}
NOBODY = ["--broker", "127.0.0.1:1"]
EVERY = [[], ["deadletters"], *COMMANDS]
MINUTE = ["--start", "2027-01-01T08:00:00Z", "--duration", "60", "--speed", "max", "--out", "minute.ndjson"]


def loaded(*arguments: str, folder: Path) -> tuple[str, set[str]]:
    """What the command said, and the packages that were loaded in the end."""
    done = subprocess.run(
        [sys.executable, "-c", TELLING, *arguments],
        env=environment(),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.stdout, set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
def test_help_loads_nothing_that_is_slow(command: list[str], tmp_path: Path) -> None:
    said, packages = loaded(*command, "--help", folder=tmp_path)
    assert "Usage:" in said
    assert packages & SLOW == set()


@pytest.mark.parametrize(
    ("command", "without"),
    [
        (["check"], ENGINE | KAFKA | WEB),
        (["schemas", "written"], ENGINE | KAFKA | WEB),
        (["simulate", *MINUTE], ENGINE | WEB),
        (["replay", "day.ndjson", "--format", "events", *NOBODY], ENGINE | WEB),
        (["topics", *NOBODY], ENGINE | WEB),
        (["doctor", *NOBODY], ENGINE | WEB),
        (["deadletters", "list", *NOBODY], ENGINE | WEB),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_command_that_folds_nothing_loads_no_engine(command: list[str], without: set[str], tmp_path: Path) -> None:
    (tmp_path / "day.ndjson").touch()
    assert loaded(*command, folder=tmp_path)[1] & without == set()


def test_a_worker_does_load_the_engine(tmp_path: Path) -> None:
    assert loaded("worker", *NOBODY, folder=tmp_path)[1] >= ENGINE | KAFKA | WEB


def test_the_help_of_replay_names_every_format(tmp_path: Path) -> None:
    said, _ = loaded("replay", "--help", folder=tmp_path)
    assert ", ".join(FORMATS) in " ".join(said.split())
