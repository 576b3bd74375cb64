"""Calls, chats and tickets together, each on its own topic: in a hundred events about 60, 30 and 10."""

import asyncio
import heapq
import random
from collections.abc import Callable, Iterator
from itertools import count, islice
from typing import Any, Final

from aiokafka import AIOKafkaProducer

from benchmarks.calls import START_US, call_events
from benchmarks.standard_job.load import AGENTS, PARTITIONS, QUEUES
from benchmarks.text_rules import AGENTS as AGENTS_WRITE
from benchmarks.text_rules import CUSTOMERS as CUSTOMERS_WRITE
from streams.engine.partitions import partition_of
from streams.events import payloads, types
from streams.events.encode import encode
from streams.events.times import moment
from streams.events.topics import topic_of

SEED: Final = 11
CHAT_EVERY_US: Final = 17_500
TURNS: Final = 5
TICKET_EVERY_US: Final = 30_000
SECOND_US: Final = 1_000_000

Story = Callable[[str, int, random.Random], Iterator[tuple[int, types.Event]]]


def mixed_events() -> Iterator[types.Event]:
    """All of them in time order, without end."""
    streams = call_events(), _arrivals(_chat, CHAT_EVERY_US), _arrivals(_ticket, TICKET_EVERY_US)
    return heapq.merge(*streams, key=lambda event: event.time)


def _arrivals(story: Story, every_us: int) -> Iterator[types.Event]:
    random_ = random.Random(SEED + every_us)
    coming: list[tuple[int, int, types.Event]] = []
    serial = count()
    for number in count(1):
        now_us = START_US + number * every_us
        while coming and coming[0][0] <= now_us:
            yield heapq.heappop(coming)[2]
        for at_us, event in story(f"{random_.getrandbits(128):032x}", now_us, random_):
            heapq.heappush(coming, (at_us, next(serial), event))


def _chat(subject: str, at_us: int, random_: random.Random) -> Iterator[tuple[int, types.Event]]:
    agent, place = random_.choice(AGENTS), count()

    def envelope(at_us: int) -> dict[str, Any]:
        return {"id": f"{subject}-{next(place)}", "source": "/web", "time": moment(at_us), "subject": subject}

    yield at_us, types.ChatStarted(**envelope(at_us), data=payloads.ChatStarted(queue=random_.choice(QUEUES)))
    at_us += random_.randrange(1 * SECOND_US, 60 * SECOND_US)
    yield at_us, types.ChatAssigned(**envelope(at_us), data=payloads.Assigned(agent_id=agent))
    for _ in range(TURNS):
        at_us += random_.randrange(1 * SECOND_US, 60 * SECOND_US)
        asked = payloads.Messaged(speaker="customer", text=random_.choice(CUSTOMERS_WRITE))
        yield at_us, types.ChatMessaged(**envelope(at_us), data=asked)
        at_us += random_.randrange(1 * SECOND_US, 60 * SECOND_US)
        told = payloads.Messaged(speaker="agent", text=random_.choice(AGENTS_WRITE), agent_id=agent)
        yield at_us, types.ChatMessaged(**envelope(at_us), data=told)
    at_us += random_.randrange(1 * SECOND_US, 30 * SECOND_US)
    yield at_us, types.ChatEnded(**envelope(at_us), data=payloads.Ended(by="customer"))


def _ticket(subject: str, at_us: int, random_: random.Random) -> Iterator[tuple[int, types.Event]]:
    agent, place = random_.choice(AGENTS), count()

    def envelope(at_us: int) -> dict[str, Any]:
        return {"id": f"{subject}-{next(place)}", "source": "/desk", "time": moment(at_us), "subject": subject}

    created = payloads.TicketCreated(queue=random_.choice(QUEUES), priority="normal")
    yield at_us, types.TicketCreated(**envelope(at_us), data=created)
    at_us += random_.randrange(1 * SECOND_US, 60 * SECOND_US)
    yield at_us, types.TicketAssigned(**envelope(at_us), data=payloads.Assigned(agent_id=agent))
    at_us += random_.randrange(1 * SECOND_US, 60 * SECOND_US)
    told = payloads.Messaged(speaker="agent", text=random_.choice(AGENTS_WRITE), agent_id=agent)
    yield at_us, types.TicketMessaged(**envelope(at_us), data=told)
    for status in ("pending", "open", "solved"):
        at_us += random_.randrange(1 * SECOND_US, 60 * SECOND_US)
        changed = payloads.StatusChanged(status=status)
        yield at_us, types.TicketStatusChanged(**envelope(at_us), data=changed)


async def load_mixed(bootstrap: str, prefix: str, wanted: int) -> int:
    """Send the first `wanted` events to the topics of their channels; returns how many were sent."""
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, max_batch_size=1 << 20, acks=1)
    await producer.start()
    batches: dict[tuple[str, int], Any] = {}
    for event in islice(mixed_events(), wanted):
        key, value = event.subject.encode(), encode(event)
        where = prefix + topic_of(event), partition_of(key, PARTITIONS)
        batch = batches.get(where)
        if batch is None or batch.append(timestamp=None, key=key, value=value) is None:
            if batch is not None:
                await (await producer.send_batch(batch, where[0], partition=where[1]))
            batch = batches[where] = producer.create_batch()
            batch.append(timestamp=None, key=key, value=value)
    await asyncio.gather(*[await producer.send_batch(b, topic, partition=p) for (topic, p), b in batches.items()])
    await producer.stop()
    return wanted
