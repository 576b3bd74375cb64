"""What a replay left on a real Kafka."""

from typing import Any
from uuid import uuid4

from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from streams.records import DeadLetter, MetricRecord, encode, metric_key
from streams.report.collect import collect, collect_dead_letters
from tests.report.rig import DAY_1, DAY_2, record


def letter(offset: int, reason: str) -> DeadLetter:
    return DeadLetter(
        reason=reason, detail="", topic="calls", partition=0, offset=offset, timestamp=DAY_1, key=None, value=b"x"
    )


async def test_the_latest_committed_record_of_every_key_is_collected(broker: Any) -> None:
    prefix = f"collect-{uuid4().hex[:8]}."
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.address)
    await admin.start()
    await admin.create_topics([NewTopic(f"{prefix}metrics", 3, 1), NewTopic(f"{prefix}deadletters", 2, 1)])
    producer = AIOKafkaProducer(bootstrap_servers=broker.address, transactional_id=prefix)
    await producer.start()

    async def put(metric: MetricRecord, partition: int, *, gone: bool = False) -> None:
        value = None if gone else encode(metric)
        await producer.send(f"{prefix}metrics", value, key=metric_key(metric), partition=partition)

    old, new = record("a", DAY_1, {"offered": 1}), record("a", DAY_1, {"offered": 2})
    removed, other = record("b", DAY_1, {"offered": 3}), record("a", DAY_2, {"offered": 4})
    async with producer.transaction():
        await put(old, 0)
        await put(removed, 1)
        await producer.send(f"{prefix}deadletters", encode(letter(1, "not_json")), partition=1)
    async with producer.transaction():
        await put(new, 0)
        await put(removed, 1, gone=True)
        await put(other, 1)
        await producer.send(f"{prefix}deadletters", encode(letter(2, "not_json")), partition=0)
    await producer.begin_transaction()
    await put(record("a", DAY_1, {"offered": 99}), 0)
    await producer.abort_transaction()
    await producer.stop()

    found = await collect(broker.address, prefix)
    reasons, letters = await collect_dead_letters(broker.address, prefix)
    await admin.delete_topics([f"{prefix}metrics", f"{prefix}deadletters"])
    await admin.close()
    assert sorted(metric.counts["offered"] for metric in found) == [2, 4]
    assert reasons == {"not_json": 2}
    assert sorted(one.offset for one in letters) == [1, 2]


async def test_topics_that_are_not_there_hold_nothing(broker: Any) -> None:
    assert await collect(broker.address, f"nowhere-{uuid4().hex[:8]}.") == []
