"""The commands, each in its own file."""

import typer

from streams.cli import broker, check, deadletters, demo, doctor, replay, schemas, simulate, topics, worker

app = typer.Typer(
    name="pasokh",
    help="Pasokh watches a contact centre while it happens.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("demo")(demo.demo)
app.command("broker")(broker.broker)
app.command("worker")(worker.worker)
app.command("simulate")(simulate.simulate)
app.command("replay")(replay.replay)
app.command("topics")(topics.topics)
app.command("check")(check.check)
app.command("schemas")(schemas.schemas)
app.command("doctor")(doctor.doctor)
app.add_typer(deadletters.app, name="deadletters")


def main() -> None:
    """Entry point of the console script."""
    app()
