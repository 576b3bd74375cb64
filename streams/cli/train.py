"""`pasokh train`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from streams.cli.common import fail, plain_errors

if TYPE_CHECKING:
    from streams.text.training.figures import Figure

REPORT_WIDTH = 140


def train(
    folder: Annotated[Path, typer.Argument(help="Labelled sets: fa_*.tsv, ar_*.tsv.gz, en_*.tsv ...")],
    out: Annotated[Path, typer.Option("--out", help="Directory for the weights and report.json.")],
    labels: Annotated[
        list[Path] | None, typer.Option("--labels", help="A set of your own, named in the same way; can be repeated.")
    ] = None,
    only_judge: Annotated[
        bool, typer.Option("--only-judge", help="Learn nothing: judge the weights that --out holds.")
    ] = False,
    transfer: Annotated[
        bool, typer.Option("--transfer", help="Also judge each set by what the others teach (some minutes more).")
    ] = False,
) -> None:
    """Make the weights that score texts from labelled sets, and say how good they are.

    A set is a file of lines: split, label and text, separated by tabs. The name begins with its language, fa, ar
    or en. Labels are -1, 0 and 1 for sentiment, 0 and 1 for abuse. A part of each set is held out by a hash of its text
    and judged at the end. The same sets give the same bytes.

    Example: pasokh train sets/ --out weights/

    Example: pasokh train sets/ --labels fa_our_chats.tsv --out weights/
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from streams.text.model import WeightsError
    from streams.text.training.build import STEPS, build
    from streams.text.training.report import REPORTED, report, transfer_report, write_report
    from streams.text.training.sets import SetError, read_set, read_sets

    with plain_errors():
        if not folder.is_dir():
            raise fail(f"{folder}: no such directory")
        try:
            sets = [*read_sets(folder), *(read_set(path) for path in labels or [])]
            sides = [one.sides() for one in sets]
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
            with Progress(*columns, console=Console(stderr=True)) as progress:
                if not only_judge:
                    learning = progress.add_task("learning", total=len(STEPS))
                    build([trained for trained, _ in sides], out, lambda: progress.advance(learning))
                judging = progress.add_task("judging what was held out", total=len(REPORTED))
                figures = report(out, [held for _, held in sides], lambda: progress.advance(judging))
                if transfer:
                    never_seen = progress.add_task("judging sets never seen", total=len(sets))
                    figures += transfer_report(sets, lambda: progress.advance(never_seen))
        except (SetError, WeightsError) as error:
            raise fail(str(error)) from None
    write_report(out / "report.json", sides, figures)
    _print(figures)


def _print(figures: list[Figure]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("set", "what", "value", "texts")
    for one in figures:
        table.add_row(one.name, one.what, f"{one.value:.3f}", f"{one.texts:,}")
    console = Console()
    if not console.is_terminal:
        console.width = REPORT_WIDTH
    console.print(table)
