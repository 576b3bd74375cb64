"""The rows of a file of JSON objects, one a line, as a table: a field's name is a column, `a.b` is b within a."""

from collections.abc import Iterable, Iterator
from itertools import chain

import msgspec

from streams.sources.cells import Columns
from streams.sources.lines import decoded
from streams.sources.outcome import MappingError, RejectedLine, SourceError, Why
from streams.sources.specs import FileSpec, Mapping

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
CSV_ONLY = ("delimiter", "quote", "encoding", "header", "skip_lines")

Flat = dict[str, object]
Line = tuple[int, Flat | RejectedLine | None]
"""None: blank."""

_decoder = msgspec.json.Decoder(dict[str, object], float_hook=str)
"""Numbers with decimals stay as they are written."""


class JsonTable:
    """Iterates over (line, cells); a blank line has none. Without `columns` the first object names them."""

    def __init__(self, lines: Iterable[tuple[int, bytes]], mapping: Mapping, file: str) -> None:
        form = mapping.file
        for key in CSV_ONLY:
            if getattr(form, key) != getattr(FileSpec(), key):
                raise MappingError(mapping.path, f"file.{key}", "says nothing about JSON lines")
        self._file = file
        self._trim = form.trim
        self._lines = (self._line(number, raw) for number, raw in lines)
        self.columns = Columns(form.columns or self._first())

    def _first(self) -> list[str]:
        """Looks ahead to the first object; what was passed on the way comes again."""
        passed: list[Line] = []
        for number, found in self._lines:
            passed.append((number, found))
            if isinstance(found, dict) and found:
                self._lines = (line for line in chain(passed, self._lines))
                return list(found)
        raise SourceError(f"{self._file}: holds no JSON object to name the columns")

    def _line(self, number: int, raw: bytes) -> Line:
        text = decoded(raw.removeprefix(BYTE_ORDER_MARK) if number == 1 else raw, self._file, number)
        if isinstance(text, RejectedLine):
            return number, text
        if not text.strip():
            return number, None
        try:
            return number, dict(_flat(_decoder.decode(text)))
        except (msgspec.MsgspecError, RecursionError) as error:
            return number, RejectedLine(self._file, number, Why.MALFORMED, f"no JSON object: {error}")

    def __iter__(self) -> Iterator[tuple[int, list[str] | RejectedLine]]:
        names = self.columns.names
        for number, found in self._lines:
            if isinstance(found, dict):
                cells = [_text(found.get(name)) for name in names]
                yield number, [cell.strip() for cell in cells] if self._trim else cells
            else:
                yield number, [] if found is None else found


def _flat(found: Flat, within: str = "") -> Iterator[tuple[str, object]]:
    for name, value in found.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{within}{name}.")
        else:
            yield within + name, value


def _text(value: object) -> str:
    """A null is an empty cell, a list its own JSON."""
    if isinstance(value, str):
        return value
    return "" if value is None else msgspec.json.encode(value).decode()
