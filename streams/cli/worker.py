"""`pasokh worker`."""

import asyncio
from typing import Annotated

import typer

from streams.cli.common import BrokerOption, ConfigOption, plain_errors, read_policy, read_settings


def worker(
    config: ConfigOption = None,
    broker: BrokerOption = None,
    web_port: Annotated[int | None, typer.Option(help="Port of /metrics, /healthz and /readyz; 0 takes any.")] = None,
) -> None:
    """Fold events into contacts and contacts into metrics, exactly once, until SIGTERM.

    Start as many as there are partitions to share; each takes its part and takes over when another
    ends. Settings come from PASOKH_* and the TOML file; a failed commit ends the process with code
    70, so run it under a supervisor that starts it again.

    Example: PASOKH_BROKER=kafka:9092 pasokh worker --config pasokh.toml
    """
    from streams.app.worker import run_worker

    with plain_errors(broker or ""):
        settings = read_settings(config, broker=broker, web_port=web_port)
        with plain_errors(settings.broker):
            asyncio.run(run_worker(settings, read_policy(settings)))
