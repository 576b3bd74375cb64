"""The living table of the demo: reads the `metrics` topic and shows how the queues stand, second by second."""

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from aiokafka import AIOKafkaConsumer
from rich.console import Console
from rich.live import Live

from streams.demo.drawing import drawn, line
from streams.demo.standing import DEFAULT_TARGET, NOW_SUFFIX, Standing, TargetOf
from streams.records import decode_metric

REDRAW_S = 0.5
PLAIN_LINE_S = 1.0


async def show(
    bootstrap: str,
    prefix: str,
    urls: Mapping[str, str],
    console: Console,
    stop: asyncio.Event,
    *,
    target_of: TargetOf = lambda _: DEFAULT_TARGET,
    client: Mapping[str, Any] | None = None,
) -> None:
    """Show the table until `stop`; on a console that is no terminal, a plain line each second.

    `urls` are shown by their names, `target_of` is the policy's, `client` holds more settings of the Kafka client
    (TLS, SASL).
    """
    consumer = AIOKafkaConsumer(
        f"{prefix}metrics",
        bootstrap_servers=bootstrap,
        group_id=None,
        auto_offset_reset="earliest",
        isolation_level="read_committed",
        **(client or {}),
    )
    standing = Standing(target_of)
    await consumer.start()
    reading = asyncio.create_task(_read(consumer, standing))
    drawing = asyncio.create_task(_draw(standing, urls, console, stop))
    try:
        await asyncio.wait([reading, drawing], return_when=asyncio.FIRST_COMPLETED)
        if reading.done():
            reading.result()
        if drawing.done():
            drawing.result()
    finally:
        for task in (reading, drawing):
            task.cancel()
        await asyncio.gather(reading, drawing, return_exceptions=True)
        await consumer.stop()


async def _read(consumer: AIOKafkaConsumer, standing: Standing) -> None:
    while True:
        for records in (await consumer.getmany(timeout_ms=1_000)).values():
            now_us = time.time_ns() // 1_000
            for record in records:
                if record.value is not None and (record.key or b"").endswith(NOW_SUFFIX):
                    standing.take(decode_metric(record.value), now_us)
        await asyncio.sleep(0)


async def _draw(standing: Standing, urls: Mapping[str, str], console: Console, stop: asyncio.Event) -> None:
    if not console.is_terminal:
        for name, url in urls.items():
            console.print(f"{name}: {url}", markup=False, highlight=False, soft_wrap=True)
        while not stop.is_set():
            console.print(line(standing, time.time_ns() // 1_000), markup=False, highlight=False, soft_wrap=True)
            await _pause(stop, PLAIN_LINE_S)
        return
    with Live(console=console, auto_refresh=False) as live:
        while not stop.is_set():
            live.update(drawn(standing, time.time_ns() // 1_000, urls, console.width, console.height), refresh=True)
            await _pause(stop, REDRAW_S)


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
