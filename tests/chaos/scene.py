"""A broker that is bounced, workers that are killed, and the reading of what they left."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from streams.engine.partitions import partition_of
from tests.chaos.load import START, Expected, calls, tick

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from streams.broker import Broker

PARTITIONS = 4
PREFIX = "chaos."
INPUTS = ("calls", "chats", "tickets", "agents", "surveys")


@dataclass
class Workers:
    """Worker processes under a supervisor that starts again whatever ended."""

    address: str
    folder: Path
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    exits: list[int] = field(default_factory=list)

    def start(self) -> None:
        """One more."""
        environment = os.environ | {
            "PASOKH_BROKER": self.address,
            "PASOKH_PREFIX": PREFIX,
            "PASOKH_APP_ID": "chaos",
            "PASOKH_PARTITIONS": str(PARTITIONS),
            "PASOKH_TIME_SOURCE": "event",
            "PASOKH_SESSION_TIMEOUT_S": "6",
            "PASOKH_WEB_PORT": "0",
            "PASOKH_LOG_FORMAT": "json",
        }
        with (self.folder / "workers.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "streams.cli", "worker"], env=environment, stdout=log, stderr=log
            )
        self.running.append(process)

    def supervise(self) -> None:
        """Start anew what ended by itself, as any supervisor would."""
        for process in list(self.running):
            code = process.poll()
            if code is not None:
                self.running.remove(process)
                self.exits.append(code)
                self.start()

    def kill(self, index: int) -> None:
        """kill -9, and another in its place."""
        process = self.running.pop(index)
        process.kill()
        process.wait()
        self.start()

    def freeze(self, index: int) -> subprocess.Popen[bytes]:
        """SIGSTOP: to the group it is dead, but it will come back."""
        process = self.running[index]
        process.send_signal(signal.SIGSTOP)
        return process

    def stop(self) -> None:
        """End them all."""
        for process in self.running:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGCONT)
            process.kill()
            process.wait()


async def load(address: str, count: int, seed: int, expected: Expected, a_second: float) -> None:
    """Send the calls at about `a_second` events a second, then tick every partition of every input."""
    producer = AIOKafkaProducer(bootstrap_servers=address, enable_idempotence=True, linger_ms=20)
    await producer.start()
    began = time.monotonic()
    for sent, (key, value) in enumerate(calls(count, seed, expected), start=1):
        await producer.send(PREFIX + "calls", value, key=key, partition=partition_of(key, PARTITIONS))
        if sent % 1000 == 0:
            await asyncio.sleep(max(0.0, sent / a_second - (time.monotonic() - began)))
    last = START + timedelta(days=3)
    for number, topic in enumerate(INPUTS):
        for partition in range(PARTITIONS):
            await producer.send(PREFIX + topic, tick(last, number * PARTITIONS + partition), partition=partition)
    await producer.stop()


async def committed(address: str, topic: str) -> AsyncIterator[Any]:
    """Every committed record of a topic."""
    consumer = AIOKafkaConsumer(
        bootstrap_servers=address,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=8 << 20,
    )
    await consumer.start()
    parts = [TopicPartition(PREFIX + topic, i) for i in range(PARTITIONS)]
    consumer.assign(parts)
    ends = await consumer.end_offsets(parts)
    try:
        while any([await consumer.position(part) < end for part, end in ends.items()]):
            for records in (await consumer.getmany(timeout_ms=300)).values():
                for record in records:
                    yield record
    finally:
        await consumer.stop()


async def enriched_ids(address: str) -> list[str]:
    """The id of every enriched record, with repeats; ticks are left out."""
    return [orjson.loads(record.value)["id"] async for record in committed(address, "contacts")]


async def metrics(address: str) -> dict[bytes, dict[str, Any]]:
    """The latest metric record of each key."""
    return {record.key: orjson.loads(record.value) async for record in committed(address, "metrics")}


async def settled(address: str, workers: Workers, *, timeout_s: float) -> None:
    """Wait until every window of every queue is complete, supervising meanwhile."""
    async with asyncio.timeout(timeout_s):
        while True:
            workers.supervise()
            found = await metrics(address)
            windows = [m for m in found.values() if m["interval"] != "now"]
            if windows and all(m["complete"] for m in windows):
                await asyncio.sleep(2)
                again = await metrics(address)
                if again == found:
                    return
            await asyncio.sleep(1)


def check(expected: Expected, ids: list[str], found: dict[bytes, dict[str, Any]]) -> None:
    """Nothing missing, nothing twice, every window right."""
    assert len(ids) == len(set(ids)), f"{len(ids) - len(set(ids))} enriched records too many"
    assert set(ids) == expected.ids
    minutes = {
        (m["scope"]["id"], m["start"]): m
        for m in found.values()
        if m["scope"]["kind"] == "queue" and m["interval"] == "PT1M"
    }
    for where, counts in expected.counts.items():
        got = minutes[where]
        for name in ("offered", "answered", "abandoned", "answered_within"):
            assert got["counts"].get(name, 0) == counts[name], (where, name)
        wait = got["durations"].get("wait_answered")
        assert round((wait["sum_s"] if wait else 0) * 1e6) == expected.wait_us[where]
    days = [m for m in found.values() if m["scope"]["kind"] == "all" and m["interval"] == "P1D"]
    total = sum(counts["offered"] for counts in expected.counts.values())
    assert sum(m["counts"]["offered"] for m in days) == total


def bounce(broker: Broker) -> None:
    """kill -9 the broker and start it again on the same port."""
    broker.kill()
    broker.restart()
