"""What stands at the end of each day, as a backlog does: it is there on days on which nothing happens."""

from collections.abc import Iterable, Mapping

from streams.report.lines import Columns, Figures

Place = tuple[str, str]
"""Channel and queue."""


def until_the_end(days: Iterable[Figures], columns: Mapping[str, Columns]) -> list[Figures]:
    """Without the days after the last on which anything happened.

    The clock is moved on for days after the end of a file; what the file left open would stand on each of them.
    """
    days = list(days)
    end = max((line.day or "" for line in days if _happened(line, columns[line.channel])), default="")
    return [line for line in days if (line.day or "") <= end]


def _happened(line: Figures, columns: Columns) -> bool:
    counted = any(n for name, n in line.counts.items() if name not in columns.standing)
    return counted or any(line.sums.values()) or bool(line.durations)


def closing(days: Iterable[Figures], columns: Mapping[str, Columns]) -> dict[Place, dict[str, int]]:
    """What stands at the end of the last day; what has no line then has nothing left."""
    days = list(days)
    last = max((line.day or "" for line in days), default="")
    return {
        (line.channel, line.queue): {name: line.counts[name] for name in columns[line.channel].standing}
        for line in days
        if line.day == last
    }
