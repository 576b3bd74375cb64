"""Records on their way out, grouped as the next transaction will write them."""

from collections import defaultdict
from collections.abc import Callable
from typing import Final

from aiokafka.producer.message_accumulator import BatchBuilder

from streams.engine.partitions import partition_of

Headers = list[tuple[str, bytes]]
NO_HEADERS: Final[Headers] = []


class Batch:
    """A record batch of the client, filled past its wrapping: this is called for every record that goes out."""

    __slots__ = ("_append", "_builder", "_count")

    def __init__(self, builder: BatchBuilder) -> None:
        self._builder = builder
        self._append = builder._builder.append
        self._count = 0

    def add(self, timestamp_ms: int, key: bytes | None, value: bytes | None, headers: Headers) -> bool:
        """Whether the record still fitted in; into an empty batch it does, however large."""
        if self._append(self._count, timestamp_ms, key, value, headers) is None:
            return False
        self._count += 1
        return True

    def closed(self) -> BatchBuilder:
        """The client's batch, to be sent; nothing more goes in."""
        builder = self._builder
        builder._relative_offset = self._count
        builder.close()
        return builder


class Outbox:
    """Builds Kafka record batches as records are sent, so that a commit has only to hand them over."""

    __slots__ = ("_filling", "_full", "_new_batch", "_partitions", "count", "timestamp_ms")

    def __init__(self, new_batch: Callable[[], BatchBuilder], partitions: int) -> None:
        self._new_batch = new_batch
        self._partitions = partitions
        self._filling: dict[tuple[str, int], Batch] = {}
        self._full: defaultdict[tuple[str, int], list[BatchBuilder]] = defaultdict(list)
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
        where = topic, partition
        batch = self._filling.get(where)
        if batch is None or not batch.add(self.timestamp_ms, key, value, headers):
            self._begin(where).add(self.timestamp_ms, key, value, headers)

    def take(self) -> dict[tuple[str, int], list[BatchBuilder]]:
        """The batches so far, by topic and partition, closed; the outbox is empty again."""
        taken = self._full
        for where, batch in self._filling.items():
            taken[where].append(batch.closed())
        self._filling, self._full, self.count = {}, defaultdict(list), 0
        return taken

    def _begin(self, where: tuple[str, int]) -> Batch:
        full = self._filling.get(where)
        if full is not None:
            self._full[where].append(full.closed())
        batch = self._filling[where] = Batch(self._new_batch())
        return batch
