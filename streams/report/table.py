"""The report for people: tables in a terminal."""

from collections.abc import Callable, Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from streams.records import Duration
from streams.report.build import Figures, FileFigures, Report

DASH = "–"
EXAMPLES_SHOWN = 10

Column = tuple[str, Callable[[Figures], str]]


def tables(report: Report, within: str = "X s") -> RenderableType:
    """Waits, handling, and what became of the file. `within` is the policy's limit for a quick answer."""
    parts: list[RenderableType] = []
    if report.days:
        lines = [*report.days, *report.totals]
        parts.append(_table(f"Calls and their waits (s), days of {report.timezone}", lines, _waits(within)))
        parts.append(_table(f"Handling (s), days of {report.timezone}", lines, HANDLING))
    else:
        parts.append(Text("No metric records of a day: nothing was offered."))
    if report.file is not None:
        parts.append(_file(report.file))
    parts.append(_reasons("Dead letters", report.dead_letters) or Text("Dead letters: none"))
    return Group(*parts)


def _table(title: str, lines: Iterable[Figures], columns: Iterable[Column]) -> Table:
    columns = list(columns)
    table = Table(title=title, title_justify="left", header_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("day", no_wrap=True)
    table.add_column("queue")
    for name, _ in columns:
        table.add_column(name, justify="right")
    day: str | None = ""
    for figures in lines:
        if figures.day != day:
            table.add_section()
        style = "bold" if figures.queue == "all" else None
        first = (figures.day or "total") if figures.day != day else ""
        table.add_row(first, figures.queue, *(show(figures) for _, show in columns), style=style)
        day = figures.day
    return table


def _waits(within: str) -> list[Column]:
    return [
        ("offered", _count("offered")),
        ("answered", _count("answered")),
        (f"≤ {within}", _count("answered_within")),
        ("service level", lambda figures: _percent(figures.service_level)),
        ("abandoned", _count("abandoned")),
        ("short", _count("short_abandoned")),
        ("ASA", _duration("wait_answered", "mean_s")),
        ("p50", _duration("wait_answered", "p50_s")),
        ("p90", _duration("wait_answered", "p90_s")),
        ("p95", _duration("wait_answered", "p95_s")),
        ("p99", _duration("wait_answered", "p99_s")),
        ("max", _duration("wait_answered", "max_s")),
        ("abandoned after", _duration("wait_abandoned", "mean_s")),
        ("left", lambda figures: ", ".join(f"{n} {why}" for why, n in figures.left.items()) or DASH),
    ]


def _count(name: str) -> Callable[[Figures], str]:
    return lambda figures: f"{figures.counts[name]:,}"


def _duration(name: str, measure: str) -> Callable[[Figures], str]:
    def show(figures: Figures) -> str:
        duration: Duration | None = figures.durations.get(name)
        value: float | None = getattr(duration, measure) if duration is not None else None
        return DASH if value is None else f"{value:,.1f}"

    return show


def _percent(share: float | None) -> str:
    return DASH if share is None else f"{share:.1%}"


HANDLING: list[Column] = [
    ("handled", _count("handled")),
    ("talk mean", _duration("talk", "mean_s")),
    ("p50", _duration("talk", "p50_s")),
    ("p90", _duration("talk", "p90_s")),
    ("p95", _duration("talk", "p95_s")),
    ("p99", _duration("talk", "p99_s")),
    ("max", _duration("talk", "max_s")),
    ("holds", _count("held")),
    ("hold mean", _duration("hold", "mean_s")),
    ("handle mean", _duration("handle", "mean_s")),
    ("p50", _duration("handle", "p50_s")),
    ("p95", _duration("handle", "p95_s")),
    ("transferred", _count("transferred")),
    ("rings missed", _count("ring_missed")),
]


def _file(file: FileFigures) -> RenderableType:
    total = sum(file.events.values())
    parts: list[RenderableType] = [Text(f"{file.file}: {file.rows:,} rows, {total:,} events", style="bold")]
    for title, reasons in (
        ("left out by the mapping's rules", file.filtered),
        ("passed over", file.ignored),
        ("noted, and counted as usual", file.noted),
        ("REJECTED", file.rejected),
    ):
        if (shown := _reasons(title, reasons)) is not None:
            parts.append(shown)
    parts += [Text(f"    {example}") for example in file.examples[:EXAMPLES_SHOWN]]
    return Group(*parts)


def _reasons(title: str, reasons: dict[str, int]) -> Text | None:
    if not reasons:
        return None
    lines = [f"  {title}: {sum(reasons.values()):,}"]
    lines += [f"    {n:>9,}  {why}" for why, n in sorted(reasons.items(), key=lambda item: -item[1])]
    return Text("\n".join(lines))
