"""What a replay left on its topics, read to the end."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from streams.records import DeadLetter, MetricRecord, decode_dead_letter, decode_metric

WAIT_MS = 200
DAY = b"/P1D/"
FIRST_DEAD_LETTERS = 100


async def collect(bootstrap: str, prefix: str, client: Mapping[str, Any] | None = None) -> list[MetricRecord]:
    """The latest committed metric record under every key of a day: nothing else is reported.

    `client` holds more settings of the Kafka client (TLS, SASL).
    """
    latest: dict[bytes, bytes | None] = {}

    def keep(key: bytes | None, value: bytes | None) -> None:
        if key is not None and DAY in key:
            latest[key] = value

    await read_committed(bootstrap, f"{prefix}metrics", keep, client or {})
    return [decode_metric(value) for value in latest.values() if value is not None]


async def collect_dead_letters(
    bootstrap: str, prefix: str, client: Mapping[str, Any] | None = None
) -> tuple[Counter[str], list[DeadLetter]]:
    """How many there are by reason, and the first hundred."""
    reasons: Counter[str] = Counter()
    first: list[DeadLetter] = []

    def keep(_: bytes | None, value: bytes | None) -> None:
        if value is None:
            return
        letter = decode_dead_letter(value)
        reasons[letter.reason] += 1
        if len(first) < FIRST_DEAD_LETTERS:
            first.append(letter)

    await read_committed(bootstrap, f"{prefix}deadletters", keep, client or {})
    return reasons, first


async def read_committed(
    bootstrap: str, topic: str, keep: Callable[[bytes | None, bytes | None], None], client: Mapping[str, Any]
) -> None:
    """Every committed record that was there at the start, each partition in order."""
    places = await _places(bootstrap, topic, client)
    if not places:
        return
    consumer = AIOKafkaConsumer(
        bootstrap_servers=bootstrap,
        isolation_level="read_committed",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        **client,
    )
    await consumer.start()
    try:
        consumer.assign(places)
        ends = await consumer.end_offsets(places)
        waiting = {place for place in places if await consumer.position(place) < ends[place]}
        while waiting:
            for records in (await consumer.getmany(*waiting, timeout_ms=WAIT_MS)).values():
                for record in records:
                    keep(record.key, record.value)
            waiting = {place for place in waiting if await consumer.position(place) < ends[place]}
    finally:
        await consumer.stop()


async def _places(bootstrap: str, topic: str, client: Mapping[str, Any]) -> list[TopicPartition]:
    """None when there is no such topic."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, **client)
    await admin.start()
    try:
        found = {one["topic"]: one["partitions"] for one in await admin.describe_topics()}
    finally:
        await admin.close()
    return [TopicPartition(topic, partition["partition"]) for partition in found.get(topic, ())]
