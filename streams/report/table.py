"""The report for people: a table for each channel, and what became of the file."""

from rich.console import Group, RenderableType
from rich.text import Text

from streams.report.channel_table import ChannelTable
from streams.report.columns import layouts
from streams.report.lines import ALL, FileFigures, Report

EXAMPLES_SHOWN = 10


def tables(report: Report, within: str = "X s") -> RenderableType:
    """`within` is the policy's limit for a quick answer of a call."""
    parts: list[RenderableType] = []
    for channel, layout in layouts(within).items():
        lines = [
            line
            for line in (*report.days, *report.totals)
            if line.channel == channel and (channel != ALL or line.queue == ALL)
        ]
        if lines:
            parts += [ChannelTable(lines, layout, report.timezone), Text()]
    if not parts:
        parts.append(Text("No metric records of a day: nothing was offered."))
    if report.file is not None:
        parts.append(_file(report.file))
    parts.append(_reasons("Dead letters", report.dead_letters) or Text("Dead letters: none"))
    return Group(*parts)


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
