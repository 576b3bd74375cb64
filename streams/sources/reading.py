"""Files, plain or gzipped, as events in time order, with everything counted that does not become one."""

import codecs
import gzip
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from streams.events.topics import TYPE_NAMES
from streams.events.types import Event
from streams.sources.asterisk import read_queue_log
from streams.sources.files import Progress, SourceFile
from streams.sources.ndjson import read_events
from streams.sources.ordering import IN_MEMORY, in_time_order
from streams.sources.outcome import MappingError, Outcome, Passed, RejectedLine, SourceError, Tally
from streams.sources.rows import read_objects, read_rows
from streams.sources.specs import Mapping

REJECTED_KEPT: Final = 1_000


def _asterisk(source: SourceFile) -> Iterator[Sequence[Outcome]]:
    return read_queue_log(source.lines(), source.name)


def _events(source: SourceFile) -> Iterator[Sequence[Outcome]]:
    return read_events(source.lines(), source.name)


def _csv(source: SourceFile, mapping: Mapping) -> Iterator[Sequence[Outcome]]:
    try:
        codecs.lookup(mapping.file.encoding)
    except LookupError:
        raise MappingError(mapping.path, "file.encoding", f"{mapping.file.encoding!r} is no encoding") from None
    return read_rows(source.text(mapping.file.encoding), mapping, source.name)


def _jsonl(source: SourceFile, mapping: Mapping) -> Iterator[Sequence[Outcome]]:
    return read_objects(source.lines(), mapping, source.name)


PLAIN: Final[dict[str, Callable[[SourceFile], Iterator[Sequence[Outcome]]]]] = {
    "asterisk-queue-log": _asterisk,
    "events": _events,
}
MAPPED: Final[dict[str, Callable[[SourceFile, Mapping], Iterator[Sequence[Outcome]]]]] = {
    "csv": _csv,
    "jsonl": _jsonl,
}
"""Those whose fields only a mapping explains."""

FORMATS: Final = tuple(sorted([*PLAIN, *MAPPED]))
"""What a file can be, by the name that `--format` takes."""


@dataclass
class Reading:
    """One file being read: iterate over it once, for its events in time order.

    `tally` fills up meanwhile and is whole when the first event comes. SourceError when the file as a whole cannot be
    read, MappingError when the mapping does not fit it.
    """

    path: Path
    format: str
    mapping: Mapping | None = None
    on_progress: Progress | None = None
    on_rejected: Callable[[RejectedLine], None] | None = None
    """Told of every line that is refused, as it is met."""
    in_memory: int = IN_MEMORY
    tally: Tally = field(default_factory=Tally)
    rejected: list[RejectedLine] = field(default_factory=list)
    """The first 1,000; the tally counts all."""

    def __post_init__(self) -> None:
        if self.format not in FORMATS:
            raise SourceError(f"{self.format!r} is no format; there is {', '.join(FORMATS)}")
        if (self.format in MAPPED) != (self.mapping is not None):
            needed = f"format {self.format} needs a mapping"
            raise SourceError(needed if self.mapping is None else f"only {' and '.join(MAPPED)} take a mapping")

    def __iter__(self) -> Iterator[Event]:
        return in_time_order(self._events(), self.in_memory)

    def _events(self) -> Iterator[Event]:
        for outcomes in self._outcomes():
            self.tally.rows += 1
            for outcome in outcomes:
                if isinstance(outcome, Event):
                    self.tally.events[TYPE_NAMES[type(outcome)]] += 1
                    yield outcome
                elif isinstance(outcome, Passed):
                    getattr(self.tally, outcome.how)[outcome.reason] += 1
                else:
                    self._reject(outcome)

    def _reject(self, line: RejectedLine) -> None:
        self.tally.rejected[str(line.reason)] += 1
        if len(self.rejected) < REJECTED_KEPT:
            self.rejected.append(line)
        if self.on_rejected is not None:
            self.on_rejected(line)

    def _outcomes(self) -> Iterator[Sequence[Outcome]]:
        try:
            source = SourceFile(self.path, self.on_progress)
        except OSError as error:
            raise SourceError(f"{self.path}: {error.strerror}") from error
        try:
            if self.mapping is None:
                yield from PLAIN[self.format](source)
            else:
                yield from MAPPED[self.format](source, self.mapping)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise SourceError(f"{self.path}: its gzip stream is damaged or cut off: {error}") from error
        except (UnicodeError, OSError) as error:
            raise SourceError(f"{self.path}: {error}") from error
        finally:
            source.close()
