"""The ceiling: a bare client that decodes and sums in memory; nothing is durable."""

from aiokafka import AIOKafkaConsumer

from benchmarks.measure import Stopwatch
from benchmarks.standard_job.stage import Answered, Queued, _decode


async def run(bootstrap: str, topic: str, count: int, stopwatch: Stopwatch) -> None:
    """Read and sum `count` events."""
    consumer = AIOKafkaConsumer(
        topic,
        bootstrap_servers=bootstrap,
        group_id=None,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        max_partition_fetch_bytes=4 << 20,
    )
    await consumer.start()
    calls: dict[str, float] = {}
    windows: dict[tuple[str, int], list[float]] = {}
    done = 0
    while done < count:
        fetched = await consumer.getmany(timeout_ms=500, max_records=20_000)
        for records in fetched.values():
            stopwatch.start()
            for record in records:
                event = _decode(record.value)
                where = event.queue, int(event.time // 60)
                window = windows.get(where)
                if window is None:
                    window = windows[where] = [0, 0, 0.0, 0, 0]
                if type(event) is Queued:
                    calls[event.call_id] = event.time
                    window[0] += 1
                elif type(event) is Answered:
                    wait_s = event.time - calls.pop(event.call_id)
                    window[1] += 1
                    window[2] += wait_s
                    window[3] += wait_s <= 20
                else:
                    window[4] += 1
            done += len(records)
    stopwatch.stop(done)
    await consumer.stop()
