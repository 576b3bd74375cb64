"""A busy call centre's events on four partitions, for the contacts stage."""

import asyncio
from collections.abc import Iterator
from itertools import islice

from aiokafka import AIOKafkaProducer

from benchmarks.standard_job.load import PARTITIONS
from streams.engine.partitions import partition_of
from streams.events.encode import encode
from streams.events.topics import topic_of
from streams.events.types import Event
from streams.simulator.centre import simulate
from streams.simulator.load import load_plan

START_US = 1_767_600_000_000_000
SEED = 7


def call_events() -> Iterator[Event]:
    """The call events of the simulator's `bench` plan, without end."""
    return (event for event in simulate(load_plan("bench"), SEED, START_US) if topic_of(event) == "calls")


async def load_calls(bootstrap: str, topic: str, count: int) -> int:
    """Send the first `count` call events; returns how many were sent."""
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, max_batch_size=1 << 20, acks=1)
    await producer.start()
    batches = [producer.create_batch() for _ in range(PARTITIONS)]
    where: dict[str, int] = {}
    sent = 0
    for event in islice(call_events(), count):
        key, value = event.subject.encode(), encode(event)
        partition = where.get(event.subject)
        if partition is None:
            partition = where[event.subject] = partition_of(key, PARTITIONS)
        if batches[partition].append(timestamp=None, key=key, value=value) is None:
            await (await producer.send_batch(batches[partition], topic, partition=partition))
            batches[partition] = producer.create_batch()
            batches[partition].append(timestamp=None, key=key, value=value)
        sent += 1
    rest = [(i, batch) for i, batch in enumerate(batches) if batch.record_count()]
    await asyncio.gather(*[await producer.send_batch(batch, topic, partition=i) for i, batch in rest])
    await producer.stop()
    return sent
