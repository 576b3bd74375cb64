"""Dead letters: how a refused record is kept, found again and sent once more."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from streams.app.topics import DEAD_LETTERS, LARGEST_RECORD_BYTES
from streams.engine.records import Record, Rejected
from streams.records import DeadLetter, decode_dead_letter, encode
from streams.settings import Settings, kafka_security


@dataclass(frozen=True)
class Kept:
    """A dead letter and where it lies."""

    partition: int
    offset: int
    letter: DeadLetter

    @property
    def place(self) -> str:
        """What a person names it by: partition and offset on the dead-letter topic."""
        return f"{self.partition}:{self.offset}"


def dead_letter(record: Record, rejected: Rejected) -> tuple[bytes | None, bytes, list[tuple[str, bytes]]]:
    """Key, value and headers: the original bytes as they were, and in headers what tools look for."""
    letter = DeadLetter(
        reason=rejected.reason,
        detail=rejected.detail,
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        timestamp=datetime.fromtimestamp(record.timestamp / 1e3, UTC).isoformat().replace("+00:00", "Z"),
        key=record.key,
        value=record.value,
        headers=tuple(record.headers),
    )
    headers = {
        "reason": letter.reason,
        "topic": letter.topic,
        "partition": str(letter.partition),
        "offset": str(letter.offset),
    }
    return record.key, encode(letter), [(name, value.encode()) for name, value in headers.items()]


async def read_dead_letters(settings: Settings) -> AsyncIterator[Kept]:
    """Every dead letter kept, partition by partition in the order they came."""
    consumer = AIOKafkaConsumer(
        bootstrap_servers=settings.broker,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        max_partition_fetch_bytes=LARGEST_RECORD_BYTES,
        **kafka_security(settings),
    )
    try:
        await consumer.start()
        topic = settings.topic(DEAD_LETTERS)
        for partition in sorted(consumer.partitions_for_topic(topic) or await _partitions(consumer, topic)):
            where = TopicPartition(topic, partition)
            consumer.assign([where])
            end = (await consumer.end_offsets([where]))[where]
            while await consumer.position(where) < end:
                for records in (await consumer.getmany(timeout_ms=200)).values():
                    for record in records:
                        yield Kept(partition, record.offset, decode_dead_letter(record.value))
    finally:
        await consumer.stop()


async def _partitions(consumer: AIOKafkaConsumer, topic: str) -> set[int]:
    await consumer._client.add_topic(topic)  # noqa: SLF001 - metadata of a topic not subscribed to has no public way
    return consumer.partitions_for_topic(topic) or set()


async def resend(settings: Settings, letters: Iterable[DeadLetter]) -> int:
    """Send the original bytes to where they came from; returns how many.

    To the very partition, too: it held the contact's other events. A record refused again becomes a
    new dead letter.
    """
    producer = AIOKafkaProducer(
        bootstrap_servers=settings.broker,
        enable_idempotence=True,
        max_request_size=LARGEST_RECORD_BYTES,
        **kafka_security(settings),
    )
    await producer.start()
    sending = []
    try:
        for letter in letters:
            headers: list[tuple[str, Any]] = list(letter.headers)
            sending.append(
                await producer.send(
                    letter.topic, letter.value, key=letter.key, partition=letter.partition, headers=headers
                )
            )
        for sent in sending:
            await sent  # raises what the broker refused
    finally:
        await producer.stop()
    return len(sending)
