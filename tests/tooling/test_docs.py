"""The documentation names only what is there, and its first steps work."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
import typer.main
from aiokafka import AIOKafkaConsumer

from scripts import demo_picture
from streams.cli.main import app
from streams.events.decode import decode
from streams.policy import Policy
from streams.policy.load import parse_policy, read_toml
from streams.settings import load_settings
from tests.tooling.pages import ROOT, anchors, blocks, commands, links, pages, paths

if TYPE_CHECKING:
    from tests.conftest import RunningBroker

README = ROOT / "README.md"
COMMAND: Any = typer.main.get_command(app)
PAGES = [pytest.param(page, id=str(page.relative_to(ROOT))) for page in pages()]
WRITTEN_BY_USERS = {"docs/schemas"}
LIGHT_BYTES = 60_000


def unknown(arguments: list[str]) -> str | None:
    """What in a command line is not there: the command, or one of its options."""
    command: Any = COMMAND  # typer brings a click of its own, so its types are not click's
    for place, argument in enumerate(arguments):
        if hasattr(command, "commands"):
            if argument not in command.commands:
                return argument
            command = command.commands[argument]
            continue
        known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        wrong = [word for word in arguments[place:] if word.startswith("--") and word.partition("=")[0] not in known]
        return wrong[0] if wrong else None
    return None


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: Path) -> None:
    dead = []
    for link in links(page.read_text(encoding="utf-8")):
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            dead.append(link)
    assert dead == []


@pytest.mark.parametrize("page", PAGES)
def test_every_path_of_the_project_is_there(page: Path) -> None:
    named = paths(page.read_text(encoding="utf-8")) - WRITTEN_BY_USERS
    assert {name for name in named if not (ROOT / name).exists()} == set()


@pytest.mark.parametrize("page", PAGES)
def test_every_command_is_there_with_its_options(page: Path) -> None:
    found = list(commands(page.read_text(encoding="utf-8")))
    assert {" ".join(arguments): wrong for arguments in found if (wrong := unknown(arguments))} == {}


def test_every_command_is_named_in_the_documentation() -> None:
    named = {arguments[0] for page in pages() for arguments in commands(page.read_text(encoding="utf-8")) if arguments}
    assert set(COMMAND.commands) - named == set()


def test_a_command_that_is_not_there_is_noticed() -> None:
    assert unknown(["deadletters", "burn"]) == "burn"
    assert unknown(["replay", "x", "--formt", "csv"]) == "--formt"
    assert unknown(["replay", "x", "--format=csv", "--report"]) is None


def test_every_page_of_docs_is_in_the_index() -> None:
    index = links((ROOT / "docs" / "README.md").read_text(encoding="utf-8"))
    assert {page.name for page in (ROOT / "docs").glob("*.md")} - {"README.md"} <= {Path(link).name for link in index}


def test_every_decision_is_in_the_list() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = links((folder / "README.md").read_text(encoding="utf-8"))
    assert sorted(page.name for page in folder.glob("0*.md")) == sorted(listed)


def test_the_sample_file_of_settings_and_policy_is_good(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    sample = text[text.index('    broker = "') : text.index("`pasokh check` reads")]
    file = tmp_path / "pasokh.toml"
    file.write_text(sample, encoding="utf-8")
    assert load_settings(config=file).partitions == 16
    assert parse_policy(read_toml(file), "sample").call("complaints").answer_within_us == 60_000_000


def sample_policy(page: str, first_line: str, after: str) -> Policy:
    """The indented sample that begins and is followed by such lines."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    begin = text.index(f"    {first_line}")
    return parse_policy(tomllib.loads(text[begin : text.index(after, begin)]), page)


def test_the_sample_of_targets_means_what_the_page_says() -> None:
    policy = sample_policy("settings.md", "[queue.default.ticket]", "The first table that")
    for tier, seconds in ((None, 900), ("gold", 600)):
        target = policy.targets("ticket", "billing", "urgent", tier).first_response
        assert target is not None
        assert target.budget_us == seconds * 1_000_000


def test_the_sample_of_calendars_means_what_the_page_says() -> None:
    policy = sample_policy("calendars.md", 'timezone = "Asia/Tehran"', "`pasokh check` says")
    target = policy.targets("ticket", "billing").first_response
    assert target is not None
    thursday_noon, saturday = (
        round(datetime.fromisoformat(text).timestamp()) * 1_000_000
        for text in ("2026-12-03T12:00+03:30", "2026-12-05T12:00+03:30")
    )
    assert target.due_us(thursday_noon) == saturday


@pytest.mark.parametrize("block", blocks(ROOT / "docs" / "architecture.md", "python"), ids=["measure", "stage"])
def test_code_in_the_architecture_is_code(block: str) -> None:
    compile(block, "architecture.md", "exec")


def test_the_measure_in_the_architecture_is_a_measure() -> None:
    names: dict[str, object] = {}
    exec(blocks(ROOT / "docs" / "architecture.md", "python")[0], names)  # noqa: S102  our own page
    assert names["MEASURE"].name == "answered_late"  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["architecture.svg", "demo.svg"])
def test_pictures_are_light_and_load_nothing_from_elsewhere(name: str) -> None:
    svg = (ROOT / "docs" / "images" / name).read_text(encoding="utf-8")
    assert len(svg.encode()) < LIGHT_BYTES
    assert not any(word in svg for word in ("@font-face", "@import", "url(http", "href=", "<script"))


def test_the_picture_of_the_demo_can_be_drawn_and_is_the_same_every_time() -> None:
    drawn = demo_picture.picture()
    assert drawn == demo_picture.picture()
    assert all(queue in drawn for queue in ("billing", "complaints", "met", "missed"))


def run(arguments: list[str], **environment: str) -> str:
    """A command of the README in a process of its own."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_the_readme_replays_is_reported(broker: RunningBroker) -> None:
    steps = [arguments for arguments in commands(README.read_text(encoding="utf-8")) if arguments[0] == "replay"]
    assert steps
    for arguments in steps:
        report = run(["-m", "streams.cli", *arguments], PASOKH_BROKER=broker.address)
        assert "support" in report
        assert "Dead letters: none" in report


async def test_what_the_readme_sends_is_taken(broker: RunningBroker) -> None:
    prefix = f"readme-{uuid4().hex[:8]}."
    run(["-m", "streams.cli", "topics"], PASOKH_BROKER=broker.address, PASOKH_PREFIX=prefix, PASOKH_PARTITIONS="1")
    [code] = blocks(README, "python")
    assert "127.0.0.1:9092" in code
    run(["-c", code.replace("127.0.0.1:9092", broker.address).replace("pasokh.calls", f"{prefix}calls")])
    consumer = AIOKafkaConsumer(
        f"{prefix}calls", bootstrap_servers=broker.address, auto_offset_reset="earliest", group_id=None
    )
    async with consumer:
        records = [await consumer.getone() for _ in range(2)]
    events = [decode(record.value, record.key, record.headers, record.timestamp * 1000) for record in records]
    assert [type(event).__name__ for event in events] == ["CallQueued", "CallAnswered"]


def test_commands_of_the_documentation_that_need_nothing_run(tmp_path: Path) -> None:
    assert "any queue" in run(["-m", "streams.cli", "check"])
    assert run(["-m", "streams.cli", "schemas", str(tmp_path)]).count(".schema.json") > 20
