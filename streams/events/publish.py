"""Events on their way to Kafka in whole batches, for whoever makes many of them.

Knows the client's producer only by its shape, so that nothing here needs Kafka.
"""

from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Protocol

from streams.events.encode import encode
from streams.events.topics import TOPICS
from streams.events.types import Event

if TYPE_CHECKING:
    import asyncio

MOST_UNSENT = 20_000
"""Records kept back before batches that are not yet full are sent as well."""

MOST_IN_FLIGHT = 256
"""Batches handed to the client and not yet acknowledged by the broker."""

REMEMBERED_KEYS = 65_536
"""Keys whose partition is remembered: a contact's events come close together."""


class Batch(Protocol):
    def append(self, *, timestamp: int | None, key: bytes | None, value: bytes | None) -> object | None:
        """None when the batch is full."""


class Producer(Protocol):
    """The part of an `AIOKafkaProducer` that is used here."""

    def create_batch(self) -> Any: ...  # noqa: ANN401  the client's own builder

    def send_batch(
        self,
        batch: Any,  # noqa: ANN401  the client's own builder
        topic: str,
        *,
        partition: int,
    ) -> Awaitable["asyncio.Future[Any]"]: ...


class Publisher:
    """Orders within a partition are kept; a batch that fails raises in the next `put` or `flush`.

    Records bear the time at which they are handed over, not the event's, so that a topic's retention does not
    throw away events of long ago. `partition_of` must agree with Kafka's own murmur2. Give it a producer with
    `enable_idempotence=True`, or a retry may write twice.
    """

    def __init__(self, producer: Producer, *, prefix: str, partition_of: Callable[[bytes], int]) -> None:
        self._producer = producer
        self._partition_of = partition_of
        self._partitions: OrderedDict[bytes, int] = OrderedDict()
        self._open: dict[tuple[str, int], Batch] = {}
        self._unsent = 0
        self._in_flight: deque[asyncio.Future[Any]] = deque()
        self._topics = {event_type: prefix + topic for event_type, topic in TOPICS.items()}
        self.count = 0
        """Records put so far."""

    async def put(self, event: Event) -> None:
        """Add an event to its topic's batch; waits only while the broker is behind."""
        key = event.subject.encode()
        await self.put_record(self._topics[type(event)], key, encode(event), self._partition(key))

    async def put_record(self, topic: str, key: bytes | None, value: bytes, partition: int) -> None:
        """Add any record; `topic` is the full name."""
        place = (topic, partition)
        batch = self._open.get(place)
        if batch is None:
            batch = self._open[place] = self._producer.create_batch()
        if batch.append(timestamp=None, key=key, value=value) is None:
            await self._send(place)
            batch = self._open[place] = self._producer.create_batch()
            if batch.append(timestamp=None, key=key, value=value) is None:
                raise ValueError(f"a record of {len(value)} bytes fits no batch")
        self.count += 1
        self._unsent += 1
        if self._unsent >= MOST_UNSENT:
            await self._send_all()

    async def flush(self) -> None:
        """Send what is kept back and wait until the broker has all of it."""
        await self._send_all()
        while self._in_flight:
            await self._in_flight.popleft()

    def _partition(self, key: bytes) -> int:
        known = self._partitions.get(key)
        if known is not None:
            return known
        if len(self._partitions) >= REMEMBERED_KEYS:
            self._partitions.popitem(last=False)
        partition = self._partitions[key] = self._partition_of(key)
        return partition

    async def _send_all(self) -> None:
        for place in list(self._open):
            await self._send(place)
        self._unsent = 0

    async def _send(self, place: tuple[str, int]) -> None:
        batch = self._open.pop(place)
        topic, partition = place
        self._in_flight.append(await self._producer.send_batch(batch, topic, partition=partition))
        while self._in_flight and (len(self._in_flight) > MOST_IN_FLIGHT or self._in_flight[0].done()):
            await self._in_flight.popleft()
