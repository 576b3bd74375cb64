"""The standard job's windows, read back and compared."""

import orjson
from aiokafka import AIOKafkaConsumer, TopicPartition

from benchmarks.standard_job.load import PARTITIONS, Windows

WAIT_TOLERANCE_S = 1e-3


async def difference(bootstrap: str, topic: str, expected: Windows) -> int:
    """How many windows differ: latest committed value of each key, summed over partitions."""
    consumer = AIOKafkaConsumer(
        bootstrap_servers=bootstrap, isolation_level="read_committed", auto_offset_reset="earliest"
    )
    await consumer.start()
    parts = [TopicPartition(topic, i) for i in range(PARTITIONS)]
    consumer.assign(parts)
    ends = await consumer.end_offsets(parts)
    latest: dict[tuple[int, bytes], bytes] = {}
    while any([await consumer.position(part) < end for part, end in ends.items()]):
        for part, records in (await consumer.getmany(timeout_ms=200)).items():
            for record in records:
                latest[part.partition, record.key] = record.value
    await consumer.stop()
    found: Windows = {}
    for (_, key), value in latest.items():
        window = found.setdefault(key.decode(), [0, 0, 0.0, 0, 0])
        for i, figure in enumerate(orjson.loads(value)):
            window[i] += figure
    return sum(not _same(expected.get(key), found.get(key)) for key in expected.keys() | found.keys())


def _same(one: list[float] | None, other: list[float] | None) -> bool:
    if one is None or other is None:
        return False
    return all(abs(a - b) <= WAIT_TOLERANCE_S for a, b in zip(one, other, strict=True))
