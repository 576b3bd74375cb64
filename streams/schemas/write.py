"""The files of `schemas/`: made here, compared here, written here."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from streams.events.encode import encode as encode_event
from streams.events.topics import TYPE_NAMES
from streams.records import encode as encode_record
from streams.schemas.asyncapi import asyncapi
from streams.schemas.closed import DIALECT, RECORDS, Schema, event_schema, record_schema
from streams.schemas.examples import EVENTS
from streams.schemas.record_examples import RECORD_EXAMPLES


def event_schemas() -> dict[str, Schema]:
    """By event type, each with its example."""
    return {
        name: _complete("events", name, event_schema(event_type), [encode_event(EVENTS[event_type])])
        for event_type, name in TYPE_NAMES.items()
    }


def record_schemas() -> dict[str, Schema]:
    """By name of the record, each with its examples."""
    return {
        name: _complete("records", name, record_schema(record), [encode_record(one) for one in RECORD_EXAMPLES[name]])
        for name, record in RECORDS.items()
    }


def write_schemas(folder: Path) -> list[Path]:
    """Write all files into `folder` and remove schemas that belong to nothing any more; the files now there."""
    wanted = dict(_files())
    for path in _present(folder):
        if path.relative_to(folder).as_posix() not in wanted:
            path.unlink()
    written = []
    for name, content in wanted.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        written.append(path)
    return written


def stale(folder: Path) -> list[str]:
    """Names of files in `folder` that are not as `write_schemas` would leave them: changed, missing or extra."""
    wanted = dict(_files())
    present = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in _present(folder)}
    return sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))


def _files() -> Iterator[tuple[str, str]]:
    events, records = event_schemas(), record_schemas()
    for folder, schemas in (("events", events), ("records", records)):
        for name, schema in schemas.items():
            yield f"{folder}/{name}.schema.json", _written(schema)
    yield "asyncapi.json", _written(asyncapi({**events, **records}))


def _present(folder: Path) -> list[Path]:
    return [*folder.glob("*/*.schema.json"), *folder.glob("asyncapi.json")]


def _complete(kind: str, name: str, schema: Schema, examples: list[bytes]) -> Schema:
    return {
        "$schema": DIALECT,
        "$id": f"urn:pasokh:schema:{kind}:{name}",
        **schema,
        "examples": [msgspec.json.decode(example) for example in examples],
    }


def _written(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
