"""Whether the input topics still are what the ledger speaks of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer, TopicPartition


class OffsetBeyondEnd(Exception):
    """More of an input is folded than it holds: it is not the topic that was read."""


@dataclass(frozen=True)
class Lost:
    """Records of `topic` that the broker removed before they were folded: those from `stored` up to `begin`."""

    topic: str
    stored: int
    begin: int

    @property
    def records(self) -> int:
        """At most so many: markers of transactions, which have offsets too, cannot be told from records any more."""
        return self.begin - self.stored


async def missing(
    consumer: AIOKafkaConsumer, task: str, partition: int, stored: Mapping[str, int], inputs: Iterable[str]
) -> list[Lost]:
    """What the inputs lost since `task` stored these offsets; raises `OffsetBeyondEnd`.

    `consumer` reads committed records, so that an input ends before the first open transaction. A stored offset is
    one past the last record folded and never more than that end. It can be less although everything is folded:
    a transaction's marker has an offset behind it.
    """
    parts = [TopicPartition(topic, partition) for topic in inputs if topic in stored]
    if not parts:
        return []
    ends = await consumer.end_offsets(parts)
    begins = await consumer.beginning_offsets(parts)
    for part in parts:
        if stored[part.topic] > ends[part]:
            raise OffsetBeyondEnd(_beyond(task, part, stored[part.topic], ends[part]))
    return [Lost(part.topic, stored[part.topic], begins[part]) for part in parts if stored[part.topic] < begins[part]]


def _beyond(task: str, part: TopicPartition, stored: int, end: int) -> str:
    return (
        f"task {task}: the ledger says that {part.topic} partition {part.partition} was read up to offset {stored}, "
        f"but it ends at {end}. The topic was deleted and made anew, or this is another cluster, or its brokers lost "
        f"records; going on would leave out what comes up to {stored}. See that PASOKH_BROKER and PASOKH_PREFIX are "
        "right; if the topic really is new, start afresh (docs/operations.md, Backup and starting afresh)"
    )
