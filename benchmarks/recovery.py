"""How long a task takes to read its ledger back."""

import time
from collections.abc import Iterator
from itertools import islice

from aiokafka import AIOKafkaProducer
from aiokafka.producer.message_accumulator import BatchBuilder
from rich.console import Console

from benchmarks.calls import call_events
from streams.app.stages import build_stages
from streams.engine.clients import Clients
from streams.engine.clock import Clock
from streams.engine.outbox import Outbox
from streams.engine.stage import Context, Stage
from streams.engine.task import Task, TaskOptions
from streams.engine.topics import COMPACTED, TopicSpec, ensure_topics
from streams.events.times import micros
from streams.policy import Policy
from streams.settings import Settings

RECORDS = 1_000_000
EVENTS_A_COMMIT = 500
DISORDER_US = 5_000_000


def ledger_records(stage: Stage) -> Iterator[tuple[bytes, bytes | None]]:
    """What a contacts task writes into its ledger while it folds a busy centre, tombstones and all."""
    clock = Clock(("calls",), DISORDER_US, live=False)
    context = Context(0, 1, clock, Outbox(lambda: BatchBuilder(1 << 20, 0), 1))
    logic = stage.logic(context)
    clock.enter("calls")
    for number, event in enumerate(call_events()):
        at_us = micros(event.time)
        clock.observe(at_us)
        while (due := context.timers.pop_due(clock.now_us)) is not None:
            logic.fire(*due)
        logic.fold(event, at_us)
        if number % EVENTS_A_COMMIT == 0:
            logic.flush()
            context.out.take()
            yield from context.tables["contacts"].take_changes()


async def run(bootstrap: str, records: int, console: Console) -> None:
    """Fill a ledger partition and recover a contacts task from it."""
    stage = build_stages(Settings(broker=bootstrap, prefix="recover."), Policy()).contacts
    topic = f"recover.ledger.{stage.name}"
    await ensure_topics(bootstrap, [TopicSpec(topic, 1, COMPACTED)], {})
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, max_batch_size=1 << 20, acks=1)
    await producer.start()
    batch = producer.create_batch()
    for key, value in islice(ledger_records(stage), records):
        if batch.append(timestamp=None, key=key, value=value) is None:
            await (await producer.send_batch(batch, topic, partition=0))
            batch = producer.create_batch()
            batch.append(timestamp=None, key=key, value=value)
    await (await producer.send_batch(batch, topic, partition=0))
    await producer.stop()
    options = TaskOptions(
        1, "recover.ledger.", "dead", lambda *_: (None, b"", []), DISORDER_US, live=False, commit_us=1
    )
    task = Task(stage, 0, options, lambda error: console.print(repr(error)))
    began = time.monotonic()
    await task.open(Clients(bootstrap, "recover", {}))
    took_s = time.monotonic() - began
    count = task.figures.recovered_records
    console.print(f"recovery: {count:,} ledger records in {took_s:.1f} s ({count / took_s:,.0f}/s)")
    await task.close()
