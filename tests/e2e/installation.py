"""An installation of one's own on the shared broker: topics under a prefix, and a worker as a process."""

from __future__ import annotations

import asyncio
import json
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from subprocess import Popen
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from streams.engine.partitions import partition_of
from tests.e2e.command import COMMAND, environment, new_prefix

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

PARTITIONS = 2
READY_WITHIN_S = 40


@dataclass
class Sent:
    """A record for an input topic."""

    value: bytes | None
    key: bytes | None
    headers: list[tuple[str, bytes]] = field(default_factory=list)


def event(kind: str, subject: str, at: datetime, **data: Any) -> dict[str, Any]:
    """A call's event as any producer would write it."""
    return {
        "specversion": "1.0",
        "id": uuid4().hex,
        "source": "/test",
        "type": f"call.{kind}",
        "time": at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "subject": subject,
        "data": data,
    }


def structured(*events: dict[str, Any]) -> list[Sent]:
    return [Sent(json.dumps(one).encode(), one["subject"].encode()) for one in events]


def binary(*events: dict[str, Any]) -> list[Sent]:
    """CloudEvents' binary mode: attributes in headers, the data as value."""
    return [
        Sent(
            json.dumps(one["data"]).encode(),
            one["subject"].encode(),
            [(f"ce_{name}", str(one[name]).encode()) for name in one if name != "data"]
            + [("content-type", b"application/json")],
        )
        for one in events
    ]


@dataclass
class Installation:
    """Settings as the environment gives them, and what its topics hold."""

    broker: str
    folder: Path
    prefix: str = field(default_factory=lambda: new_prefix("e2e"))

    def settings(self, **more: str) -> dict[str, str]:
        return {
            "broker": self.broker,
            "prefix": self.prefix,
            "app_id": self.prefix.rstrip("."),
            "partitions": str(PARTITIONS),
            "log_format": "json",
        } | more

    async def send(self, records: Iterable[Sent], topic: str = "calls") -> list[tuple[int, int]]:
        """Partition and offset of each."""
        producer = AIOKafkaProducer(bootstrap_servers=self.broker, max_request_size=8 << 20)
        await producer.start()
        try:
            futures = [
                await producer.send(
                    self.prefix + topic,
                    record.value,
                    key=record.key,
                    partition=partition_of(record.key or b"", PARTITIONS),
                    headers=record.headers,
                )
                for record in records
            ]
            return [(told.partition, told.offset) for told in [await future for future in futures]]
        finally:
            await producer.stop()

    async def read(self, topic: str) -> list[Any]:
        """Every committed record."""
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self.broker,
            isolation_level="read_committed",
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=16 << 20,
        )
        await consumer.start()
        parts = [TopicPartition(self.prefix + topic, i) for i in range(PARTITIONS)]
        consumer.assign(parts)
        found: list[Any] = []
        try:
            ends = await consumer.end_offsets(parts)
            while any([await consumer.position(part) < end for part, end in ends.items()]):
                for records in (await consumer.getmany(timeout_ms=200)).values():
                    found.extend(records)
        finally:
            await consumer.stop()
        return found

    async def latest(self, topic: str = "metrics") -> dict[str, Any]:
        """The last record of each key."""
        return {record.key.decode(): json.loads(record.value) for record in await self.read(topic)}


async def until(found: Callable[[], Awaitable[Any]], wanted: Any, *, timeout_s: float = 40) -> None:
    """Ask until what is found is what is wanted."""
    got = None
    try:
        async with asyncio.timeout(timeout_s):
            while (got := await found()) != wanted:
                await asyncio.sleep(0.2)
    except TimeoutError:
        pytest.fail(f"{got!r} is not {wanted!r}")


class Worker:
    """`pasokh worker` while the context lasts; its pages are at `url`."""

    def __init__(self, place: Installation, **settings: str) -> None:
        self.place = place
        self._settings = place.settings(**settings)
        self.log = place.folder / f"worker-{uuid4().hex[:6]}.log"

    def __enter__(self) -> Self:
        with self.log.open("wb") as log:
            self.process = Popen(
                [*COMMAND, "worker", "--web-port", "0"],
                env=environment(**self._settings),
                cwd=self.place.folder,
                stdout=log,
                stderr=log,
            )
        try:
            self._await_ready()
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(30)
        finally:
            self.kill()

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.wait()

    def get(self, page: str, accept: str = "") -> tuple[int, str]:
        """Status and text of a page."""
        request = urllib.request.Request(f"{self.url}{page}", headers={"Accept": accept})  # noqa: S310 - our own page
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 - the same
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def _await_ready(self) -> None:
        until_s = time.monotonic() + READY_WITHIN_S
        while time.monotonic() < until_s:
            assert self.process.poll() is None, self.log.read_text()
            for line in self.log.read_text().splitlines():
                with suppress(ValueError):
                    self.url = json.loads(line).get("url", "")
                    if self.url and self.get("/readyz")[0] == 200:
                        return
            time.sleep(0.1)
        raise AssertionError(f"not ready: {self.log.read_text()}")
