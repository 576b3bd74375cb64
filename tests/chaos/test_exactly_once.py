"""Workers killed and the broker bounced in mid-stream: every event counts once."""

from __future__ import annotations

import asyncio
import random
import signal
from typing import TYPE_CHECKING

import pytest

from streams.broker import Broker
from tests.chaos.load import Expected
from tests.chaos.scene import Workers, bounce, check, enriched_ids, load, metrics, settled

if TYPE_CHECKING:
    from pathlib import Path

SESSION_TIMEOUT_S = 6


async def storm(
    folder: Path, *, events: int, kills: int, a_second: float, bounces: int, zombie: bool, seed: int = 1
) -> Workers:
    """Two workers over a stream of events while they are killed; everything is checked at the end."""
    random_, expected = random.Random(seed), Expected()
    with Broker(data_dir=folder / "broker") as broker:
        workers = Workers(broker.address, folder)
        try:
            workers.start()
            await asyncio.sleep(4)  # the first creates the topics
            workers.start()
            loading = asyncio.create_task(load(broker.address, events, seed, expected, a_second))
            misfortunes = ["kill"] * kills + ["bounce"] * bounces + ["freeze"] * zombie
            random_.shuffle(misfortunes)
            for misfortune in misfortunes:
                await asyncio.sleep(random_.uniform(3, 6))
                workers.supervise()
                if misfortune == "kill":
                    workers.kill(random_.randrange(2))
                elif misfortune == "bounce":
                    await asyncio.to_thread(bounce, broker)
                else:
                    frozen = workers.freeze(random_.randrange(2))
                    await asyncio.sleep(SESSION_TIMEOUT_S * 2)
                    frozen.send_signal(signal.SIGCONT)
            await loading
            await settled(broker.address, workers, timeout_s=180 + events / 5000)
            check(expected, await enriched_ids(broker.address), await metrics(broker.address))
        finally:
            workers.stop()
    return workers


@pytest.mark.timeout(300)
async def test_four_kills_and_a_broker_restart_lose_and_double_nothing(tmp_path: Path) -> None:
    await storm(tmp_path, events=200_000, kills=4, a_second=8_000, bounces=1, zombie=False)


@pytest.mark.chaos
@pytest.mark.timeout(3600)
async def test_the_long_storm_with_a_zombie_loses_and_doubles_nothing(tmp_path: Path) -> None:
    await storm(tmp_path, events=3_000_000, kills=10, a_second=25_000, bounces=1, zombie=True)
