"""Events of the past sent into the input topics, as any producer would send them, at a pace of one's choice."""

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Final

import msgspec
from aiokafka import AIOKafkaProducer
from aiokafka.partitioner import murmur2

from streams.events.encode import encode
from streams.events.publish import Publisher
from streams.events.times import micros, moment
from streams.events.topics import INPUT_TOPICS, topic_of
from streams.events.types import ClockTicked, Event
from streams.sources.outcome import SourceError
from streams.sources.pace import Pace

BATCH_BYTES: Final = 131_072
REQUEST_BYTES: Final = 4_194_304
PROGRESS_EVERY: Final = 500
SHORTEST_REST_S: Final = 0.02
AHEAD_US: Final = 240_000_000
"""A tick is at most so far ahead of the clock: what is 300 s ahead is refused by the stages."""


class ReplayCounts(msgspec.Struct):
    """How far a replay has come."""

    events: int = 0
    by_topic: dict[str, int] = {}
    first_us: int | None = None
    last_us: int | None = None
    ticks: int = 0
    ticked_us: int | None = None
    """The event time that every partition was moved to in the end."""
    took_s: float = 0.0


async def replay(  # noqa: PLR0913  named only; each is one knob of the command
    events: Iterable[Event],
    *,
    bootstrap: str,
    prefix: str,
    partitions: int,
    speed: float | None = None,
    tick_after_us: int | None = None,
    ahead_us: int = AHEAD_US,
    on_progress: Callable[[ReplayCounts], None] | None = None,
    client: Mapping[str, Any] | None = None,
) -> ReplayCounts:
    """Send `events`, which come in time order, and wait until the broker has them all.

    `speed` None is as fast as possible, else so many times real time, by event time. With `tick_after_us` every
    partition of every input topic is then told that so much time has passed since the last event, which closes the
    windows of workers that live by event time. `events` may well be a `Reading`: the file is then read in a thread of
    its own, and only the first event waits for it. When cancelled, what has been put so far still goes out whole.
    `ahead_us` is how far that may lie ahead of the clock. `client` holds more settings of the Kafka client (TLS,
    SASL). SourceError when a topic's partitions are not as many as `partitions`: events would go to the wrong tasks.
    """
    producer = AIOKafkaProducer(
        bootstrap_servers=bootstrap,
        acks="all",
        enable_idempotence=True,
        max_batch_size=BATCH_BYTES,
        max_request_size=REQUEST_BYTES,
        **(client or {}),
    )
    await producer.start()
    try:
        await _check_partitions(producer, prefix, partitions)
        publisher = Publisher(producer, prefix=prefix, partition_of=partial(partition_of, partitions=partitions))
        tell = on_progress or (lambda _: None)
        counts = await _send(events, publisher, speed, tell)
        if tick_after_us is not None and counts.last_us is not None:
            counts.ticked_us = min(counts.last_us + tick_after_us, max(counts.last_us, _now_us() + ahead_us))
            counts.ticks = await _tick(publisher, prefix, partitions, counts.ticked_us)
            tell(counts)
        return counts
    finally:
        await producer.stop()


def partition_of(key: bytes, partitions: int) -> int:
    """Where Kafka's own partitioner puts `key`."""
    return int(murmur2(key) & 0x7FFFFFFF) % partitions


async def _send(
    events: Iterable[Event], publisher: Publisher, speed: float | None, tell: Callable[[ReplayCounts], None]
) -> ReplayCounts:
    counts = ReplayCounts()
    coming = iter(events)
    event = await asyncio.to_thread(next, coming, None)  # the first comes only when the whole file is read and sorted
    started_s = time.monotonic()
    pace = Pace(speed, micros(event.time), started_s) if speed is not None and event is not None else None
    try:
        while event is not None:
            if pace is not None:
                await _rest(pace, micros(event.time), publisher, partial(tell, counts))
            await publisher.put(event)
            _count(counts, event)
            if counts.events % PROGRESS_EVERY == 0:
                counts.took_s = time.monotonic() - started_s
                tell(counts)
                await asyncio.sleep(0)  # the client sends in between
            event = next(coming, None)
    finally:
        await publisher.flush()
        counts.took_s = time.monotonic() - started_s
        tell(counts)
    return counts


def _count(counts: ReplayCounts, event: Event) -> None:
    topic = topic_of(event)
    at_us = micros(event.time)
    counts.events += 1
    counts.by_topic[topic] = counts.by_topic.get(topic, 0) + 1
    counts.first_us = at_us if counts.first_us is None else min(counts.first_us, at_us)
    counts.last_us = at_us if counts.last_us is None else max(counts.last_us, at_us)


async def _rest(pace: Pace, at_us: int, publisher: Publisher, tell: Callable[[], None]) -> None:
    """Whoever watches should not wait for what is due already, so that goes out before the rest."""
    rest_s = pace.rest_s(at_us, time.monotonic())
    if rest_s < SHORTEST_REST_S:
        return
    await publisher.flush()
    tell()
    await asyncio.sleep(pace.rest_s(at_us, time.monotonic()))


async def _tick(publisher: Publisher, prefix: str, partitions: int, at_us: int) -> int:
    for topic in INPUT_TOPICS:
        for partition in range(partitions):
            name = f"tick-{topic}-{partition}-{at_us}"
            tick = ClockTicked(id=name, source="/replay", time=moment(at_us))
            await publisher.put_record(prefix + topic, None, encode(tick), partition)
    await publisher.flush()
    return len(INPUT_TOPICS) * partitions


async def _check_partitions(producer: AIOKafkaProducer, prefix: str, partitions: int) -> None:
    for topic in INPUT_TOPICS:
        found = len(await producer.partitions_for(prefix + topic))
        if found != partitions:
            raise SourceError(f"topic {prefix + topic} has {found} partitions, the settings say {partitions}")


def _now_us() -> int:
    return time.time_ns() // 1_000
