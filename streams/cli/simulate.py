"""`pasokh simulate`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from streams.cli.common import BrokerOption, ConfigOption, fail, plain_errors, read_policy, read_settings
from streams.cli.speed import SpeedOption, parse_speed

if TYPE_CHECKING:
    from streams.settings import Settings
    from streams.simulator.command import Simulation
    from streams.simulator.release import Released


def simulate(
    plan: Annotated[
        str, typer.Option(help="A shipped plan (default, bench, erlang_c, erlang_a) or a TOML file.")
    ] = "default",
    seed: Annotated[int, typer.Option(help="The same seed gives the same events.")] = 1,
    history: Annotated[float, typer.Option(help="Hours of the past to send at once first.", min=0)] = 0.0,
    duration: Annotated[
        float | None, typer.Option(help="Seconds to go on after that; without it, until Ctrl-C.")
    ] = None,
    speed: SpeedOption = "real",
    start: Annotated[str | None, typer.Option(help="When it begins, with a zone: 2027-03-21T08:00:00+03:30.")] = None,
    timezone: Annotated[str | None, typer.Option(help="Zone of the plan's hours, in place of the plan's own.")] = None,
    channels: Annotated[
        str | None, typer.Option(help="Only these of call, chat, ticket, agent and survey, separated by commas.")
    ] = None,
    rate: Annotated[
        list[str] | None, typer.Option(help="Times the plan's arrivals: 2, or chat=0.5 for one channel. Repeatable.")
    ] = None,
    out: Annotated[
        str | None, typer.Option(help="Write lines of JSON to this file ('-': standard output), not to Kafka.")
    ] = None,
    config: ConfigOption = None,
    broker: BrokerOption = None,
) -> None:
    """Let a simulated contact centre produce events, into Kafka or a file.

    Example: pasokh simulate --history 8 --seed 7

    Example: pasokh simulate --channels chat,agent --rate chat=3

    Example: pasokh simulate --start 2027-01-01T00:00:00Z --duration 86400 --speed max --out day.ndjson
    """
    from rich.console import Console

    from streams.simulator.command import Simulation
    from streams.simulator.load import PlanError

    asked = Simulation(plan, seed, history, duration, parse_speed(speed), start, timezone, channels, tuple(rate or ()))
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


async def _simulate(
    asked: Simulation, out: str | None, settings: Settings, tell: Callable[[Released], None]
) -> Released:
    from streams.simulator.command import simulate_command

    if out is not None:
        return await simulate_command(asked, out, on_progress=tell)

    from streams.app.prepare import prepare
    from streams.settings import kafka_security
    from streams.simulator.publish import Target

    await prepare(settings, read_policy(settings))
    target = Target(settings.broker, settings.prefix, settings.partitions, kafka_security(settings))
    return await simulate_command(asked, target, on_progress=tell)
