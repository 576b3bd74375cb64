"""Templates and fields: text and values for an event, from a row's cells."""

import string
from collections.abc import Callable

from streams.sources.cells import BadCell, BadKey, Columns, Row, duration_us
from streams.sources.mapping import nearest
from streams.sources.outcome import Why, shown
from streams.sources.specs import FieldSpec

Values = dict[str, dict[str, str]]
"""The `[values.*]` tables of a mapping, by name."""


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


def values_of(name: str | None, values: Values) -> dict[str, str] | None:
    """The table that a `map` names; BadKey when there is none."""
    if name is None:
        return None
    if name not in values:
        raise BadKey(f"there is no [values.{name}]{nearest(name, sorted(values))}")
    return values[name]


def unmapped(text: str, table: str | None, column: str) -> BadCell:
    return BadCell(Why.UNMAPPED, f"{shown(text)} is not in [values.{table}]", column)


def compile_field(spec: FieldSpec, columns: Columns, values: Values) -> Callable[[Row], object | None]:
    """None leaves the field out."""
    index = columns.index(spec.column)
    table = values_of(spec.map, values)
    if spec.pairs is not None and spec.split is None:
        raise BadKey("pairs needs split: what stands between one pair and the next")

    def field(row: Row) -> object | None:
        text = row.cells[index]
        if not text or text in spec.omit:
            return spec.default
        if table is not None:
            mapped = table.get(text)
            if mapped is None and spec.unmapped == "omit":
                return spec.default
            if mapped is None and spec.unmapped == "reject":
                raise unmapped(text, spec.map, spec.column)
            text = text if mapped is None else mapped
        if spec.split is not None:
            parts = [part.strip() for part in text.split(spec.split) if part.strip()]
            return parts if spec.pairs is None else _table(parts, spec.pairs, spec.column)
        if spec.unit is not None:
            return duration_us(text, spec.unit, spec.column) / 1_000_000
        return text

    return field


def _table(parts: list[str], between: str, column: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in parts:
        name, sign, value = part.partition(between)
        if not sign or name.strip() in found:
            raise BadCell(Why.MALFORMED, f"{shown(part)} is no new name{between}value", column)
        found[name.strip()] = value.strip()
    return found
