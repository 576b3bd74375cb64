"""The commands, each in its own file.

At its top a command's file imports what its options are made of, and under TYPE_CHECKING what only annotations
name. What it works with it imports where it works: so `--help` is quick, and no command loads what it does not need.
"""

import typer

from streams.cli import deadletters
from streams.cli.broker import broker
from streams.cli.check import check
from streams.cli.demo import demo
from streams.cli.doctor import doctor
from streams.cli.replay import replay
from streams.cli.schemas import schemas
from streams.cli.simulate import simulate
from streams.cli.topics import topics
from streams.cli.train import train
from streams.cli.worker import worker

app = typer.Typer(
    name="pasokh",
    help="Pasokh watches a contact centre while it happens.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("demo")(demo)
app.command("broker")(broker)
app.command("worker")(worker)
app.command("simulate")(simulate)
app.command("replay")(replay)
app.command("topics")(topics)
app.command("train")(train)
app.command("check")(check)
app.command("schemas")(schemas)
app.command("doctor")(doctor)
app.add_typer(deadletters.app, name="deadletters")


def main() -> None:
    """Entry point of the console script."""
    app()
