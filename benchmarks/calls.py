"""A busy call centre's events on four partitions, for the contacts stage."""

import asyncio
import heapq
import random
from collections.abc import Iterator
from itertools import count, islice
from typing import Any

from aiokafka import AIOKafkaProducer

from benchmarks.standard_job.load import AGENTS, PARTITIONS, QUEUES
from streams.engine.partitions import partition_of
from streams.events import payloads
from streams.events.encode import encode
from streams.events.times import moment
from streams.events.types import CallAbandoned, CallAnswered, CallEnded, CallQueued, CallWrappedUp, Event

START_US = 1_767_600_000_000_000
CALL_EVERY_US = 3_000
SEED = 7
ABANDONED_SHARE = 1 / 7


def call_events() -> Iterator[Event]:
    """Calls as dense as those of the standard job, over its queues and agents, in time order, without end.

    Each is queued, answered after 1 to 60 s (one in seven abandoned instead), ended and wrapped up.
    """
    random_ = random.Random(SEED)
    coming: list[tuple[int, int, Event]] = []
    serial = count()
    for number in count(1):
        now_us = START_US + number * CALL_EVERY_US
        while coming and coming[0][0] <= now_us:
            yield heapq.heappop(coming)[2]
        for at_us, event in _call(f"{random_.getrandbits(128):032x}", now_us, random_):
            heapq.heappush(coming, (at_us, next(serial), event))


def _call(subject: str, at_us: int, random_: random.Random) -> Iterator[tuple[int, Event]]:
    def envelope(step: str, at_us: int) -> dict[str, Any]:
        return {"id": f"{subject}-{step}", "source": "/pbx/one", "time": moment(at_us), "subject": subject}

    agent, customer = random_.choice(AGENTS), f"customer-{random_.randrange(3_000_000):07d}"
    data = payloads.Queued(queue=random_.choice(QUEUES), customer_id=customer)
    yield at_us, CallQueued(**envelope("queued", at_us), data=data)
    at_us += random_.randrange(1_000_000, 60_000_000)
    if random_.random() < ABANDONED_SHARE:
        yield at_us, CallAbandoned(**envelope("abandoned", at_us))
        return
    yield at_us, CallAnswered(**envelope("answered", at_us), data=payloads.Answered(agent_id=agent))
    at_us += random_.randrange(20_000_000, 300_000_000)
    yield at_us, CallEnded(**envelope("ended", at_us), data=payloads.Ended(by="customer"))
    at_us += random_.randrange(1_000_000, 30_000_000)
    yield at_us, CallWrappedUp(**envelope("wrapped", at_us), data=payloads.ByAgent(agent_id=agent))


async def load_calls(bootstrap: str, topic: str, wanted: int) -> int:
    """Send the first `wanted` call events; returns how many were sent."""
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, max_batch_size=1 << 20, acks=1)
    await producer.start()
    batches = [producer.create_batch() for _ in range(PARTITIONS)]
    where: dict[str, int] = {}
    sent = 0
    for event in islice(call_events(), wanted):
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
