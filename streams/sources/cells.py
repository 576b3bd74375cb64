"""A row's cells and what they are read as: numbers and durations.

A mapping is compiled once against the columns, and then called for each row. What a cell cannot be read as raises
`BadCell`; what the mapping itself has wrong raises `BadKey` while compiling.
"""

import math
import string
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import msgspec

from streams.sources.mapping import nearest
from streams.sources.outcome import Why, shown
from streams.sources.specs import Unit

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


class Before(msgspec.Struct, frozen=True, gc=False):
    """What is kept of a subject's latest row: its time as written and as used, and the columns that are watched."""

    written_us: int
    at_us: int
    watched: tuple[str, ...]


class Row:
    """One row on its way to events."""

    __slots__ = ("before", "cells", "number", "remarks", "subject", "times", "unchanged", "watched", "written_us")

    def __init__(self, cells: Sequence[str], number: int) -> None:
        self.cells = cells
        self.number = number
        self.subject = ""
        self.times: dict[str, int] = {}
        """What has been reckoned already, by the moment's name."""
        self.remarks: list[str] = []
        """Reasons under which the row is to be noted, whatever it becomes."""
        self.before: Before | None = None
        self.watched: tuple[str, ...] = ()
        self.written_us = 0
        self.unchanged = False
        """An event was left out for the only reason that nothing had changed."""


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
