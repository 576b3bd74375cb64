"""A mapping, read from its TOML file or refused by file and key."""

import tomllib
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import msgspec

from streams.sources.outcome import MappingError
from streams.sources.specs import (
    ChangeSpec,
    Closed,
    Condition,
    DurationSpec,
    EventSpec,
    FieldSpec,
    FileSpec,
    FollowSpec,
    Mapping,
    Sift,
    TimeSpec,
)


def load_mapping(path: Path) -> Mapping:
    """Read a mapping; MappingError names the file, the key and what is wrong with it."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise MappingError(str(path), "", f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise MappingError(str(path), "", "is not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise MappingError(str(path), "", f"is not TOML: {error}") from error
    if "path" in raw:
        raise MappingError(str(path), "path", "unknown key")
    for key, value, kind in _tables(raw):
        _convert(str(path), key, value, kind)
    mapping: Mapping = _convert(str(path), "", raw, Mapping)
    return msgspec.structs.replace(mapping, path=str(path))


def _tables(raw: dict[str, Any]) -> Iterator[tuple[str, object, type[Closed]]]:
    """The parts that hold many of a kind, one by one: so a message can say which one is wrong."""
    single: tuple[tuple[str, type[Closed]], ...] = (("file", FileSpec), ("follow", FollowSpec))
    for name, kind in single:
        if name in raw:
            yield name, raw[name], kind
    for name, spec in _named(raw, "time"):
        yield f"time.{name}", spec, TimeSpec
    for name, spec in _named(raw, "duration"):
        yield f"duration.{name}", spec, DurationSpec
    kinds: tuple[tuple[str, type[Closed]], ...] = (("drop", Sift), ("note", Sift), ("event", EventSpec))
    for table, kind in kinds:
        listed = raw.get(table)
        for number, spec in enumerate(listed if isinstance(listed, list) else (), start=1):
            key = f"{table}[{number}]"
            yield from _within(key, spec)
            yield key, spec, kind


def _within(key: str, spec: object) -> Iterator[tuple[str, object, type[Closed]]]:
    """The tables that stand in a rule or an event."""
    kinds: tuple[tuple[str, type[Closed]], ...] = (("when", Condition), ("data", FieldSpec))
    for inner, kind in kinds:
        for name, value in _named(spec, inner):
            if isinstance(value, dict):
                yield f"{key}.{inner}.{name}", value, kind
    if isinstance(spec, dict) and isinstance(spec.get("changed"), dict):
        yield f"{key}.changed", spec["changed"], ChangeSpec


def _named(table: object, key: str) -> Iterable[tuple[str, object]]:
    inner = table.get(key) if isinstance(table, dict) else None
    return inner.items() if isinstance(inner, dict) else ()


def _convert(path: str, key: str, value: object, kind: type[Closed]) -> Any:  # noqa: ANN401  whatever `kind` is
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        problem, _, where = str(error).partition(" - at `$")
        inner = where.rstrip("`").lstrip(".")
        if inner.startswith("["):
            inner = ""
        full = ".".join(part for part in (key, inner) if part)
        known = sorted({field.encode_name for field in msgspec.structs.fields(kind)} - {"path"})
        unknown = problem.partition("unknown field `")[2].rstrip("`")
        if unknown and not inner:
            full, problem = f"{key}.{unknown}" if key else unknown, "unknown key" + nearest(unknown, known)
        raise MappingError(path, full, problem) from error


def nearest(word: str, known: list[str]) -> str:
    """The end of a message about an unknown word: what was probably meant, else what there is."""
    if close := get_close_matches(word, known, n=1, cutoff=0.5):
        return f'; did you mean "{close[0]}"?'
    return f"; there is {', '.join(known)}" if known else ""
