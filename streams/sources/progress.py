"""The bars that a replay shows: the file as it is read, the events as they are sent and, for a report, counted."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.progress import TimeElapsedColumn as Elapsed

from streams.events.times import rfc3339
from streams.sources.outcome import Tally
from streams.sources.replay import ReplayCounts


class ReplayProgress:
    """`with` it; hand `reading` to the Reading, `sending` to `replay`, and `counting` to a report.

    The tally tells how many events there are.
    """

    def __init__(self, console: Console, tally: Tally) -> None:
        text, bar = TextColumn("{task.description}"), BarColumn()
        self._files = Progress(text, bar, DownloadColumn(), Elapsed(), console=console)
        self._events = Progress(
            text, bar, MofNCompleteColumn(), Elapsed(), TextColumn("{task.fields[at]}"), console=console
        )
        self._tally = tally
        self._file: TaskID | None = None
        self._sent: TaskID | None = None
        self._counted: TaskID | None = None

    def __enter__(self) -> Self:
        self._files.start()
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._files.stop()
        self._events.stop()

    def reading(self, done: int, total: int) -> None:
        """Bytes of the file as it lies on the disk."""
        if self._file is None:
            self._file = self._files.add_task("Reading", total=total)
        self._files.update(self._file, completed=done)

    def sending(self, counts: ReplayCounts) -> None:
        """Events given to the broker; the last column is the time in the file."""
        at = rfc3339(counts.last_us) if counts.last_us is not None else ""
        if self._sent is None:
            self._files.stop()
            self._events.start()
            self._sent = self._events.add_task("Sending", total=self._tally.events.total(), at=at)
        self._events.update(self._sent, completed=counts.events, at=at)

    def counting(self, done: int) -> None:
        """Records folded into figures: the events, and the ticks that end them."""
        if self._counted is None:
            self._files.stop()
            self._events.start()
            self._counted = self._events.add_task("Counting", total=self._tally.events.total(), at="")
        self._events.update(self._counted, completed=min(done, self._tally.events.total()))
