"""The tables of a mapping as they stand in its TOML file: closed structs, so that a misspelt key is refused."""

from typing import Annotated, Literal

import msgspec

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
    """The columns' names: of CSV where `header` is false, of JSON lines where the first line has not all of them."""
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
    """A time that this one cannot precede."""
    slack: str = "0s"
    """How far before `not_before` is still a crooked clock and nothing else."""
    early: Literal["next_day", "raise", "reject"] = "next_day"
    """Where it does precede: midnight lies between, or it is taken as that time and noted, or the row is rejected."""
    at: str | None = None
    choose: list[Choice] | None = None


class DurationSpec(Closed, frozen=True):
    column: str
    unit: Unit = "s"


class FollowSpec(Closed, frozen=True):
    """Several rows tell of one subject, one after the other."""

    time: str
    """The named moment in whose order a subject's rows stand."""
    backwards: Literal["reject", "keep"] = "reject"
    """A row before the one before it: refused, or kept as it is and noted."""
    remember: Annotated[int, msgspec.Meta(ge=1, le=10_000_000)] = 100_000
    """Subjects; what was longest not heard of is forgotten beyond that, and noted."""


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
    split: NonEmpty | None = None
    """Makes a list of the cell."""
    pairs: NonEmpty | None = None
    """Makes a table of that list: what stands between a part's name and its value."""
    unit: Unit | None = None
    """Makes seconds of the cell."""


class ChangeSpec(Closed, frozen=True):
    """A column that is watched for changes, in more words than its name."""

    column: str
    map: str | None = None
    """The values are compared as this table calls them; one that is not in it rejects the row."""
    before_first: str | None = None
    """What it is held to be before the first row; without it the first row is a change."""


class EventSpec(Closed, frozen=True):
    type: str
    at: str
    when: When | None = None
    row: Literal["first", "later"] | None = None
    """Only from the first row of its subject, or only from a later one."""
    changed: str | list[str] | ChangeSpec | None = None
    """Only where one of these columns differs from the row before of its subject."""
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
    follow: FollowSpec | None = None
    duration: dict[str, DurationSpec] = {}
    values: dict[str, dict[str, str]] = {}
    drop: list[Sift] = []
    note: list[Sift] = []
    path: Annotated[str, "not a key of the file"] = ""
