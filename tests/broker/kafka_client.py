"""A few blocking calls to a real broker, for tests."""

from __future__ import annotations

import asyncio
from uuid import uuid4

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic


def create_topic(address: str, copies: int = 1) -> str:
    """A topic of one partition with a name of its own."""

    async def run() -> str:
        name = f"t-{uuid4().hex}"
        admin = AIOKafkaAdminClient(bootstrap_servers=address)
        await admin.start()
        try:
            await admin.create_topics([NewTopic(name, num_partitions=1, replication_factor=copies)])
        finally:
            await admin.close()
        return name

    return asyncio.run(run())


def send(address: str, topic: str, *values: bytes) -> None:
    """Return when every in-sync copy has them."""

    async def run() -> None:
        producer = AIOKafkaProducer(
            bootstrap_servers=address, acks="all", enable_idempotence=True, max_request_size=1 << 24
        )
        await producer.start()
        try:
            for value in values:
                await producer.send_and_wait(topic, value, partition=0)
        finally:
            await producer.stop()

    asyncio.run(run())


def read(address: str, topic: str, count: int) -> list[bytes | None]:
    """The first `count` committed records, fewer when no more come within ten seconds."""

    async def run() -> list[bytes | None]:
        consumer = AIOKafkaConsumer(
            bootstrap_servers=address, isolation_level="read_committed", auto_offset_reset="earliest"
        )
        await consumer.start()
        try:
            partition = TopicPartition(topic, 0)
            consumer.assign([partition])
            values: list[bytes | None] = []
            while len(values) < count:
                batches = await consumer.getmany(timeout_ms=10_000)
                if not batches:
                    break
                values += [record.value for record in batches[partition]]
            return values
        finally:
            await consumer.stop()

    return asyncio.run(run())
