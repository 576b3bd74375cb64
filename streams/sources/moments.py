"""A row's moments: read from its columns, in their zone, or reckoned from one another. All in int microseconds UTC."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from zoneinfo import ZoneInfo

from streams.events.times import LAST_US, micros
from streams.sources.cells import BadCell, BadKey, Columns, Row, duration_us, literal_duration_us, under
from streams.sources.conditions import compile_when
from streams.sources.mapping import nearest
from streams.sources.outcome import Why, shown
from streams.sources.specs import Mapping, TimeSpec

DAY = timedelta(days=1)
REMEMBERED_TIMES = 4_096
"""Texts whose moment is remembered: rows that come close together are of the same times."""
EPOCHS_US = {"epoch_s": 1_000_000, "epoch_ms": 1_000, "epoch_us": 1}
_SUM = re.compile(r"([^\s+-]+)((?:\s*[+-]\s*[^\s+-]+)*)")
_TERM = re.compile(r"([+-])\s*([^\s+-]+)")

Moment = Callable[[Row], int]


class Moments:
    """Compiles the `[time.*]` tables on demand, each once; a moment that leads back to itself is refused."""

    def __init__(self, mapping: Mapping, columns: Columns) -> None:
        self._mapping = mapping
        self._columns = columns
        self._compiled: dict[str, Moment] = {}
        self._being_compiled: list[str] = []

    def named(self, name: str) -> Moment:
        """A moment of the mapping, reckoned at most once a row."""
        if name in self._compiled:
            return self._compiled[name]
        spec = self._mapping.time.get(name)
        if spec is None:
            raise BadKey(f"there is no [time.{name}]{nearest(name, sorted(self._mapping.time))}")
        if name in self._being_compiled:
            raise BadKey(f"time {' -> '.join([*self._being_compiled, name])} goes round in a circle")
        self._being_compiled.append(name)
        with under(f"time.{name}"):
            reckon = self._compile(spec)
        self._being_compiled.pop()

        def remembered(row: Row) -> int:
            us = row.times.get(name)
            if us is None:
                us = row.times[name] = reckon(row)
            return us

        self._compiled[name] = remembered
        return remembered

    def _compile(self, spec: TimeSpec) -> Moment:
        ways = [way for way in ("column", "columns", "at", "choose") if getattr(spec, way) is not None]
        if len(ways) != 1:
            raise BadKey(f"one of column, columns, at and choose is needed, {' and '.join(ways) or 'none'} is there")
        if spec.choose is not None:
            return self._choice(spec)
        if spec.at is not None:
            return self.sum(spec.at)
        return self._written(spec)

    def sum(self, text: str) -> Moment:
        """`name + duration - duration ...`: a time, and durations, columns of seconds, or lengths such as `30s`."""
        whole = _SUM.fullmatch(text.strip())
        if whole is None:
            raise BadKey(f"{shown(text)} is not a time with durations added, such as queued + waited")
        start = self.named(whole[1])
        terms = [(1 if sign == "+" else -1, self._duration(name)) for sign, name in _TERM.findall(whole[2])]
        if not terms:
            return start
        return lambda row: start(row) + sum(sign * duration(row) for sign, duration in terms)

    def _duration(self, name: str) -> Callable[[Row], int]:
        literal_us = literal_duration_us(name)
        if literal_us is not None:
            return lambda _: literal_us
        spec = self._mapping.duration.get(name)
        column, unit = (spec.column, spec.unit) if spec is not None else (name, "s")
        try:
            index = self._columns.index(column)
        except BadKey as error:
            raise BadKey(f"no duration, and {error}") if spec is None else error from None
        return lambda row: duration_us(row.cells[index], unit, column)

    def _choice(self, spec: TimeSpec) -> Moment:
        choices = [(compile_when(choice.when, self._columns), self.sum(choice.at)) for choice in spec.choose or []]

        def chosen(row: Row) -> int:
            for when, moment in choices:
                if when is None or when(row):
                    return moment(row)
            raise BadCell(Why.BAD_TIME, "none of the time's choices holds")

        return chosen

    def _written(self, spec: TimeSpec) -> Moment:
        names = [spec.column] if spec.column is not None else list(spec.columns or [])
        indexes = [self._columns.index(name) for name in names]
        if not indexes:
            raise BadKey("columns is empty")
        column = names[-1]
        parse = _parser(spec.format, column)
        in_zone = _in_zone(self._zone(spec), self._mapping.clock_change, column)
        earliest = self.named(spec.not_before) if spec.not_before is not None else None
        slack_us = literal_duration_us(spec.slack)
        if slack_us is None:
            raise BadKey(f"slack: {shown(spec.slack)} is no length such as 30s or 1h")

        @lru_cache(maxsize=REMEMBERED_TIMES)
        def instant(text: str) -> int:
            return in_zone(parse(text))

        def written(row: Row) -> int:
            text = row.cells[indexes[0]] if len(indexes) == 1 else " ".join([row.cells[i] for i in indexes])
            us = instant(text)
            if earliest is None or us >= (least := earliest(row) - slack_us):
                return us
            if spec.early == "raise":
                row.remarks.append(f"{column} before {spec.not_before}: taken as that")
                return least + slack_us
            if spec.early == "reject":
                raise BadCell(Why.BAD_TIME, f"{shown(text)} is before {spec.not_before}", column)
            read = parse(text)
            if isinstance(read, datetime) and (us := in_zone(read + DAY)) >= least:
                return us
            raise BadCell(Why.BAD_TIME, f"{shown(text)} is more than a day before {spec.not_before}", column)

        return written

    def _zone(self, spec: TimeSpec) -> ZoneInfo | None:
        name = spec.zone if spec.zone is not None else self._mapping.zone
        if name is None:
            if spec.format != "iso" and spec.format not in EPOCHS_US and "%z" not in spec.format:
                raise BadKey(f"format {shown(spec.format)} says no zone, so zone is needed, here or for the file")
            return None
        try:
            return ZoneInfo(name)
        except (KeyError, OSError, ValueError):
            raise BadKey(f"{shown(name)} is no time zone such as Asia/Tehran") from None


def _parser(form: str, column: str) -> Callable[[str], datetime | int]:
    """From text to a datetime, perhaps still without a zone, or to microseconds."""
    if form in EPOCHS_US:
        return lambda text: _epoch(text, EPOCHS_US[form], column)
    if form == "iso":
        read: Callable[[str], datetime] = datetime.fromisoformat
    elif "%" in form:

        def read(text: str) -> datetime:
            return datetime.strptime(text, form)  # noqa: DTZ007  the zone comes next, in _in_zone
    else:
        raise BadKey(f"format {shown(form)}{nearest(form, ['iso', *EPOCHS_US])} Or a pattern such as %Y-%m-%d %H:%M:%S")

    def parse(text: str) -> datetime:
        try:
            return read(text)
        except ValueError:
            raise BadCell(Why.BAD_TIME, f"{shown(text)} is not of the form {form}", column) from None

    return parse


def _epoch(text: str, unit_us: int, column: str) -> int:
    try:
        us = int(Decimal(text) * unit_us)
    except (InvalidOperation, ValueError, OverflowError):
        us = -1
    if not 0 <= us < LAST_US:
        raise BadCell(Why.BAD_TIME, f"{shown(text)} is no time since 1970", column)
    return us


def _in_zone(zone: ZoneInfo | None, clock_change: str, column: str) -> Callable[[datetime | int], int]:
    def in_zone(read: datetime | int) -> int:
        if isinstance(read, int):
            return read
        if read.tzinfo is not None:
            return micros(read)
        if zone is None:
            raise BadCell(Why.BAD_TIME, f"{read.isoformat()} says no zone, and the mapping names none", column)
        first, second = _offset(read, zone, 0), _offset(read, zone, 1)
        if first < second:
            raise BadCell(Why.BAD_TIME, f"{read.isoformat()} was skipped by the clocks of {zone.key}", column)
        if first > second and clock_change == "reject":
            raise BadCell(Why.BAD_TIME, f"{read.isoformat()} came twice by the clocks of {zone.key}", column)
        return micros(read.replace(tzinfo=UTC) - (second if clock_change == "second" else first))

    return in_zone


def _offset(local: datetime, zone: ZoneInfo, fold: int) -> timedelta:
    return local.replace(tzinfo=zone, fold=fold).utcoffset() or timedelta()
