"""Each command says what it does, and each mistake a user can make is named with what to do."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from streams.cli.main import app
from tests.e2e.command import COMMANDS, run

if TYPE_CHECKING:
    from pathlib import Path

NOBODY = "127.0.0.1:1"


def pasokh(*arguments: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    done = run(*arguments, folder=folder, **settings)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_says_what_it_does_with_an_example(command: list[str]) -> None:
    done = CliRunner().invoke(app, [*command, "--help"])
    assert done.exit_code == 0
    assert "Example: " in done.stdout
    assert "pasokh " + command[0] in done.stdout


@pytest.mark.parametrize("command", [["worker"], ["topics"], ["deadletters", "list"]], ids=" ".join)
def test_without_a_broker_one_line_says_where_and_what_to_do(command: list[str], tmp_path: Path) -> None:
    done = pasokh(*command, folder=tmp_path, broker=NOBODY)
    assert done.returncode == 69
    assert NOBODY in done.stderr
    assert "pasokh broker" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_policy_is_refused_with_file_key_and_reason(tmp_path: Path) -> None:
    (tmp_path / "pasokh.toml").write_text('timezone = "Mars/Base"\n[queue.billing.call]\nanswer_within = 20\n')
    done = pasokh("check", folder=tmp_path)
    assert done.returncode == 2
    assert "pasokh.toml:1: timezone" in done.stderr
    assert "pasokh.toml:3: queue.billing.call.answer_within" in done.stderr
    assert "answer_within_s" in done.stderr, "the nearest key is named"


def test_a_wrong_setting_is_named_as_the_variable_it_came_from(tmp_path: Path) -> None:
    done = pasokh("check", folder=tmp_path, partitions="many")
    assert done.returncode == 2
    assert "PASOKH_PARTITIONS" in done.stderr


def test_weights_that_are_not_there_are_named_at_once(tmp_path: Path) -> None:
    done = run("check", folder=tmp_path, text_weights=str(tmp_path / "nowhere"))
    assert done.returncode == 2
    assert b"nowhere" in done.stderr
    assert b"pasokh train makes them" in done.stderr
    assert b"Traceback" not in done.stderr


def test_check_says_in_words_what_a_policy_means(tmp_path: Path) -> None:
    (tmp_path / "pasokh.toml").write_text(
        'timezone = "Asia/Tehran"\n[queue.vip.call]\nanswer_within_s = 10\ncalendar = "c"\n'
        '[calendar.c]\ncountry = "IR"\nhours = { sat-wed = ["08:00-12:00"] }\n'
    )
    done = pasokh("check", folder=tmp_path)
    assert done.returncode == 0
    assert "midnight in Asia/Tehran" in done.stdout
    assert "Calls in vip: 80% are to be answered within 10 s" in done.stdout
    assert "Calls in vip: each is promised an answer within 10 s. Time counts in the hours of c." in done.stdout
    assert done.stdout.count(" 08:00 until 12:00") == 10, "the next ten openings"
    assert "نوروز" in done.stdout


def test_check_gets_by_with_a_terminal_that_knows_few_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    (tmp_path / "pasokh.toml").write_text('[calendar.c]\ncountry = "IR"\nhours = { mon = [] }\n')
    done = pasokh("check", folder=tmp_path)
    assert done.returncode == 0
    assert " Nowruz / ??? ?????" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.txt", "--format", "asterisk-queue-log", "--report"], "nowhere.txt"),
        (["here.txt", "--format", "xml", "--report"], "asterisk-queue-log, csv, events"),
        (["here.txt", "--format", "csv", "--report"], "needs a mapping"),
        (["here.txt", "--format", "csv", "--mapping", "none.toml", "--report"], "none.toml"),
        (["here.txt", "--format", "events", "--json"], "--report"),
        (["here.txt", "--format", "events", "--speed", "soon"], "--speed"),
    ],
)
def test_a_replay_that_cannot_be_says_why(arguments: list[str], said: str, tmp_path: Path) -> None:
    (tmp_path / "here.txt").write_text("")
    done = pasokh("replay", *arguments, folder=tmp_path, broker=NOBODY)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
