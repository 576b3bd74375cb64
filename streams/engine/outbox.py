"""Records on their way out, grouped as the next transaction will write them."""

from collections.abc import Callable
from typing import Protocol

from streams.engine.partitions import partition_of

Headers = list[tuple[str, bytes]]
NO_HEADERS: Headers = []


class BatchBuilder(Protocol):
    """The part of the Kafka client's record batch that is used here."""

    def append(
        self, *, timestamp: int, key: bytes | None, value: bytes | None, headers: Headers = NO_HEADERS
    ) -> object | None:
        """None when the batch is full."""

    def close(self) -> None:
        """Let nothing more in."""


class Outbox:
    """Builds Kafka record batches as records are sent, so that a commit has only to hand them over."""

    __slots__ = ("_batches", "_new_batch", "_partitions", "count", "timestamp_ms")

    def __init__(self, new_batch: Callable[[], BatchBuilder], partitions: int) -> None:
        self._new_batch = new_batch
        self._partitions = partitions
        self._batches: dict[tuple[str, int], list[BatchBuilder]] = {}
        self.count = 0
        """Records sent since the last `take`."""
        self.timestamp_ms = 0

    def send(
        self,
        topic: str,
        key: bytes | None,
        value: bytes | None,
        partition: int | None = None,
        headers: Headers = NO_HEADERS,
    ) -> None:
        """Add a record; without `partition` its key decides, as Kafka's own producer would."""
        if partition is None:
            if key is None:
                raise ValueError("a record without a key needs a partition")
            partition = partition_of(key, self._partitions)
        self.count += 1
        batches = self._batches.get((topic, partition))
        if batches is None:
            batches = self._batches[topic, partition] = [self._new_batch()]
        stamp = self.timestamp_ms
        if batches[-1].append(timestamp=stamp, key=key, value=value, headers=headers) is None:
            batch = self._new_batch()
            batch.append(timestamp=stamp, key=key, value=value, headers=headers)
            batches.append(batch)

    def take(self) -> dict[tuple[str, int], list[BatchBuilder]]:
        """The batches so far, by topic and partition; the outbox is empty again."""
        taken, self._batches, self.count = self._batches, {}, 0
        return taken
