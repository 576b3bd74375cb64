"""The standing of the queues as a table for people, or as one line for logs."""

from collections.abc import Mapping
from io import StringIO

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from streams.demo.standing import LIVE_WITHIN_S, QUIET_AFTER_S, Desk, Row, Standing

NOTHING = "–"
HEADINGS = (
    "queue",
    "waiting",
    "longest\nwait",
    "in\nprogress",
    "level,\n30 minutes",
    "level,\ntoday",
    "target",
    "answered\ntoday",
    "abandoned\ntoday",
    "ASA\ntoday",
)
DISPENSABLE = frozenset({"in\nprogress", "target"})
"""Left out where there is no room."""
ROOMY, SUFFICIENT = 114, 96
"""Columns of a terminal, for all with space between them, and for all."""


def drawn(
    standing: Standing, now_us: int, urls: Mapping[str, str], width: int, height: int | None = None
) -> RenderableType:
    """The table in `width` columns, how fresh it is, and where to look further.

    Of queues that do not fit into `height` lines those are left out in which nobody waits, or not for long.
    """
    rows = standing.rows(now_us)
    whole = _drawn(rows, 0, standing, now_us, urls, width)
    if height is None:
        return whole
    lines = len(Console(width=width, height=height, file=StringIO()).render_lines(whole, pad=False))
    if lines <= height:
        return whole
    queues = sorted((row for row in rows if row.name is not None), key=_need)
    most = max(len(queues) - (lines - height) - 1, 1)  # a line says how many are left out
    kept = queues[:most]
    return _drawn(
        [row for row in rows if row.name is None or row in kept], len(queues) - len(kept), standing, now_us, urls, width
    )


def _need(row: Row) -> tuple[float, int]:
    """Who needs a look first comes first."""
    return -(row.longest_wait_s or 0.0), -row.waiting


def _drawn(
    rows: list[Row], left_out: int, standing: Standing, now_us: int, urls: Mapping[str, str], width: int
) -> RenderableType:
    table = Table(
        title="Pasokh: the contact centre now",
        title_justify="left",
        box=box.MINIMAL_HEAVY_HEAD,
        padding=(0, 1) if width >= ROOMY else 0,
        pad_edge=False,
    )
    shown = [heading for heading in HEADINGS if width >= SUFFICIENT or heading not in DISPENSABLE]
    for heading in shown:
        table.add_column(heading, justify="left" if heading == "queue" else "right", overflow="ellipsis", no_wrap=True)
    for row in rows:
        if row.name is None:
            table.add_section()
        cells = dict(zip(HEADINGS, _cells(row, short=width < SUFFICIENT), strict=True))
        table.add_row(*(cells[heading] for heading in shown), style="bold" if row.name is None else "")
    desk = standing.desk()
    tickets = [] if desk is None else [Text(_desk_in_words(desk))]
    more = (
        [Text(f"Not shown: {left_out} of the queues; a higher window has room for them.", style="dim")]
        if left_out
        else []
    )
    links = [Text.assemble((f"{name}: ", "dim"), url) for name, url in urls.items()]
    return Group(
        table, *more, *tickets, Text(freshness(standing, now_us)), *links, Text("Ctrl-C ends it all.", style="dim")
    )


def line(standing: Standing, now_us: int) -> str:
    """All queues in one line, for where there is no terminal."""
    parts = [_in_words(row) for row in reversed(standing.rows(now_us))]
    desk = standing.desk()
    if desk is not None:
        parts.append(_desk_in_words(desk))
    return " | ".join([*parts, freshness(standing, now_us)])


def freshness(standing: Standing, now_us: int) -> str:
    """Whether the numbers can be trusted to be those of now."""
    quiet_s, behind_s = standing.quiet_s(now_us), standing.behind_s(now_us)
    if quiet_s is None or behind_s is None:
        return "waiting for the first numbers"
    told = f"{duration(behind_s)} behind"
    if behind_s > LIVE_WITHIN_S:
        told += ": catching up"
    if quiet_s > QUIET_AFTER_S:
        return f"OLD: nothing new for {duration(quiet_s)}; event time {told}"
    return f"event time {told}"


def level(value: float | None, target: float, *, short: bool = False) -> str:
    """A service level with a shape and, if there is room, a word, so that no colour is needed to read it."""
    if value is None:
        return NOTHING
    met = value >= target
    shape = f"{'▲' if met else '▼'} {value:.0%}"
    return shape if short else f"{shape} {'met' if met else 'missed'}"


def duration(seconds: float | None) -> str:
    """`42 s`, `3:05`, `1:03:05`."""
    if seconds is None:
        return NOTHING
    whole = int(seconds)
    if whole < 60:  # noqa: PLR2004  a minute
        return f"{whole} s"
    minutes, second = divmod(whole, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02d}:{second:02d}" if hour else f"{minute}:{second:02d}"


def _cells(row: Row, *, short: bool) -> list[Text]:
    return [
        Text(_name(row)),
        Text(str(row.waiting)),
        Text(duration(row.longest_wait_s)),
        Text(str(row.in_progress)),
        _level_cell(row.level_30_min, row.target, short=short),
        _level_cell(row.level_today, row.target, short=short),
        Text(f"{row.target:.0%}"),
        Text(str(row.answered_today)),
        Text(str(row.abandoned_today)),
        Text(duration(row.asa_today_s)),
    ]


def _level_cell(value: float | None, target: float, *, short: bool) -> Text:
    if value is None:
        return Text(NOTHING, style="dim")
    return Text(level(value, target, short=short), style="green" if value >= target else "red")


def _desk_in_words(desk: Desk) -> str:
    today = f"{desk.created_today} created and {desk.resolved_today} resolved today"
    return f"tickets: {desk.backlog} in the backlog, {today}"


def _name(row: Row) -> str:
    name = "all" if row.name is None else row.name
    return name if row.channel == "call" else f"{name} ({row.channel})"


def _in_words(row: Row) -> str:
    waiting = f"{row.waiting} waiting"
    if row.longest_wait_s is not None:
        waiting += f" (longest {duration(row.longest_wait_s)})"
    figures = (
        waiting,
        f"{row.in_progress} in progress",
        f"30 min {level(row.level_30_min, row.target)}",
        f"today {level(row.level_today, row.target)}",
        f"{row.answered_today} answered",
        f"{row.abandoned_today} abandoned",
        f"ASA {duration(row.asa_today_s)}",
    )
    return f"{_name(row)}: {', '.join(figures)}"
