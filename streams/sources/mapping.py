"""A CSV mapping as it stands in its TOML file: closed structs, so that a misspelt key is refused and not ignored."""

import tomllib
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from streams.sources.outcome import MappingError

Unit = Literal["s", "ms", "min", "h", "hms"]
Literals = str | int | float
NonEmpty = Annotated[str, msgspec.Meta(min_length=1, max_length=256)]


class Closed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the mapping; unknown keys are refused."""


class FileSpec(Closed, frozen=True):
    """How the rows lie in the file."""

    delimiter: Annotated[str, msgspec.Meta(min_length=1, max_length=1)] = ","
    quote: Annotated[str, msgspec.Meta(max_length=1)] = '"'
    """Empty: quotes are characters like any other."""
    encoding: str = "utf-8-sig"
    header: bool = True
    columns: list[NonEmpty] = []
    """The columns' names where `header` is false."""
    skip_lines: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 0
    """Lines above the header that belong to no table."""
    trim: bool = True


class Condition(Closed, frozen=True, rename={"in_": "in"}):
    """All that is given must hold; the four comparisons are of numbers."""

    gt: float | None = None
    ge: float | None = None
    lt: float | None = None
    le: float | None = None
    is_not: Literals | None = None
    in_: list[Literals] | None = None
    not_in: list[Literals] | None = None
    present: bool | None = None


Test = Literals | list[Literals] | Condition
When = dict[str, Test]


class Sift(Closed, frozen=True):
    """A rule over rows: `drop` leaves the row out, `note` keeps it; both are counted under their reason."""

    when: When
    reason: NonEmpty


class Choice(Closed, frozen=True):
    at: str
    when: When | None = None


class TimeSpec(Closed, frozen=True):
    """A named moment of the row: written in one or more columns, reckoned from another, or chosen among several."""

    column: str | None = None
    columns: list[str] | None = None
    """Joined by a space and read by one format, say a date and a time of day."""
    format: str = "iso"
    zone: str | None = None
    not_before: str | None = None
    """A time that this one cannot precede: when it does, midnight lies between and it is the next day's."""
    slack: str = "0s"
    """How far before `not_before` is still a crooked clock and not the next day."""
    at: str | None = None
    choose: list[Choice] | None = None


class DurationSpec(Closed, frozen=True):
    column: str
    unit: Unit = "s"


class FieldSpec(Closed, frozen=True):
    """A field of an event from one column, in more words than a template has."""

    column: str
    when: When | None = None
    """The field is left out where this does not hold."""
    map: str | None = None
    unmapped: Literal["reject", "keep", "omit"] = "reject"
    omit: list[str] = []
    """Values that mean "not known": the field is left out."""
    default: Literals | None = None
    """What stands where the cell is empty or omitted."""
    split: str | None = None
    """Makes a list of the cell."""
    unit: Unit | None = None
    """Makes seconds of the cell."""


class EventSpec(Closed, frozen=True):
    type: str
    at: str
    when: When | None = None
    data: dict[str, Literals | list[str] | FieldSpec] = {}


class Mapping(Closed, frozen=True):
    """A whole mapping file; `docs/replay.md` explains each key."""

    subject: NonEmpty
    event: Annotated[list[EventSpec], msgspec.Meta(min_length=1)]
    time: dict[str, TimeSpec]
    id: NonEmpty = "{@subject}/{@row}.{@event}"
    source: NonEmpty = "/replay/{@file}"
    zone: str | None = None
    clock_change: Literal["first", "second", "reject"] = "first"
    """Which of the two an hour is that the autumn change of clocks repeats."""
    file: FileSpec = FileSpec()
    duration: dict[str, DurationSpec] = {}
    values: dict[str, dict[str, str]] = {}
    drop: list[Sift] = []
    note: list[Sift] = []
    path: Annotated[str, "not a key of the file"] = ""


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
    if "file" in raw:
        yield "file", raw["file"], FileSpec
    for name, spec in _named(raw, "time"):
        yield f"time.{name}", spec, TimeSpec
    for name, spec in _named(raw, "duration"):
        yield f"duration.{name}", spec, DurationSpec
    kinds: tuple[tuple[str, type[Closed]], ...] = (("drop", Sift), ("note", Sift), ("event", EventSpec))
    inner_kinds: tuple[tuple[str, type[Closed]], ...] = (("when", Condition), ("data", FieldSpec))
    for table, kind in kinds:
        listed = raw.get(table)
        for number, spec in enumerate(listed if isinstance(listed, list) else (), start=1):
            key = f"{table}[{number}]"
            for inner, inner_kind in inner_kinds:
                for name, value in _named(spec, inner):
                    if isinstance(value, dict):
                        yield f"{key}.{inner}.{name}", value, inner_kind
            yield key, spec, kind


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
