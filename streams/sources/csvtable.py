"""The rows of a CSV file, each with the line it starts on."""

import csv
from collections.abc import Iterable, Iterator

from streams.sources.cells import Columns
from streams.sources.outcome import MappingError, RejectedLine, SourceError, Why
from streams.sources.specs import Mapping


class CsvTable:
    """The csv reader with the header taken off; iterates over (first line of the row, cells)."""

    def __init__(self, text: Iterable[str], mapping: Mapping, file: str) -> None:
        form = mapping.file
        self._file = file
        self._trim = form.trim
        lines = iter(text)
        for _ in range(form.skip_lines):
            next(lines, None)
        self._skipped = form.skip_lines
        try:
            self._reader = (
                csv.reader(lines, delimiter=form.delimiter, quotechar=form.quote, strict=True)
                if form.quote
                else csv.reader(lines, delimiter=form.delimiter, quoting=csv.QUOTE_NONE, strict=True)
            )
        except (TypeError, ValueError) as error:
            raise MappingError(mapping.path, "file", str(error)) from error
        if not form.header and not form.columns:
            raise MappingError(mapping.path, "file.columns", "the columns' names are needed where header = false")
        if form.header and form.columns:
            raise MappingError(
                mapping.path, "file.columns", "the header names the columns: header = false, or none here"
            )
        self.columns = Columns(form.columns if not form.header else self._header())

    def _header(self) -> list[str]:
        try:
            return [name.strip() for name in next(self._reader)]
        except StopIteration:
            raise SourceError(f"{self._file}: is empty, a header was expected") from None
        except csv.Error as error:
            raise SourceError(f"{self._file}: its header cannot be read: {error}") from None

    def __iter__(self) -> Iterator[tuple[int, list[str] | RejectedLine]]:
        reader = self._reader
        while True:
            line = reader.line_num + self._skipped + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                last = reader.line_num + self._skipped
                extent = f" (up to line {last})" if last > line else ""
                yield line, RejectedLine(self._file, line, Why.MALFORMED, f"{error}{extent}")
                continue
            yield line, [cell.strip() for cell in cells] if self._trim else cells
