"""A file of lines, plain or gzipped, that tells how far it has been read."""

import gzip
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Final, cast

from streams.sources.lines import LONGEST_LINE

GZIP_MAGIC: Final = b"\x1f\x8b"
PROGRESS_EVERY_LINES: Final = 500

Progress = Callable[[int, int], None]
"""Told (bytes read, bytes in all) of the file as it lies on the disk, compressed or not."""


class SourceFile:
    """An open file; gzip is recognised by its first bytes, not by its name."""

    def __init__(self, path: Path, on_progress: Progress | None = None) -> None:
        self.name = path.name
        self._on_progress = on_progress
        self._raw = path.open("rb")
        self._size = path.stat().st_size
        zipped = self._raw.read(len(GZIP_MAGIC)) == GZIP_MAGIC
        self._raw.seek(0)
        self.bytes: IO[bytes] = cast("IO[bytes]", gzip.GzipFile(fileobj=self._raw)) if zipped else self._raw

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Numbered from 1. Of a line that is too long only its first part is given, and the rest passed over."""
        number = 0
        while line := self.bytes.readline(LONGEST_LINE + 1):
            number += 1
            rest = line
            while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
                rest = self.bytes.readline(LONGEST_LINE + 1)
            self._tell(number)
            yield number, line

    def text(self, encoding: str) -> Iterator[str]:
        """Lines with their ends; what is not in `encoding` comes as lone surrogates."""
        with io.TextIOWrapper(self.bytes, encoding=encoding, errors="surrogateescape", newline="") as text:
            for number, line in enumerate(iter(lambda: text.readline(LONGEST_LINE), ""), start=1):
                self._tell(number)
                yield line

    def close(self) -> None:
        """Tell the last progress and let the file go."""
        if self._on_progress is not None:
            self._on_progress(self._size, self._size)
        self.bytes.close()
        self._raw.close()

    def _tell(self, number: int) -> None:
        if self._on_progress is not None and number % PROGRESS_EVERY_LINES == 0:
            self._on_progress(min(self._raw.tell(), self._size), self._size)
