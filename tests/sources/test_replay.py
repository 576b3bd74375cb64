"""Replay into a real Kafka."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from streams.events import payloads as p
from streams.events.decode import decode
from streams.events.times import micros, moment
from streams.events.topics import INPUT_TOPICS, topic_of
from streams.events.types import AgentStateChanged, CallEnded, CallQueued, ClockTicked, Event
from streams.sources.outcome import SourceError
from streams.sources.replay import ReplayCounts, replay

PARTITIONS = 3
LONG_AGO_US = 915_148_800_000_000


@asynccontextmanager
async def topics(address: str, partitions: int = PARTITIONS) -> Any:
    prefix = f"replay-{uuid4().hex[:8]}."
    admin = AIOKafkaAdminClient(bootstrap_servers=address)
    await admin.start()
    names = [prefix + topic for topic in INPUT_TOPICS]
    try:
        await admin.create_topics([NewTopic(name, partitions, 1) for name in names])
        yield prefix
        await admin.delete_topics(names)
    finally:
        await admin.close()


async def everything(address: str, prefix: str) -> dict[str, list[ConsumerRecord[bytes | None, bytes]]]:
    consumer = AIOKafkaConsumer(
        bootstrap_servers=address, auto_offset_reset="earliest", isolation_level="read_committed"
    )
    await consumer.start()
    places = [TopicPartition(prefix + topic, number) for topic in INPUT_TOPICS for number in range(PARTITIONS)]
    consumer.assign(places)
    ends = await consumer.end_offsets(places)
    found: dict[str, list[ConsumerRecord[bytes | None, bytes]]] = {topic: [] for topic in INPUT_TOPICS}
    while sum(map(len, found.values())) < sum(ends.values()):
        for place, records in (await consumer.getmany(timeout_ms=200)).items():
            found[place.topic.removeprefix(prefix)] += records
    await consumer.stop()
    return found


def calls(count: int, apart_us: int = 1_000_000) -> Iterator[Event]:
    for number in range(count):
        at = moment(LONG_AGO_US + number * apart_us)
        name = f"c{number // 2}"
        data = p.Queued(queue="q")
        yield (
            CallQueued(id=f"{number}", source="/t", time=at, subject=name, data=data)
            if number % 2 == 0
            else CallEnded(id=f"{number}", source="/t", time=at, subject=name)
        )


async def test_every_event_arrives_once_in_order_where_kafkas_own_partitioner_would_put_it(broker: Any) -> None:
    away = AgentStateChanged(
        id="a", source="/t", time=moment(LONG_AGO_US + 3 * 10**9), subject="ann", data=p.AgentStateChanged(state="away")
    )
    sent = [*calls(3_000), away]
    async with topics(broker.address) as prefix:
        counts = await replay(sent, bootstrap=broker.address, prefix=prefix, partitions=PARTITIONS)
        found = await everything(broker.address, prefix)
        producer = AIOKafkaProducer(bootstrap_servers=broker.address)
        await producer.start()
        try:
            for record in found["calls"][:200]:
                again = await producer.send_and_wait(record.topic, b"x", key=record.key)
                assert again.partition == record.partition
        finally:
            await producer.stop()
    events = [decode(r.value, r.key, r.headers, r.timestamp * 1_000) for rs in found.values() for r in rs]
    assert sorted(events, key=lambda event: micros(event.time)) == sent
    for topic, records in found.items():
        for partition in range(PARTITIONS):
            times = [decode(r.value, r.key, (), r.timestamp * 1_000).time for r in records if r.partition == partition]
            assert times == sorted(times)
        assert all(topic_of(decode(r.value, r.key, (), r.timestamp * 1_000)) == topic for r in records)
    assert counts.events == 3_001
    assert counts.by_topic == {"calls": 3_000, "agents": 1}
    assert (counts.first_us, counts.last_us) == (LONG_AGO_US, LONG_AGO_US + 3_000_000_000)
    assert counts.ticks == 0


async def test_records_bear_the_time_of_sending_so_that_old_events_are_not_expired(broker: Any) -> None:
    async with topics(broker.address) as prefix:
        await replay(calls(3), bootstrap=broker.address, prefix=prefix, partitions=PARTITIONS)
        found = await everything(broker.address, prefix)
    assert all(abs(record.timestamp / 1_000 - time.time()) < 60 for record in found["calls"])


async def test_in_the_end_every_partition_is_told_the_time(broker: Any) -> None:
    async with topics(broker.address) as prefix:
        counts = await replay(
            calls(4), bootstrap=broker.address, prefix=prefix, partitions=PARTITIONS, tick_after_us=7_200_000_000
        )
        found = await everything(broker.address, prefix)
    ticks = [
        (topic, record.partition, decode(record.value, record.key, record.headers, record.timestamp * 1_000))
        for topic, records in found.items()
        for record in records
        if record.key is None
    ]
    assert {(topic, partition) for topic, partition, _ in ticks} == {
        (topic, partition) for topic in INPUT_TOPICS for partition in range(PARTITIONS)
    }
    assert all(isinstance(event, ClockTicked) for *_, event in ticks)
    assert {micros(event.time) for *_, event in ticks} == {LONG_AGO_US + 3_000_000 + 7_200_000_000}
    assert counts.ticks == len(ticks) == PARTITIONS * len(INPUT_TOPICS)
    assert counts.ticked_us == LONG_AGO_US + 3_000_000 + 7_200_000_000


async def test_a_tick_is_never_so_far_ahead_that_it_would_be_refused(broker: Any) -> None:
    now = CallEnded(id="1", source="/t", time=moment(time.time_ns() // 1_000), subject="c")
    async with topics(broker.address) as prefix:
        counts = await replay(
            [now], bootstrap=broker.address, prefix=prefix, partitions=PARTITIONS, tick_after_us=86_400_000_000
        )
        found = await everything(broker.address, prefix)
    for records in found.values():
        for record in records:
            decode(record.value, record.key, record.headers, record.timestamp * 1_000)
    assert counts.ticked_us is not None


async def test_a_paced_replay_takes_its_time_and_sends_what_is_due_before_it_rests(broker: Any) -> None:
    told: list[int] = []
    async with topics(broker.address) as prefix:
        started = time.monotonic()
        await replay(
            calls(5, apart_us=30_000_000),
            bootstrap=broker.address,
            prefix=prefix,
            partitions=PARTITIONS,
            speed=100.0,
            on_progress=lambda counts: told.append(counts.events),
        )
        took_s = time.monotonic() - started
    assert 1.2 <= took_s < 10
    assert told[:4] == [1, 2, 3, 4]


async def test_a_cancelled_replay_leaves_no_event_half_sent(broker: Any) -> None:
    told: list[ReplayCounts] = []
    async with topics(broker.address) as prefix:
        replaying = asyncio.create_task(
            replay(
                calls(10, apart_us=3_600_000_000),
                bootstrap=broker.address,
                prefix=prefix,
                partitions=PARTITIONS,
                speed=1.0,
                on_progress=told.append,
            )
        )
        while not told:
            await asyncio.sleep(0.02)
        replaying.cancel()
        with pytest.raises(asyncio.CancelledError):
            await replaying
        found = await everything(broker.address, prefix)
    assert sum(map(len, found.values())) == told[-1].events == 1


async def test_another_partition_count_than_the_settings_is_refused(broker: Any) -> None:
    async with topics(broker.address, partitions=2) as prefix:
        with pytest.raises(SourceError, match=r"calls has 2 partitions, the settings say 3"):
            await replay(calls(1), bootstrap=broker.address, prefix=prefix, partitions=3)


async def test_a_replay_of_nothing_sends_nothing(broker: Any) -> None:
    async with topics(broker.address) as prefix:
        counts = await replay(
            [], bootstrap=broker.address, prefix=prefix, partitions=PARTITIONS, tick_after_us=1_000_000
        )
    assert (counts.events, counts.ticks, counts.last_us) == (0, 0, None)
