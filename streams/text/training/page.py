"""The generated part of docs/models.md, from the report of the weights that ship.

`python -m streams.text.training.page docs/models.md` writes it anew.
"""

import re
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import msgspec

from streams.text.training.figures import Figure

_PART = re.compile(r"(<!-- generated: figures -->\n).*?(<!-- end -->)", re.DOTALL)
_SECTIONS = (
    ("Languages", "language"),
    ("Sentiment", "sentiment"),
    ("Abuse and false alarms", ("abuse", "false alarms")),
)
_NEVER_SEEN = ", set never seen"


class Report(msgspec.Struct, frozen=True):
    """What `pasokh train` keeps beside the weights."""

    sets: list[dict[str, str | int]]
    figures: list[Figure]


def shipped() -> Report:
    """Of the weights in the package."""
    content = files("streams.text").joinpath("weights", "report.json").read_bytes()
    return msgspec.json.decode(content, type=Report)


def refreshed(page: str) -> str:
    """The page with its tables anew; ValueError when it has no place for them."""
    fresh, found = _PART.subn(lambda part: f"{part[1]}\n{tables(shipped())}\n{part[2]}", page)
    if found != 1:
        raise ValueError("the page needs exactly one <!-- generated: figures --> ... <!-- end -->")
    return fresh


def tables(report: Report) -> str:
    """One table a section: a row a set, a column a figure."""
    counts = [[str(one["name"]), f"{one['trained']:,}", f"{one['held_out']:,}"] for one in report.sets]
    parts = ["### Sides\n", _table(["set", "learned from", "held out"], counts)]
    for title, beginnings in _SECTIONS:
        chosen = [figure for figure in report.figures if figure.what.startswith(beginnings)]
        seen = [figure for figure in chosen if not figure.what.endswith(_NEVER_SEEN)]
        parts += [f"\n### {title}\n", _pivot(seen)]
        never = [figure for figure in chosen if figure.what.endswith(_NEVER_SEEN)]
        if never:
            parts += [f"\n### {title} of sets never seen\n", _pivot(never)]
    return "\n".join(parts)


def _pivot(figures: Sequence[Figure]) -> str:
    columns = list(dict.fromkeys(figure.what for figure in figures))
    rows = []
    for name in dict.fromkeys(figure.name for figure in figures):
        values = {figure.what: f"{figure.value:.3f} ({figure.texts:,})" for figure in figures if figure.name == name}
        rows.append([name, *(values.get(column, "") for column in columns)])
    return _table(["", *(column.removesuffix(_NEVER_SEEN) for column in columns)], rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        path = Path(argument)
        path.write_text(refreshed(path.read_text(encoding="utf-8")), encoding="utf-8")
