"""The ledger: one partition of a compacted topic that holds a task's whole state and its source offsets."""

import msgspec
from aiokafka import AIOKafkaConsumer, TopicPartition

from streams.engine.clock import ClockState
from streams.engine.stage import Context

OFFSET = b"@offset/"
CLOCK = b"@clock"

_pack_clock = msgspec.msgpack.Encoder().encode
_unpack_clock = msgspec.msgpack.Decoder(ClockState).decode


class UnknownLedgerRecord(Exception):
    """The ledger holds a table that this stage does not have: it was written by another program."""


def offset_record(topic: str, next_offset: int) -> tuple[bytes, bytes]:
    """Says that everything of `topic` before `next_offset` is in the state."""
    return OFFSET + topic.encode(), b"%d" % next_offset


def clock_record(state: ClockState) -> tuple[bytes, bytes]:
    """Keeps the task's time."""
    return CLOCK, _pack_clock(state)


async def read_ledger(consumer: AIOKafkaConsumer, topic: str, partition: int) -> tuple[dict[bytes, bytes], int]:
    """The latest committed value of every key, and how many records were read.

    `consumer` is started, group-less and read_committed with `auto_offset_reset="earliest"`.
    """
    where = TopicPartition(topic, partition)
    consumer.assign([where])
    end = (await consumer.end_offsets([where]))[where]
    latest: dict[bytes, bytes] = {}
    read = 0
    while await consumer.position(where) < end:
        for records in (await consumer.getmany(timeout_ms=200)).values():
            read += len(records)
            for record in records:
                if record.value is None:
                    latest.pop(record.key, None)
                else:
                    latest[record.key] = record.value
    return latest, read


def restore(latest: dict[bytes, bytes], context: Context) -> dict[str, int]:
    """Fill the context's tables and clock; returns the next offset of each source topic."""
    offsets: dict[str, int] = {}
    tables = {name: table.load for name, table in context.tables.items()}
    for key, value in latest.items():
        if key.startswith(OFFSET):
            offsets[key[len(OFFSET) :].decode()] = int(value)
        elif key == CLOCK:
            context.clock.state = _unpack_clock(value)
        else:
            name, _, rest = key.decode().partition("/")
            if name not in tables:
                raise UnknownLedgerRecord(f"no table {name!r} for ledger key {key!r}")
            tables[name](rest, value)
    return offsets
