"""The same job as Faust's own documentation would write it: an agent, a table, a windowed table."""

import asyncio
from datetime import timedelta
from typing import Any

import faust

from benchmarks.measure import Stopwatch
from benchmarks.standard_job.load import PARTITIONS


async def run(bootstrap: str, topic: str, out_topic: str, count: int, stopwatch: Stopwatch) -> None:
    """Process `count` events at least once (Faust's default)."""
    app = faust.App(
        f"stock-{topic}",
        broker=f"kafka://{bootstrap}",
        store="memory://",
        topic_partitions=PARTITIONS,
        topic_disable_leader=True,
        consumer_auto_offset_reset="earliest",
        web_enabled=False,
    )
    source = app.topic(topic, key_serializer="raw", value_serializer="json", partitions=PARTITIONS)
    out = app.topic(out_topic, key_serializer="raw", value_serializer="json", partitions=PARTITIONS)
    calls = app.Table("calls", partitions=PARTITIONS)
    windows = app.Table("windows", default=lambda: [0, 0, 0.0, 0, 0], partitions=PARTITIONS).tumbling(
        60.0, expires=timedelta(days=36_500)
    )
    windows = windows.relative_to_stream()
    done = asyncio.Event()

    async def process(stream: faust.StreamT[Any]) -> None:
        seen = 0
        async for message in stream.events():
            stopwatch.start()
            event = message.value
            key = f"{event['queue']}|{message.message.partition}"
            window = list(windows[key].value())
            if event["type"] == "call.queued":
                calls[event["call_id"]] = event["time"]
                window[0] += 1
            elif event["type"] == "call.answered":
                queued_s = calls.get(event["call_id"])
                if queued_s is not None:
                    calls.pop(event["call_id"])
                    wait_s = event["time"] - queued_s
                    window[1] += 1
                    window[2] += wait_s
                    window[3] += wait_s <= 20
            else:
                window[4] += 1
            windows[key] = window
            await out.send(key=key.encode(), value=window)
            seen += 1
            if seen == count:
                stopwatch.stop(seen)
                done.set()

    app.agent(source)(process)
    app.finalize()
    await app.start()
    await done.wait()
