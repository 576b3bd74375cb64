"""Simulated events to Kafka, as any producer would send them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.partitioner import murmur2

from streams.events.publish import Publisher
from streams.events.types import Event
from streams.simulator.release import Clock, Released, WallClock, release

BATCH_BYTES = 131_072


@dataclass(frozen=True)
class Target:
    """A Kafka whose input topics exist; `client` holds more settings of the client (TLS, SASL)."""

    bootstrap: str
    prefix: str
    partitions: int
    client: Mapping[str, Any] = field(default_factory=dict)


async def publish(
    events: Iterable[Event],
    target: Target,
    *,
    history_until_us: int | None,
    speed: float = 1.0,
    clock: Clock | None = None,
    on_progress: Callable[[Released], None] | None = None,
) -> Released:
    """Send events to their topics in the pace that `release` describes; waits while the broker is behind.

    However it ends, by cancellation too, what was put still goes out.
    """
    producer = AIOKafkaProducer(
        bootstrap_servers=target.bootstrap,
        acks="all",
        enable_idempotence=True,
        max_batch_size=BATCH_BYTES,
        **target.client,
    )
    await producer.start()
    try:
        publisher = Publisher(
            producer,
            prefix=target.prefix,
            partition_of=lambda key: (murmur2(key) & 0x7FFFFFFF) % target.partitions,
        )
        return await release(
            events,
            publisher,
            history_until_us=history_until_us,
            speed=speed,
            clock=clock or WallClock(),
            on_progress=on_progress,
        )
    finally:
        await producer.stop()
