"""`pasokh demo`: a broker, a simulated contact centre, a worker and a living table, all on this machine."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp
from rich.console import Console

from streams.app.prepare import prepare
from streams.broker import Broker
from streams.demo.table import show
from streams.policy import Policy
from streams.settings import Settings
from streams.simulator.command import Simulation, simulate_command
from streams.simulator.publish import Target
from streams.simulator.release import Released

READY_WITHIN_S = 60.0
DRAIN_WITHIN_S = 15.0
LOOK_EVERY_S = 0.1


class DemoFailed(Exception):
    """A part of the demo did not start."""


async def run_demo(settings: Settings, policy: Policy, *, seed: int, history_h: float, console: Console) -> None:
    """Run until SIGINT, SIGTERM or SIGHUP (its terminal was closed), then end every part and remove the data."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop.set)
    with TemporaryDirectory(prefix="pasokh-demo-") as folder:
        console.print("Starting a Kafka broker (the first time it is downloaded, 45 MB) ...")
        broker = Broker(data_dir=Path(folder) / "broker")
        await asyncio.to_thread(broker.start)
        try:
            own = settings.model_copy(
                update={"broker": broker.address, "security_protocol": "PLAINTEXT", "time_source": "live"}
            )
            await prepare(own, policy)
            await _run(own, policy, Simulation(seed=seed, history_h=history_h), Path(folder), console, stop)
        finally:
            await asyncio.to_thread(broker.stop)
    console.print("The demo has ended; nothing was left behind.")


async def _run(
    own: Settings, policy: Policy, asked: Simulation, folder: Path, console: Console, stop: asyncio.Event
) -> None:
    console.print(f"Simulating the last {asked.history_h:g} hours, then live ...")
    live = asyncio.Event()

    def tell(released: Released) -> None:
        if released.live and not live.is_set():
            console.print(f"{released.events:,} events of the past sent; live from here on.")
            live.set()

    target = Target(own.broker, own.prefix, own.partitions)
    simulating = asyncio.create_task(simulate_command(asked, target, on_progress=tell))
    try:
        # A worker that lives by the wall clock would find the past late: it begins when all of it is there.
        await _first(simulating, asyncio.create_task(live.wait()), asyncio.create_task(stop.wait()))
        async with worker(own, folder) as urls:
            shown = show(own.broker, own.prefix, urls, console, stop, target_of=lambda queue: policy.call(queue).target)
            await _first(simulating, asyncio.create_task(shown))
    finally:
        simulating.cancel()
        await asyncio.gather(simulating, return_exceptions=True)


async def _first(simulating: asyncio.Task[Released], *others: asyncio.Task[Any]) -> None:
    """Wait until one of them is done; the simulation goes on, the others end here."""
    try:
        done, _ = await asyncio.wait([simulating, *others], return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


@asynccontextmanager
async def worker(settings: Settings, folder: Path) -> AsyncIterator[dict[str, str]]:
    """A worker process, once it is ready; gives the URLs of its pages."""
    log_path = folder / "worker.log"
    environment = os.environ | {
        "PASOKH_BROKER": settings.broker,
        "PASOKH_SECURITY_PROTOCOL": "PLAINTEXT",
        "PASOKH_TIME_SOURCE": "live",
        "PASOKH_PREFIX": settings.prefix,
        "PASOKH_APP_ID": settings.app_id,
        "PASOKH_PARTITIONS": str(settings.partitions),
        "PASOKH_WEB_PORT": str(settings.web_port),
        "PASOKH_LOG_FORMAT": "json",
    }
    if settings.config is not None:
        environment["PASOKH_CONFIG"] = str(settings.config)
    with log_path.open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            # Its own session: Ctrl-C reaches only the demo, which then ends the worker in its turn.
            sys.executable, "-m", "streams.cli", "worker", env=environment, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
    web = f"http://{settings.web_host}:{settings.web_port}"
    try:
        await _ready(f"{web}/readyz", process, log_path)
        yield {"Metrics": f"{web}/metrics", "Health": f"{web}/healthz", "Kafka": settings.broker}
    finally:
        await _end(process)


async def _ready(url: str, process: Process, log_path: Path) -> None:
    async with aiohttp.ClientSession() as session, asyncio.timeout(READY_WITHIN_S):
        while True:
            if process.returncode is not None:
                raise DemoFailed(f"the worker ended with code {process.returncode}:\n{_tail(log_path)}")
            with suppress(aiohttp.ClientError):
                async with session.get(url) as answer:
                    if answer.status == HTTPStatus.OK:
                        return
            await asyncio.sleep(LOOK_EVERY_S)


def _tail(path: Path) -> str:
    return path.read_text(errors="replace")[-2000:]


async def _end(process: Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        async with asyncio.timeout(DRAIN_WITHIN_S):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
