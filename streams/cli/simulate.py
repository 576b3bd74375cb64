"""`pasokh simulate`."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from streams.app.worker import prepare
from streams.cli.common import BrokerOption, ConfigOption, fail, plain_errors, read_policy, read_settings
from streams.settings import kafka_security
from streams.simulator.command import Simulation, simulate_command
from streams.simulator.load import PlanError
from streams.simulator.publish import Target
from streams.simulator.release import Released

MAX = "max"


def simulate(
    plan: Annotated[str, typer.Option(help="A shipped plan (default, bench, erlang_c, erlang_a) or a TOML file.")] = "default",
    seed: Annotated[int, typer.Option(help="The same seed gives the same events.")] = 1,
    history: Annotated[float, typer.Option(help="Hours of the past to send at once first.", min=0)] = 0.0,
    duration: Annotated[float | None, typer.Option(help="Seconds to go on after that; without it, until Ctrl-C.")] = None,
    speed: Annotated[str, typer.Option(help="1 is real time, N so many times faster, max without waiting.")] = "1",
    start: Annotated[str | None, typer.Option(help="When it begins, with a zone: 2027-03-21T08:00:00+03:30.")] = None,
    timezone: Annotated[str | None, typer.Option(help="Zone of the plan's hours, in place of the plan's own.")] = None,
    out: Annotated[str | None, typer.Option(help="Write lines of JSON to this file ('-': standard output), not to Kafka.")] = None,
    config: ConfigOption = None,
    broker: BrokerOption = None,
) -> None:
    """Let a simulated contact centre produce events, into Kafka or a file.

    Example: pasokh simulate --history 8 --seed 7
    Example: pasokh simulate --start 2027-01-01T00:00:00Z --duration 86400 --speed max --out day.ndjson
    """
    asked = Simulation(plan, seed, history, duration, _speed(speed), start, timezone)
    console = Console(stderr=True)
    with plain_errors(broker or ""):
        settings = read_settings(config, broker=broker)
        try:
            with console.status("starting") as status:

                def tell(released: Released) -> None:
                    status.update(f"{released.events:,} events{' (live)' if released.live else ''}")

                done = asyncio.run(_simulate(asked, out, settings, tell))
        except PlanError as error:
            raise fail(str(error)) from None
    console.print(f"{done.events:,} events")


async def _simulate(asked, out, settings, tell):  # type: ignore[no-untyped-def]
    if out is not None:
        to = out if out == "-" else Path(out)
        return await simulate_command(asked, to, on_progress=tell)
    await prepare(settings, read_policy(settings))
    target = Target(settings.broker, settings.prefix, settings.partitions, kafka_security(settings))
    return await simulate_command(asked, target, on_progress=tell)


def _speed(text: str) -> float | None:
    if text == MAX:
        return None
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not speed > 0:
        raise typer.BadParameter("a number above 0, or max", param_hint="--speed")
    return speed
