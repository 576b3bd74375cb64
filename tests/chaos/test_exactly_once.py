"""Workers killed and the broker bounced in mid-stream, on all channels: every event counts once."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from typing import TYPE_CHECKING

import pytest

from streams.broker import Broker
from tests.chaos.check import check_ids, check_windows
from tests.chaos.expected import MINUTE_US, Expected
from tests.chaos.reading import Metrics, Reader, enriched_ids
from tests.chaos.scene import SESSION_TIMEOUT_S, Workers, bounce
from tests.chaos.sending import PARTITIONS, PREFIX, send
from tests.chaos.tape import S

if TYPE_CHECKING:
    from pathlib import Path

GRACE_US = (600 + 5) * S
"""So long after its end a window is complete: the settings' own grace and disorder."""
AT_WORK_WITHIN_S = 120.0
GROWN_WITHIN_S = 5.0
HOUR_US = 3600 * S


async def at_work(workers: Workers, contacts: Reader) -> int:
    """Wait until all workers share the work; gives how far it is."""
    async with asyncio.timeout(AT_WORK_WITHIN_S):
        while not workers.are_at_work():
            await asyncio.sleep(0.2)
            workers.supervise()
    return await contacts.grown(GROWN_WITHIN_S)


async def strike(misfortune: str, broker: Broker, workers: Workers) -> None:
    if misfortune == "kill":
        workers.kill()
    elif misfortune == "bounce":
        await asyncio.to_thread(bounce, broker)
    else:
        frozen = workers.freeze()
        await asyncio.sleep(SESSION_TIMEOUT_S * 2)
        frozen.send_signal(signal.SIGCONT)


async def storm(
    folder: Path, *, events: int, lasts_us: int, kills: int, a_second: float, bounces: int, zombie: bool
) -> Workers:
    """Two workers over a stream of events while they are killed; everything is checked at the end."""
    random_, expected, began = random.Random(1), Expected(), time.monotonic()
    with Broker(data_dir=folder / "broker") as broker:
        workers = Workers(broker.address, folder)
        try:
            workers.start()
            while not workers.running[0].says("topics created"):
                await asyncio.sleep(0.1)
            workers.start()
            loading = asyncio.create_task(send(broker.address, events, lasts_us, a_second, expected))
            misfortunes = ["kill"] * kills + ["bounce"] * bounces + ["freeze"] * zombie
            random_.shuffle(misfortunes)
            async with Reader(broker.address, PREFIX + "contacts", PARTITIONS) as contacts:
                for number, misfortune in enumerate(misfortunes):
                    if number % 2 == 0:  # every other one strikes when they have not come to themselves yet
                        committed = await at_work(workers, contacts)
                        print(f"{misfortune} at {committed:,} committed")
                    await asyncio.sleep(random_.uniform(0.5, 2))
                    workers.supervise()
                    await strike(misfortune, broker, workers)
            ticked_us = await loading
            loaded_s, windows = time.monotonic() - began, expected.windows()
            over_by = (ticked_us - GRACE_US) // MINUTE_US
            async with Reader(broker.address, PREFIX + "metrics", PARTITIONS) as reader:
                metrics = Metrics(reader)
                late = await metrics.settled(windows, over_by, workers.supervise, 180 + events / 5000)
            settled_s = time.monotonic() - began
            async with Reader(broker.address, PREFIX + "contacts", PARTITIONS) as reader:
                check_ids(expected, await enriched_ids(reader))
            check_windows(windows, metrics.found)
            assert not late, f"{len(late)} windows not complete: {sorted(late)[:10]}"
        finally:
            workers.stop()
    print(f"\n{expected.events:,} events, {dict(expected.contacts)}; {', '.join(misfortunes)}; exits {workers.exits}")
    print(f"{len(windows):,} windows as recomputed; loaded after {loaded_s:.0f} s, settled after {settled_s:.0f} s")
    return workers


@pytest.mark.timeout(360)
async def test_four_kills_and_a_broker_restart_lose_and_double_nothing(tmp_path: Path) -> None:
    await storm(tmp_path, events=200_000, lasts_us=2 * HOUR_US, kills=4, a_second=6_000, bounces=1, zombie=False)


@pytest.mark.chaos
@pytest.mark.timeout(3600)
async def test_the_long_storm_with_a_zombie_loses_and_doubles_nothing(tmp_path: Path) -> None:
    await storm(tmp_path, events=3_000_000, lasts_us=10 * HOUR_US, kills=10, a_second=25_000, bounces=1, zombie=True)
