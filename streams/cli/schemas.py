"""`pasokh schemas`."""

from pathlib import Path
from typing import Annotated

import typer


def schemas(
    folder: Annotated[Path, typer.Argument(help="Where to write them.")] = Path("schemas"),
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail if any is stale.")] = False,
) -> None:
    """Write the JSON Schemas of all events and records, and one AsyncAPI document.

    Example: pasokh schemas docs/schemas
    """
    from streams.schemas import stale, write_schemas

    if not check:
        for path in write_schemas(folder):
            typer.echo(path)
        return
    found = stale(folder)
    for name in found:
        typer.echo(f"stale: {name}")
    if found:
        typer.echo("run 'pasokh schemas' to write them anew")
        raise typer.Exit(1)
