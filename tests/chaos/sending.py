"""The load on its way to the broker."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from aiokafka import AIOKafkaProducer

from streams.engine.partitions import partition_of
from tests.chaos.load import make
from tests.chaos.tape import START_US, TOPICS, S, tick

if TYPE_CHECKING:
    from tests.chaos.expected import Expected

PARTITIONS = 4
PREFIX = "chaos."
FLUSH_AFTER = 1000
FLUSH_AFTER_US = 60 * S
"""Topics are written side by side: none may come so far ahead of another that what follows there would be too late."""
TICK_AFTER_US = 45 * 60 * S
"""After the last event: by then every minute and half hour that anything happened in is complete."""


async def send(address: str, events: int, lasts_us: int, a_second: float, expected: Expected) -> int:
    """Send the load at about `a_second` events a second, then tick every partition; gives the time of the ticks."""
    producer = AIOKafkaProducer(bootstrap_servers=address, enable_idempotence=True, linger_ms=5)
    await producer.start()
    began, flushed_us, unflushed = time.monotonic(), START_US, 0
    for number, sent in enumerate(make(events, lasts_us, 1, expected), start=1):
        if unflushed >= FLUSH_AFTER or sent.sent_us - flushed_us >= FLUSH_AFTER_US:
            await producer.flush()
            await asyncio.sleep(max(0.0, number / a_second - (time.monotonic() - began)))
            flushed_us, unflushed = sent.sent_us, 0
        partition = partition_of(sent.key, PARTITIONS)
        await producer.send(PREFIX + sent.topic, sent.value, key=sent.key, partition=partition)
        unflushed += 1
    await producer.flush()
    ticked_us = expected.last_us + TICK_AFTER_US
    for number, topic in enumerate(TOPICS.values()):
        for partition in range(PARTITIONS):
            value = tick(ticked_us, number * PARTITIONS + partition)
            await producer.send(PREFIX + topic, value, partition=partition)
    await producer.stop()
    return ticked_us
