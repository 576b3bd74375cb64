"""From sending an event to reading the metric record that holds it, at a steady load."""

import asyncio
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from statistics import quantiles

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from rich.console import Console

from streams.app.prepare import prepare
from streams.policy import Policy
from streams.records import decode_metric
from streams.settings import Settings

EVENTS_A_SECOND = 5_000
QUEUES = 10
WARM_UP_S = 8.0
MEASURE_S = 20.0
PROBE_EVERY_S = 0.1
STEP_S = 0.02
PREFIX = "latency."


def event(subject: str, kind: str, data: dict[str, object]) -> tuple[bytes, bytes]:
    """An event that happens now."""
    time_ = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    body = {"specversion": "1.0", "id": f"{subject}-{kind}", "source": "/latency", "type": f"call.{kind}"}
    return subject.encode(), orjson.dumps({**body, "time": time_, "subject": subject, "data": data})


def load() -> Iterator[tuple[bytes, bytes, str | None]]:
    """Calls that are queued, answered, ended and wrapped up; the queue is named with the first of them."""
    call = 0
    while True:
        call += 1
        subject, queue = f"call-{call}", f"busy-{call % QUEUES}"
        yield *event(subject, "queued", {"queue": queue}), queue
        yield *event(subject, "answered", {"agent_id": f"agent-{call % 200}"}), None
        yield *event(subject, "ended", {"by": "customer"}), None
        yield *event(subject, "wrapped_up", {}), None


class Watch:
    """Matches metric records with the sendings they are the first to hold."""

    def __init__(self) -> None:
        self.busy_s: list[float] = []
        self.quiet_s: list[float] = []
        self._sent_s: defaultdict[str, list[float]] = defaultdict(list)
        self._seen: defaultdict[str, int] = defaultdict(int)

    def sent(self, queue: str) -> None:
        """A call was queued there just now."""
        self._sent_s[queue].append(time.monotonic())

    def read(self, queue: str, offered: int, *, measuring: bool) -> None:
        """A record says that so many were offered there today."""
        now_s, times_s = time.monotonic(), self._sent_s[queue]
        fresh = times_s[self._seen[queue] : offered]
        self._seen[queue] = max(self._seen[queue], offered)
        if measuring:
            (self.busy_s if queue.startswith("busy") else self.quiet_s).extend(now_s - sent_s for sent_s in fresh)


async def run(bootstrap: str, console: Console) -> None:
    """A worker with all stages, a steady load, and a call to a queue of its own ten times a second."""
    settings = Settings(broker=bootstrap, prefix=PREFIX, app_id="latency", partitions=4)
    await prepare(settings, Policy())
    environment = os.environ | {
        "PASOKH_BROKER": bootstrap,
        "PASOKH_PREFIX": PREFIX,
        "PASOKH_APP_ID": "latency",
        "PASOKH_PARTITIONS": "4",
        "PASOKH_WEB_PORT": "0",
        "PASOKH_LOG_LEVEL": "warning",
    }
    worker = subprocess.Popen([sys.executable, "-m", "streams.cli", "worker"], env=environment)  # noqa: ASYNC220  it lives on
    watch = Watch()
    try:
        reading = asyncio.create_task(_read(bootstrap, watch))
        await _send(bootstrap, watch)
        reading.cancel()
    finally:
        worker.terminate()
        worker.wait()
    for name, values_s in (("a quiet queue", watch.quiet_s), ("a busy queue", watch.busy_s)):
        cuts = quantiles(values_s, n=100)
        console.print(
            f"latency at {EVENTS_A_SECOND:,} events/s, {name}: p50 {cuts[49] * 1e3:.0f} ms, "
            f"p99 {cuts[98] * 1e3:.0f} ms ({len(values_s):,} calls)"
        )


async def _send(bootstrap: str, watch: Watch) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, linger_ms=2)
    await producer.start()
    began_s, sent, probes = time.monotonic(), 0, 0
    source = load()
    while (passed_s := time.monotonic() - began_s) < WARM_UP_S + MEASURE_S:
        while sent < passed_s * EVENTS_A_SECOND:
            key, value, queue = next(source)
            if queue is not None:
                watch.sent(queue)
            await producer.send(f"{PREFIX}calls", value, key=key)
            sent += 1
        if passed_s > probes * PROBE_EVERY_S:
            probes += 1
            watch.sent(f"quiet-{probes}")
            key, value = event(f"probe-{probes}", "queued", {"queue": f"quiet-{probes}"})
            await producer.send(f"{PREFIX}calls", value, key=key)
        await asyncio.sleep(STEP_S)
    await asyncio.sleep(3)
    await producer.stop()


async def _read(bootstrap: str, watch: Watch) -> None:
    consumer = AIOKafkaConsumer(
        f"{PREFIX}metrics",
        bootstrap_servers=bootstrap,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
        fetch_max_wait_ms=20,
    )
    await consumer.start()
    began_s = time.monotonic()
    try:
        async for record in consumer:
            metric = decode_metric(record.value)
            if metric.scope.kind != "queue":
                continue
            today = metric.windows["today"].counts if metric.windows else metric.counts
            if metric.interval in ("P1D", "now"):
                measuring = time.monotonic() - began_s > WARM_UP_S
                watch.read(metric.scope.id, today.get("offered", 0), measuring=measuring)
    finally:
        await consumer.stop()
