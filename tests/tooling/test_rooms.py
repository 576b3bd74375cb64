"""The table of rooms: that it names every room, and that its contract catches what it does not allow."""

import tomllib
from pathlib import Path

import pytest

from scripts.rooms_contract import Breach, find_breaches, parse_table

ROOT = Path(__file__).parents[2]
TABLE = parse_table(["events:", "measures: events contacts.facts", "contacts: events measures"])
WIRING = frozenset({"app", "cli"})


def breaches(*imports: tuple[str, str]) -> list[str]:
    return [breach.where for breach in find_breaches(TABLE, WIRING, imports, [])]


def test_what_the_table_allows_passes() -> None:
    assert not breaches(("contacts.course", "events.types"), ("contacts", "measures"), ("events.a", "events.b"))


def test_what_the_table_does_not_allow_is_a_breach() -> None:
    assert breaches(("events.decode", "contacts.facts")) == ["events.decode"]


def test_a_single_module_of_a_room_can_be_allowed() -> None:
    assert not breaches(("measures.wait", "contacts.facts"), ("measures.wait", "contacts.facts.call"))
    assert breaches(("measures.wait", "contacts.course"), ("measures.talk", "contacts")) == [
        "measures.wait",
        "measures.talk",
    ]


def test_a_name_that_only_begins_like_an_allowed_one_is_a_breach() -> None:
    assert breaches(("contacts.course", "events_extra")) == ["contacts.course"]


def test_wiring_imports_every_room_and_no_room_imports_wiring() -> None:
    assert not breaches(("app", "contacts.course"), ("cli", "app"))
    assert breaches(("contacts.course", "app")) == ["contacts.course"]


def test_a_room_in_no_line_is_a_breach() -> None:
    found = list(find_breaches(TABLE, WIRING, [], ["events", "attic", "app"]))
    assert [breach.where for breach in found] == ["attic"]
    assert "no line" in found[0].reason


def test_a_breach_says_what_was_imported() -> None:
    (breach,) = find_breaches(TABLE, WIRING, [("events.decode", "app")], [])
    assert breach == Breach("events.decode", "imports app, which the table of rooms does not allow events")


@pytest.fixture(scope="module")
def contract() -> dict[str, list[str]]:
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (found,) = (one for one in configuration["tool"]["importlinter"]["contracts"] if one["type"] == "rooms")
    return dict(found)


def test_every_room_of_the_package_stands_in_the_table(contract: dict[str, list[str]]) -> None:
    known = parse_table(contract["rooms"]).keys() | set(contract["wiring"])
    rooms = {path.stem for path in (ROOT / "streams").iterdir() if path.suffix == ".py" or path.is_dir()}
    assert rooms - {"__init__", "__pycache__", "py"} - known == set()


def test_the_table_names_each_room_once_and_allows_only_rooms(contract: dict[str, list[str]]) -> None:
    table = parse_table(contract["rooms"])
    assert len(table) == len(contract["rooms"])
    assert not table.keys() & set(contract["wiring"])
    for room, allowed in table.items():
        assert {name.partition(".")[0] for name in allowed} <= table.keys(), room


def test_every_room_says_what_it_is() -> None:
    for folder in (ROOT / "streams").iterdir():
        if folder.is_dir() and any(folder.glob("*.py")):
            assert (folder / "__init__.py").read_text(encoding="utf-8").startswith('"""'), folder.name
