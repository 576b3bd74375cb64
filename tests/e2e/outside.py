"""A worker as a process of its own, fed and read by nothing but plain Kafka clients and HTTP."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.structs import ConsumerRecord

from tests.e2e.command import COMMAND, environment, new_prefix

PARTITIONS = 2
WAIT_S = 30.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def when(seconds: float = 0.0) -> str:
    """RFC 3339, so many seconds from now."""
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")


def event(subject: str, kind: str, at: str, data: dict[str, Any] | None = None, **attributes: Any) -> dict[str, Any]:
    """A structured CloudEvent."""
    envelope = {"specversion": "1.0", "id": f"{subject}/{kind}/{at}", "source": "/outside", "type": kind}
    return {**envelope, "time": at, "subject": subject, "data": data or {}, **attributes}


@dataclass
class Centre:
    """One installation on the shared broker, with one worker that can be killed and started again."""

    broker: str
    folder: Path
    prefix: str = field(default_factory=lambda: new_prefix("outside"))
    port: int = field(default_factory=free_port)
    settings: dict[str, str] = field(default_factory=dict)
    worker: subprocess.Popen[bytes] | None = None

    def start(self, **settings: str) -> None:
        own = {
            "broker": self.broker,
            "prefix": self.prefix,
            "app_id": self.prefix.rstrip("."),
            "partitions": str(PARTITIONS),
            "web_port": str(self.port),
            "session_timeout_s": "6",
        }
        with (self.folder / "worker.log").open("ab") as log:
            self.worker = subprocess.Popen(
                [*COMMAND, "worker"],
                env=environment(**own | self.settings | settings),
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )

    def end(self, number: int = signal.SIGTERM) -> int:
        assert self.worker is not None
        self.worker.send_signal(number)
        return self.worker.wait(20)

    async def page(self, path: str) -> tuple[int, str]:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{self.port}{path}") as answer,
        ):
            return answer.status, await answer.text()

    async def ready(self) -> None:
        """The worker says so itself."""
        async with asyncio.timeout(WAIT_S):
            while True:
                try:
                    status, _ = await self.page("/readyz")
                    if status == 200:
                        return
                except aiohttp.ClientError:
                    assert self.worker is not None
                    assert self.worker.poll() is None, (self.folder / "worker.log").read_text()[-3000:]
                await asyncio.sleep(0.1)

    async def send(self, topic: str, *events: dict[str, Any]) -> None:
        """Structured events, keyed by their subject."""
        await self.send_raw(topic, *((e["subject"].encode(), orjson.dumps(e), ()) for e in events))

    async def send_raw(self, topic: str, *records: tuple[bytes | None, bytes | None, Any]) -> None:
        """Keys, values and headers as they are."""
        producer = AIOKafkaProducer(bootstrap_servers=self.broker, max_request_size=1 << 24)
        await producer.start()
        try:
            for key, value, headers in records:
                await producer.send_and_wait(self.prefix + topic, value, key=key, headers=list(headers))
        finally:
            await producer.stop()

    async def read(self, topic: str) -> list[ConsumerRecord[bytes, bytes]]:
        """Every committed record, oldest first in each partition."""
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self.broker,
            isolation_level="read_committed",
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=1 << 24,
        )
        await consumer.start()
        parts = [TopicPartition(self.prefix + topic, i) for i in range(PARTITIONS)]
        consumer.assign(parts)
        ends = await consumer.end_offsets(parts)
        found: list[ConsumerRecord[bytes, bytes]] = []
        while any([await consumer.position(part) < end for part, end in ends.items()]):
            for records in (await consumer.getmany(timeout_ms=200)).values():
                found.extend(records)
        await consumer.stop()
        return found

    async def metrics(self) -> dict[str, dict[str, Any]]:
        """The latest metric record under every key."""
        return {record.key.decode(): orjson.loads(record.value) for record in await self.read("metrics")}

    async def until(self, key: str, true: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The metric record whose key begins so, once it is as wanted."""
        deadline_s = time.monotonic() + WAIT_S
        seen: list[dict[str, Any]] = []
        while time.monotonic() < deadline_s:
            seen = [metric for name, metric in (await self.metrics()).items() if name.startswith(key)]
            for metric in seen:
                if true(metric):
                    return metric
            await asyncio.sleep(0.2)
        raise AssertionError(f"{key} never became as wanted: {seen}")


@asynccontextmanager
async def centre(broker: str, folder: Path, **settings: str) -> AsyncIterator[Centre]:
    """A centre whose worker is ready."""
    one = Centre(broker, folder, settings=settings)
    one.start()
    try:
        await one.ready()
        yield one
    finally:
        if one.worker is not None and one.worker.poll() is None:
            one.worker.kill()
            one.worker.wait()
