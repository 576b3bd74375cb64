from collections import Counter, defaultdict
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.partitioner import murmur2

from streams.events.decode import decode
from streams.events.topics import INPUT_TOPICS, topic_of
from streams.events.types import Event
from streams.simulator import load_plan, simulate
from streams.simulator.publish import Target, publish
from streams.simulator.release import Released
from tests.conftest import RunningBroker
from tests.simulator.test_simulate import HOUR_US, MONDAY_US

PARTITIONS = 3


@pytest.fixture
async def target(broker: RunningBroker) -> Target:
    prefix = f"simulator-{uuid4().hex[:8]}."
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.address)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(prefix + name, PARTITIONS, 1) for name in INPUT_TOPICS])
    finally:
        await admin.close()
    return Target(bootstrap=broker.address, prefix=prefix, partitions=PARTITIONS)


async def read_back(target: Target, count: int) -> dict[TopicPartition, list[Event]]:
    places = [TopicPartition(target.prefix + name, n) for name in INPUT_TOPICS for n in range(PARTITIONS)]
    consumer = AIOKafkaConsumer(bootstrap_servers=target.bootstrap, auto_offset_reset="earliest")
    await consumer.start()
    found: dict[TopicPartition, list[Event]] = defaultdict(list)
    try:
        consumer.assign(places)
        await consumer.seek_to_beginning()
        ends = await consumer.end_offsets(places)
        assert sum(ends.values()) == count
        while sum(map(len, found.values())) < count:
            for place, records in (await consumer.getmany(timeout_ms=2_000)).items():
                found[place] += [decode(r.value, r.key, r.headers, r.timestamp * 1_000) for r in records]
                assert all((murmur2(r.key) & 0x7FFFFFFF) % PARTITIONS == r.partition for r in records)
    finally:
        await consumer.stop()
    return found


async def test_kafka_has_every_event_once_on_its_topic_in_order(target: Target) -> None:
    events = list(simulate(load_plan("default"), 1, MONDAY_US, MONDAY_US + 4 * HOUR_US))
    progress: list[Released] = []
    done = await publish(iter(events), target, history_until_us=None, on_progress=progress.append)
    found = await read_back(target, len(events))

    assert len(events) > 4_000
    assert done == progress[-1] == Released(len(events), done.at_us, live=False)
    assert sorted(e.id for got in found.values() for e in got) == sorted(e.id for e in events)
    for place, got in found.items():
        ours = [e for e in events if target.prefix + topic_of(e) == place.topic]
        subjects = {e.subject for e in got}
        assert got == [e for e in ours if e.subject in subjects]
    used = Counter(place.topic.removeprefix(target.prefix) for place in found)
    assert used == dict.fromkeys(INPUT_TOPICS, PARTITIONS)
