"""`pasokh deadletters list|show|resend`."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from streams.cli.common import BrokerOption, ConfigOption, fail, plain_errors, read_settings

if TYPE_CHECKING:
    from streams.app.dead import Kept
    from streams.settings import Settings

app = typer.Typer(
    help="Records that could not be judged: see why, and send them again once the cause is mended.",
    no_args_is_help=True,
)

PIPED_WIDTH = 200
ReasonOption = Annotated[str | None, typer.Option("--reason", help="Only those refused for this reason.")]


async def _find(settings: Settings, reason: str | None, places: list[str] | None = None) -> list[Kept]:
    from streams.app.dead import read_dead_letters

    return [
        kept
        async for kept in read_dead_letters(settings)
        if (reason is None or kept.letter.reason == reason) and (not places or kept.place in places)
    ]


@app.command("list")
def list_(
    reason: ReasonOption = None,
    limit: Annotated[int, typer.Option(help="Show at most so many, the latest.", min=1)] = 50,
    config: ConfigOption = None,
    broker: BrokerOption = None,
) -> None:
    """List dead letters: where they lie, why they were refused, where they came from.

    Example: pasokh deadletters list --reason no_time_zone
    """
    from rich.console import Console
    from rich.table import Table

    with plain_errors(broker or ""):
        settings = read_settings(config, broker=broker)
        found = asyncio.run(_find(settings, reason))
    table = Table("place", "reason", "from", "received", "detail")
    for kept in found[-limit:]:
        letter = kept.letter
        source = f"{letter.topic} {letter.partition}:{letter.offset}"
        table.add_row(kept.place, letter.reason, source, letter.timestamp, letter.detail)
    console = Console()
    if not console.is_terminal:
        console.width = PIPED_WIDTH
    console.print(table)
    reasons = ", ".join(f"{name} {count}" for name, count in Counter(k.letter.reason for k in found).most_common())
    typer.echo(f"{len(found)} dead letters{': ' + reasons if reasons else ''}")


@app.command()
def show(
    place: Annotated[str, typer.Argument(help="PARTITION:OFFSET as 'list' shows it.")],
    raw: Annotated[bool, typer.Option("--raw", help="Only the original bytes, to standard output.")] = False,
    config: ConfigOption = None,
    broker: BrokerOption = None,
) -> None:
    """Show one dead letter with its original bytes.

    Example: pasokh deadletters show 3:17 --raw > event.json
    """
    with plain_errors(broker or ""):
        settings = read_settings(config, broker=broker)
        found = asyncio.run(_find(settings, None, [place]))
    if not found:
        raise fail(f"no dead letter at {place}; 'pasokh deadletters list' shows them all")
    letter = found[0].letter
    if raw:
        typer.get_binary_stream("stdout").write(letter.value or b"")
        return
    for name in ("reason", "detail", "topic", "partition", "offset", "timestamp", "key", "headers"):
        typer.echo(f"{name:<10} {getattr(letter, name)}")
    value = letter.value
    typer.echo(f"{'value':<10} {'null' if value is None else value.decode(errors='backslashreplace')}")


@app.command("resend")
def resend_(
    places: Annotated[list[str] | None, typer.Argument(help="PARTITION:OFFSET of some.")] = None,
    reason: ReasonOption = None,
    everything: Annotated[bool, typer.Option("--all", help="Every dead letter there is.")] = False,
    config: ConfigOption = None,
    broker: BrokerOption = None,
) -> None:
    """Send dead letters again, byte for byte, to the topic and partition they came from.

    Events are known by their source and id as long as their contact is kept (PASOKH_LATE_S after its
    end), so within that time one that did arrive after all is not counted twice.

    Example: pasokh deadletters resend --reason unknown_type
    """
    from streams.app.dead import resend

    if not (places or reason or everything):
        raise typer.BadParameter("name some, a --reason, or --all")
    with plain_errors(broker or ""):
        settings = read_settings(config, broker=broker)

        async def find_and_send() -> tuple[list[Kept], int]:
            found = await _find(settings, reason, places)
            return found, await resend(settings, [kept.letter for kept in found])

        found, sent = asyncio.run(find_and_send())
    missing = set(places or ()) - {kept.place for kept in found}
    if missing:
        raise fail(f"no dead letter at {', '.join(sorted(missing))}; {sent} sent")
    typer.echo(f"{sent} sent again")
