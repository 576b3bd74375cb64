"""What stands in the topics, as any reader of committed records sees it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Self

import orjson
from aiokafka import AIOKafkaConsumer, TopicPartition

from tests.chaos.check import LENGTHS, window

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable

    from tests.chaos.expected import Window

FETCH_BYTES = 8 << 20
QUIET_S = 2.0
"""When nothing was published for so long, nothing will be: a window that changed waits for a second at most."""


class Reader:
    """Goes on where it stopped."""

    def __init__(self, address: str, topic: str, partitions: int) -> None:
        self._consumer = AIOKafkaConsumer(
            bootstrap_servers=address,
            isolation_level="read_committed",
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=FETCH_BYTES,
        )
        self._parts = [TopicPartition(topic, i) for i in range(partitions)]

    async def __aenter__(self) -> Self:
        await self._consumer.start()
        self._consumer.assign(self._parts)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._consumer.stop()

    async def end(self) -> int:
        """How many records were committed, more or less: markers of transactions count, too."""
        return sum((await self._consumer.end_offsets(self._parts)).values())

    async def grown(self, within_s: float) -> int:
        """Wait until something more is committed, unless there is nothing more to come."""
        until_s = asyncio.get_running_loop().time() + within_s
        before = now = await self.end()
        while now <= before and asyncio.get_running_loop().time() < until_s:
            await asyncio.sleep(0.2)
            now = await self.end()
        return now

    async def values(self) -> AsyncIterator[bytes]:
        """All records that are there by now and were not read before."""
        consumer = self._consumer
        ends = await consumer.end_offsets(self._parts)
        while any([await consumer.position(part) < end for part, end in ends.items()]):
            for records in (await consumer.getmany(timeout_ms=300)).values():
                for record in records:
                    yield record.value


class Metrics:
    """The latest record of each window."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.found: dict[Window, bytes] = {}

    async def settled(
        self, windows: Iterable[Window], over_by: int, meanwhile: Callable[[], None], timeout_s: float
    ) -> set[Window]:
        """Wait until those that are over by this epoch minute are complete, and nothing changes any more.

        Gives those that were not complete in time.
        """
        waiting = {one for one in windows if one.start + LENGTHS[one.interval] <= over_by}
        now_s = asyncio.get_running_loop().time
        until_s, changed_s = now_s() + timeout_s, now_s()
        while (waiting or now_s() - changed_s < QUIET_S) and now_s() < until_s:
            meanwhile()
            async for value in self._reader.values():
                record = orjson.loads(value)
                if record["interval"] == "now":
                    continue
                one = window(record)
                self.found[one] = value
                if record["complete"]:
                    waiting.discard(one)
                changed_s = now_s()
            await asyncio.sleep(0.5)
        return waiting


async def enriched_ids(reader: Reader) -> list[str]:
    """The id of every enriched record, with repeats."""
    return [orjson.loads(value)["id"] async for value in reader.values()]
