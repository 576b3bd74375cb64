"""The table of one channel, no wider than there is room for."""

from collections.abc import Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from streams.report.columns import Column, Layout
from streams.report.lines import ALL, Figures

GAP = 2
"""Blanks after a column."""
QUEUE_WIDTH = 24
"""A longer name is broken up."""


class ChannelTable:
    """Days, queues and totals of a channel. Columns that can be spared are left out until the rest fits."""

    def __init__(self, lines: Sequence[Figures], layout: Layout, timezone: str) -> None:
        self._lines = lines
        self._layout = layout
        self._timezone = timezone
        columns = [column for column in layout.columns if column.asked is None or any(map(column.asked, lines))]
        self._columns = [(column, [column.show(line) for line in lines]) for column in columns]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        shown = self._fitting(options.max_width)
        yield self._table(shown)
        spared = len(self._columns) - len(shown)
        if spared:
            yield Text(f"{spared} more columns where there is room; every figure with --json or --csv", style="dim")

    def _fitting(self, width: int) -> list[tuple[Column, list[str]]]:
        shown = list(self._columns)
        room = width - _wide(["2000-01-01"]) - min(_wide([line.queue for line in self._lines]), QUEUE_WIDTH + GAP)
        while len(shown) > 1 and sum(_wide([*column.head.split("\n"), *cells]) for column, cells in shown) > room:
            del shown[max(range(len(shown)), key=lambda place: (shown[place][0].spare, place))]
        return shown

    def _table(self, columns: list[tuple[Column, list[str]]]) -> RenderableType:
        layout = self._layout
        title = f"{layout.title}{f', times in {layout.unit}' if layout.unit else ''}, days of {self._timezone}"
        table = Table(
            title=title,
            title_justify="left",
            header_style="bold",
            box=SIMPLE_HEAD,
            show_edge=False,
            padding=(0, 1, 0, 0),
        )
        table.add_column("day", no_wrap=True, vertical="bottom")
        table.add_column("queue", max_width=QUEUE_WIDTH, overflow="fold", vertical="bottom")
        for column, _ in columns:
            table.add_column(column.head, justify="right", no_wrap=True, vertical="bottom")
        for first, line, cells in self._rows([cells for _, cells in columns]):
            if first:
                table.add_section()
            style = "bold" if line.queue == ALL else None
            table.add_row(first, line.queue, *cells, style=style)
        return table

    def _rows(self, columns: list[list[str]]) -> Iterator[tuple[str, Figures, list[str]]]:
        """The day where it begins, else nothing; the line and its cells."""
        before: str | None = ""
        for place, line in enumerate(self._lines):
            yield (line.day or "total") if line.day != before else "", line, [cells[place] for cells in columns]
            before = line.day


def _wide(texts: list[str]) -> int:
    return max(map(cell_len, texts), default=0) + GAP
