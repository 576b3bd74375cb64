"""Rows through a mapping: each row becomes all of its events, or is rejected, dropped or noted by name."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from streams.sources.cells import BadCell, BadKey, Columns, Row, under
from streams.sources.conditions import compile_when
from streams.sources.csvtable import CsvTable
from streams.sources.eventmaps import EventMapping, name_of
from streams.sources.fields import compile_template
from streams.sources.following import Following
from streams.sources.jsontable import JsonTable
from streams.sources.moments import Moments
from streams.sources.outcome import MappingError, Outcome, Passed, RejectedLine, Why
from streams.sources.specs import Mapping

UNCHANGED = "nothing changed"


def read_rows(text: Iterable[str], mapping: Mapping, file: str) -> Iterator[Sequence[Outcome]]:
    """CSV, row by row. `text` is the decoded file, lines with their ends; bad bytes stand as lone surrogates."""
    return _read(CsvTable(text, mapping, file), mapping, file)


def read_objects(lines: Iterable[tuple[int, bytes]], mapping: Mapping, file: str) -> Iterator[Sequence[Outcome]]:
    """JSON lines, one by one, numbered from 1."""
    return _read(JsonTable(lines, mapping, file), mapping, file)


def _read(table: CsvTable | JsonTable, mapping: Mapping, file: str) -> Iterator[Sequence[Outcome]]:
    rows = RowMapping(mapping, table.columns, file)
    for line, cells in table:
        if isinstance(cells, RejectedLine):
            yield (cells,)
        elif not cells:
            yield (Passed(line, "ignored", "blank line"),)
        else:
            yield rows.outcomes(cells, line)


class RowMapping:
    """A mapping compiled against a file's columns; MappingError when the two do not fit."""

    def __init__(self, mapping: Mapping, columns: Columns, file: str) -> None:
        self._file = file
        self._names = columns.names
        self._row_number = 0
        try:
            self._compile(mapping, columns)
        except BadKey as error:
            raise MappingError(mapping.path, error.key, error.problem) from None

    def _compile(self, mapping: Mapping, columns: Columns) -> None:
        given: dict[str, Callable[[Row], str]] = {"@row": lambda row: str(row.number), "@file": lambda _: self._file}
        for name, duration in mapping.duration.items():
            with under(f"duration.{name}.column"):
                columns.index(duration.column)
        moments = Moments(mapping, columns)
        for name in mapping.time:
            moments.named(name)
        self._following = None if mapping.follow is None else Following(mapping.follow, mapping, columns, moments)
        with under("source"):
            self._source = compile_template(mapping.source, Columns([]), given)(Row((), 0))
        with under("subject"):
            self._subject = compile_template(mapping.subject, columns, given)
        self._drops = _sifts("drop", mapping, columns)
        self._notes = _sifts("note", mapping, columns)
        self._events: list[EventMapping] = []
        for number, spec in enumerate(mapping.event, start=1):
            more = {**given, "@subject": lambda row: row.subject, "@event": _always(str(number))}
            with under("id"):
                id_of = compile_template(mapping.id, columns, more)
            with under(f"event[{number}]"):
                self._events.append(EventMapping(spec, mapping, columns, moments, self._following, id_of))

    def outcomes(self, cells: Sequence[str], line: int) -> list[Outcome]:
        """All of the row's events and notes, or why there are none. `line` is the file's, counted from 1."""
        self._row_number += 1
        if len(cells) != len(self._names):
            detail = f"{len(cells)} columns where the file has {len(self._names)}"
            return [RejectedLine(self._file, line, Why.COLUMN_COUNT, detail)]
        try:
            return self._mapped(Row(cells, self._row_number), line)
        except BadCell as error:
            return [RejectedLine(self._file, line, error.reason, error.detail, error.column)]

    def _mapped(self, row: Row, line: int) -> list[Outcome]:
        _check_decoded(row.cells, self._names)
        for holds, reason in self._drops:
            if holds(row):
                return [Passed(line, "filtered", reason)]
        row.subject = name_of(self._subject(row), "subject")
        if self._following is not None:
            self._following.meet(row)
        events = [event for mapping in self._events if (event := mapping.event(row, self._source)) is not None]
        if not events and not row.unchanged:
            raise BadCell(Why.NO_EVENT, "the row meets the condition of no event")
        if self._following is not None:
            self._following.keep(row)
        reasons = [*row.remarks, *(reason for holds, reason in self._notes if holds(row))]
        notes = [Passed(line, "noted", reason) for reason in reasons]
        return [*notes, *events] if events else [Passed(line, "ignored", UNCHANGED), *notes]


def _sifts(table: str, mapping: Mapping, columns: Columns) -> list[tuple[Callable[[Row], bool], str]]:
    compiled = []
    for number, sift in enumerate(mapping.drop if table == "drop" else mapping.note, start=1):
        with under(f"{table}[{number}].when"):
            holds = compile_when(sift.when, columns)
            if holds is None:
                raise BadKey("says nothing")
            compiled.append((holds, sift.reason))
    return compiled


def _check_decoded(cells: Sequence[str], names: Sequence[str]) -> None:
    """Bytes that the encoding does not know came through as lone surrogates."""
    if "".join(cells).isascii():
        return
    for name, text in zip(names, cells, strict=True):
        try:
            text.encode()
        except UnicodeEncodeError:
            raise BadCell(Why.NOT_TEXT, "holds bytes that are not in the file's encoding", name) from None


def _always(text: str) -> Callable[[Row], str]:
    return lambda _: text
