"""What reading a line comes to when it is not an event, and how that is counted: nothing is lost in silence."""

from collections import Counter
from enum import StrEnum
from typing import Literal

import msgspec

from streams.events.types import Event

SHOWN_CHARACTERS = 80


class Why(StrEnum):
    """Why a line or row gave no events; what reports count by."""

    NOT_TEXT = "not in the file's encoding"
    TOO_LONG = "line too long"
    MALFORMED = "malformed line"
    COLUMN_COUNT = "wrong number of columns"
    BAD_TIME = "bad time"
    BACKWARDS = "earlier than the row before it"
    BAD_NUMBER = "bad number"
    UNMAPPED = "value not in its map"
    BAD_EVENT = "fields do not make the event"
    NO_EVENT = "no event applies"


class RejectedLine(msgspec.Struct, frozen=True):
    """A line (of CSV: a row, by its first line) that should have given events and could not."""

    file: str
    line: int
    reason: str
    detail: str
    column: str | None = None
    """In a CSV file, the column at fault when there is one."""

    def __str__(self) -> str:
        column = f", column {self.column}" if self.column is not None else ""
        return f"{self.file}, line {self.line}{column}: {self.reason}: {self.detail}"


class Passed(msgspec.Struct, frozen=True):
    """A line passed over on purpose, or kept with a remark.

    `filtered`: dropped by a rule of the mapping. `ignored`: says nothing that is measured. `noted`: its events came
    too, but someone should know.
    """

    line: int
    how: Literal["filtered", "ignored", "noted"]
    reason: str


class Tally(msgspec.Struct):
    """What became of a file's lines, by reason. Rows with events = `rows` - filtered - ignored - rejected."""

    rows: int = 0
    """Lines or rows seen, without the header of a CSV file."""
    events: Counter[str] = msgspec.field(default_factory=Counter)
    """By event type."""
    filtered: Counter[str] = msgspec.field(default_factory=Counter)
    ignored: Counter[str] = msgspec.field(default_factory=Counter)
    noted: Counter[str] = msgspec.field(default_factory=Counter)
    rejected: Counter[str] = msgspec.field(default_factory=Counter)


Outcome = Event | RejectedLine | Passed
"""What reading gives, piece by piece."""


class SourceError(Exception):
    """A file as a whole that cannot be read; the message names the file."""


class MappingError(SourceError):
    """A mapping that is refused before the first row; names its file and the key at fault."""

    def __init__(self, file: str, key: str, problem: str) -> None:
        super().__init__(f"{file}: {key}: {problem}" if key else f"{file}: {problem}")
        self.file = file
        self.key = key
        self.problem = problem


def shown(value: str) -> str:
    """A value as a message may quote it: escaped, and not endless."""
    return repr(value if len(value) <= SHOWN_CHARACTERS else value[:SHOWN_CHARACTERS] + "…")
