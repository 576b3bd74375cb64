"""`pasokh demo`."""

import asyncio
import socket
from typing import Annotated

import typer

from streams.cli.common import ConfigOption, fail, plain_errors, read_policy, read_settings

HISTORY_H = 8.0


def demo(
    seed: Annotated[int, typer.Option(help="The same seed gives the same centre.")] = 1,
    history: Annotated[float, typer.Option(help="Hours of the past to simulate first.", min=0)] = HISTORY_H,
    config: ConfigOption = None,
) -> None:
    """Show a living contact centre: broker, simulator, worker and a table, until Ctrl-C.

    Everything runs on this machine with data of its own, which is removed at the end.

    Example: pasokh demo --seed 7
    """
    from rich.console import Console

    from streams.app.demo import DemoFailed, run_demo

    with plain_errors():
        settings = read_settings(config, log_level="error")  # what a starting broker makes its client say is no news
        policy = read_policy(settings)
        settings = settings.model_copy(update={"web_port": usable_port(settings.web_host, settings.web_port)})
        try:
            asyncio.run(run_demo(settings, policy, seed=seed, history_h=history, console=Console()))
        except DemoFailed as error:
            raise fail(str(error), 1) from None


def usable_port(host: str, wanted: int) -> int:
    """The port wanted, or any free one when something else listens there."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise fail(f"no port is free on {host}")
