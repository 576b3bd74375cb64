"""A row's cells, read as the mapping says: templates, numbers, durations, fields.

Everything is compiled once against the columns, and then called for each row. What a cell cannot be read as raises
`BadCell`; what the mapping itself has wrong raises `BadKey` while compiling.
"""

import math
import string
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from streams.sources.mapping import FieldSpec, Unit, nearest
from streams.sources.outcome import Why, shown

LONGEST_DURATION_S = 31_536_000
UNITS_US = {"ms": 1_000, "s": 1_000_000, "min": 60_000_000, "h": 3_600_000_000}


class BadCell(Exception):
    """A cell that cannot be what the mapping takes it for."""

    def __init__(self, reason: Why, detail: str, column: str | None = None) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.column = column


class BadKey(Exception):
    """Something in the mapping that cannot be right, and under which key; whoever compiles adds the file."""

    def __init__(self, problem: str, key: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.key = key


@contextmanager
def under(key: str) -> Iterator[None]:
    """What is found wrong inside is wrong under `key`, unless it is known to be elsewhere (in another table)."""
    try:
        yield
    except BadKey as error:
        if error.key and not error.key.startswith("."):
            raise
        raise BadKey(error.problem, key + error.key) from None


class Row:
    """One row on its way to events; `times` keeps what has been reckoned already."""

    __slots__ = ("cells", "number", "subject", "times")

    def __init__(self, cells: Sequence[str], number: int) -> None:
        self.cells = cells
        self.number = number
        self.subject = ""
        self.times: dict[str, int] = {}


class Columns:
    """The names over a file's columns."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)

    def index(self, name: str) -> int:
        """BadKey names the nearest column there is."""
        found = [i for i, known in enumerate(self.names) if known == name]
        if not found:
            raise BadKey(f'no column "{name}"{nearest(name, self.names)}')
        if len(found) > 1:
            raise BadKey(f'{len(found)} columns are called "{name}"')
        return found[0]


def number(text: str, column: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise BadCell(Why.BAD_NUMBER, f"{shown(text)} is no number", column)
    return value


def duration_us(text: str, unit: Unit, column: str) -> int:
    """Not negative, and at most a year."""
    if unit == "hms":
        us = _clock_us(text, column)
    elif text.isascii() and text.isdigit() and len(text) < len(str(LONGEST_DURATION_S * 1000)) + 1:
        us = int(text) * UNITS_US[unit]
    else:
        us = round(number(text, column) * UNITS_US[unit])
    if not 0 <= us <= LONGEST_DURATION_S * 1_000_000:
        raise BadCell(Why.BAD_NUMBER, f"{shown(text)} is no duration: it is negative or more than a year", column)
    return us


def _clock_us(text: str, column: str) -> int:
    """h:mm:ss, mm:ss or ss, the last with decimals if need be."""
    parts = text.split(":")
    if len(parts) > len(("h", "m", "s")):
        raise BadCell(Why.BAD_NUMBER, f"{shown(text)} is no h:m:s", column)
    total = 0.0
    for part in parts:
        if part.startswith("-"):
            raise BadCell(Why.BAD_NUMBER, f"{shown(text)} is no h:m:s", column)
        total = total * 60 + number(part, column)
    return round(total * 1_000_000)


def literal_duration_us(text: str) -> int | None:
    """`30s`, `500ms`, `2min`, `1h`; None when it is nothing of that kind."""
    digits = text.rstrip(string.ascii_lowercase)
    unit = UNITS_US.get(text[len(digits) :])
    if unit is None or not digits.replace(".", "", 1).isdigit():
        return None
    return round(float(digits) * unit)


def compile_template(template: str, columns: Columns, given: dict[str, Callable[[Row], str]]) -> Callable[[Row], str]:
    """`{column}` is the cell, `{@name}` one of `given`, and `{{` a brace; nothing else is evaluated."""
    parts: list[Callable[[Row], str]] = []
    try:
        parsed = list(string.Formatter().parse(template))
    except ValueError as error:
        raise BadKey(f"{shown(template)} is no template: {error}") from error
    for text, name, form, conversion in parsed:
        if text:
            parts.append(_constant(text))
        if name is None:
            continue
        if form or conversion:
            raise BadKey(f"{shown(template)}: only plain {{column}} can stand in a template")
        if name.startswith("@"):
            if name not in given:
                raise BadKey(f'nothing is called "{name}"{nearest(name, sorted(given))}')
            parts.append(given[name])
        else:
            parts.append(cell(columns, name))
    if len(parts) == 1:
        return parts[0]
    return lambda row: "".join([part(row) for part in parts])


def cell(columns: Columns, name: str) -> Callable[[Row], str]:
    index = columns.index(name)
    return lambda row: row.cells[index]


def _constant(text: str) -> Callable[[Row], str]:
    return lambda _: text


def compile_field(
    spec: FieldSpec, columns: Columns, values: dict[str, dict[str, str]]
) -> Callable[[Row], object | None]:
    """None leaves the field out."""
    index = columns.index(spec.column)
    if spec.map is not None and spec.map not in values:
        raise BadKey(f"there is no [values.{spec.map}]{nearest(spec.map, sorted(values))}")
    table = values[spec.map] if spec.map is not None else None

    def field(row: Row) -> object | None:
        text = row.cells[index]
        if not text or text in spec.omit:
            return spec.default
        if table is not None:
            mapped = table.get(text)
            if mapped is None and spec.unmapped == "omit":
                return spec.default
            if mapped is None and spec.unmapped == "reject":
                raise BadCell(Why.UNMAPPED, f"{shown(text)} is not in [values.{spec.map}]", spec.column)
            text = text if mapped is None else mapped
        if spec.split is not None:
            return [part.strip() for part in text.split(spec.split) if part.strip()]
        if spec.unit is not None:
            return duration_us(text, spec.unit, spec.column) / 1_000_000
        return text

    return field
