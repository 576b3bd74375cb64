"""What the shared broker can do."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiokafka import AIOKafkaProducer

from tests.broker.kafka_client import create_topic, read, send

if TYPE_CHECKING:
    from tests.conftest import RunningBroker


def test_readers_of_committed_records_see_the_committed_transaction_and_not_the_aborted(
    broker: RunningBroker,
) -> None:
    topic = create_topic(broker.address)

    async def write() -> None:
        producer = AIOKafkaProducer(bootstrap_servers=broker.address, transactional_id=topic)
        await producer.start()
        try:
            await producer.begin_transaction()
            await producer.send_and_wait(topic, b"taken back", partition=0)
            await producer.abort_transaction()
            async with producer.transaction():
                await producer.send_and_wait(topic, b"stands", partition=0)
        finally:
            await producer.stop()

    asyncio.run(write())
    assert read(broker.address, topic, 1) == [b"stands"]


def test_a_record_of_two_megabytes_passes(broker: RunningBroker) -> None:
    topic = create_topic(broker.address)
    send(broker.address, topic, bytes(2_000_000))
    (value,) = read(broker.address, topic, 1)
    assert value == bytes(2_000_000)
