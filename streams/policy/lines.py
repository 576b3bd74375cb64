"""Where in a TOML file a key stands; the parser that Python brings does not say."""

import re
import tomllib
from collections.abc import Iterator
from typing import Final

Path = tuple[str | int, ...]

_BLANK: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRINGS: Final = (r'"""(?:\\.|[^\\])*?"{3,5}', r"'''.*?'{3,5}", r'"(?:\\.|[^"\\\n])*"', r"'[^'\n]*'")
_STRING: Final = re.compile("|".join(_STRINGS), re.DOTALL)
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR: Final = re.compile(r"[^,\]}#\r\n]+")


def key_lines(text: str) -> dict[Path, int]:
    """The first line of each table, key and list entry by its path; the text must be TOML that can be read."""
    lines: dict[Path, int] = {}
    reader = _Reader(text)
    for path, at in reader.document():
        # Tables that are only named on the way to another one have their first line as well.
        for length in range(1, len(path) + 1):
            lines.setdefault(path[:length], text.count("\n", 0, at) + 1)
    return lines


class _Reader:
    """Walks over a text that is known to be right, so it looks only as far as it must."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._tables: dict[Path, int] = {}  # how many entries a list of tables has so far

    def document(self) -> Iterator[tuple[Path, int]]:
        """Every path with the place where it begins."""
        table: Path = ()
        while self._skip_blank():
            start = self._at
            if self._text.startswith("[", start):
                table = self._header()
                yield table, start
            else:
                yield from self._pair(table)

    def _header(self) -> Path:
        listed = self._text.startswith("[[", self._at)
        self._at += 2 if listed else 1
        path = self._within(self._key())
        self._at += 2 if listed else 1
        if listed:
            self._tables[path] = self._tables.get(path, -1) + 1
            path = (*path, self._tables[path])
        return path

    def _within(self, path: Path) -> Path:
        """`[list.key]` after `[[list]]` means the entry begun last."""
        whole: Path = ()
        for number, part in enumerate(path):
            whole = (*whole, part)
            if number < len(path) - 1 and whole in self._tables:
                whole = (*whole, self._tables[whole])
        return whole

    def _pair(self, table: Path) -> Iterator[tuple[Path, int]]:
        start = self._at
        path = (*table, *self._key())
        self._at += 1  # the equals sign
        yield path, start
        yield from self._value(path)

    def _key(self) -> Path:
        parts: list[str] = []
        while True:
            self._skip_blank()
            found = _STRING.match(self._text, self._at) or _BARE.match(self._text, self._at)
            assert found is not None  # noqa: S101  the text is TOML
            self._at = found.end()
            parts.append(_unquoted(found[0]))
            self._skip_blank()
            if not self._text.startswith(".", self._at):
                return tuple(parts)
            self._at += 1

    def _value(self, path: Path) -> Iterator[tuple[Path, int]]:
        self._skip_blank()
        if self._text.startswith("[", self._at):
            yield from self._list(path)
        elif self._text.startswith("{", self._at):
            yield from self._inline_table(path)
        else:
            found = _STRING.match(self._text, self._at) or _SCALAR.match(self._text, self._at)
            assert found is not None  # noqa: S101  the text is TOML
            self._at = found.end()

    def _list(self, path: Path) -> Iterator[tuple[Path, int]]:
        number = 0
        self._at += 1
        while self._next_in("]"):
            yield (*path, number), self._at
            yield from self._value((*path, number))
            number += 1

    def _inline_table(self, path: Path) -> Iterator[tuple[Path, int]]:
        self._at += 1
        while self._next_in("}"):
            yield from self._pair(path)

    def _next_in(self, end: str) -> bool:
        """Over a comma to what follows; False at the end, which is left behind."""
        self._skip_blank()
        if self._text.startswith(",", self._at):
            self._at += 1
            self._skip_blank()
        if self._text.startswith(end, self._at):
            self._at += 1
            return False
        return True

    def _skip_blank(self) -> bool:
        """False at the end of the text."""
        found = _BLANK.match(self._text, self._at)
        if found is not None:
            self._at = found.end()
        return self._at < len(self._text)


def _unquoted(part: str) -> str:
    if part[0] not in "\"'":
        return part
    value: str = tomllib.loads(f"value = {part}")["value"]
    return value
