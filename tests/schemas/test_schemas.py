"""The committed schemas are fresh, closed and described, and they hold for the examples."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from streams.schemas import event_schemas, record_schemas, stale, write_schemas

COMMITTED = Path(__file__).parents[2] / "schemas"
ALL = {**event_schemas(), **record_schemas()}


def objects(schema: object, path: str = "$") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema of an object with named fields, with its path."""
    if isinstance(schema, list):
        for place, part in enumerate(schema):
            yield from objects(part, f"{path}[{place}]")
    if isinstance(schema, dict):
        if "properties" in schema:
            yield path, schema
        for name, part in schema.items():
            if name != "examples":
                yield from objects(part, f"{path}.{name}")


def test_the_committed_schemas_are_fresh() -> None:
    assert stale(COMMITTED) == [], "run `make schemas` and commit"


def test_changed_missing_and_left_over_files_are_stale(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    assert stale(tmp_path) == []
    (tmp_path / "events" / "call.queued.schema.json").write_text("{}")
    (tmp_path / "records" / "metric.schema.json").unlink()
    (tmp_path / "records" / "gone.schema.json").write_text("{}")
    assert stale(tmp_path) == [
        "events/call.queued.schema.json",
        "records/gone.schema.json",
        "records/metric.schema.json",
    ]
    write_schemas(tmp_path)
    assert stale(tmp_path) == []


@pytest.mark.parametrize("name", ALL)
def test_a_schema_is_valid_and_holds_for_its_examples(name: str) -> None:
    assert jsonschema_rs.meta.is_valid(ALL[name])
    validator = jsonschema_rs.Draft202012Validator(ALL[name], validate_formats=True)
    assert ALL[name]["examples"]
    for example in ALL[name]["examples"]:
        validator.validate(example)


@pytest.mark.parametrize("name", ALL)
def test_every_object_is_closed_and_every_field_described(name: str) -> None:
    for path, schema in objects(ALL[name]):
        assert schema["additionalProperties"] is False, path
        assert set(schema["required"]) <= schema["properties"].keys(), path
        for field, part in schema["properties"].items():
            assert part["description"].endswith("."), f"{path}.{field}"
            assert ("x-unit" in part) == field.endswith("_s"), f"{path}.{field}"


@pytest.mark.parametrize("name", ALL)
def test_a_schema_needs_no_other_file(name: str) -> None:
    assert '"$ref"' not in json.dumps(ALL[name])


def test_an_unknown_field_is_refused_by_what_is_published() -> None:
    example = ALL["call.queued"]["examples"][0]
    validator = jsonschema_rs.Draft202012Validator(ALL["call.queued"])
    assert validator.is_valid(example)
    assert not validator.is_valid({**example, "extra": 1})
    assert not validator.is_valid({**example, "data": {**example["data"], "extra": 1}})
    assert not validator.is_valid({name: part for name, part in example.items() if name != "specversion"})
