"""Two million events of about 230 bytes on four partitions, the same every time, and what must come out."""

import asyncio
import heapq
import random
from collections.abc import Iterator
from typing import Any

import orjson
from aiokafka import AIOKafkaProducer

from streams.engine.partitions import partition_of

PARTITIONS = 4
QUEUES = [f"queue-{i:02d}" for i in range(40)]
AGENTS = [f"agent-{i:04d}" for i in range(800)]
START_S = 1_700_000_040.0
OPEN_CHATS = 2_000
TEXTS = [
    "سفارشم سه روز است در راه مانده، خبری دارید؟",
    "از صبر شما ممنونم، همین حالا پیگیری می‌کنم",
    "لطفاً کد رهگیری را برایم بفرستید تا ببینم",
    "مشکلم حل شد، خیلی لطف کردید",
]

Windows = dict[str, list[float]]
"""`queue|minute` to queued, answered, sum of waits, answered within 20 s, messages."""


def events(count: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Thirds of call.queued, call.answered and chat.message in time order, by contact id."""
    random_ = random.Random(515)
    new_id = lambda: f"{random_.getrandbits(128):032x}"  # noqa: E731  it stands for one expression
    calls = count // 3
    chats = [(new_id(), random_.choice(QUEUES)) for _ in range(OPEN_CHATS)]
    answers: list[tuple[float, str, str]] = []
    at_s, queued, sent = START_S, 0, 0

    def event(kind: str, time_s: float, queue: str, **more: str) -> dict[str, Any]:
        return {"id": new_id(), "time": round(time_s, 3), "source": "/pbx/one", "type": kind, "queue": queue, **more}

    while sent < count:
        while answers and (answers[0][0] <= at_s or queued == calls) and sent < count:
            answered_s, call_id, queue = heapq.heappop(answers)
            yield call_id, event("call.answered", answered_s, queue, call_id=call_id, agent_id=random_.choice(AGENTS))
            sent += 1
        if queued < calls and sent < count:
            call_id, queue = new_id(), random_.choice(QUEUES)
            customer = f"customer-{random_.randrange(3_000_000):07d}"
            yield call_id, event("call.queued", at_s, queue, call_id=call_id, customer_id=customer)
            heapq.heappush(answers, (round(at_s + random_.uniform(1, 60), 3), call_id, queue))
            queued, sent = queued + 1, sent + 1
        if sent < count and (queued < calls or not answers):
            slot = random_.randrange(OPEN_CHATS)
            chat_id, queue = chats[slot]
            if random_.random() < 0.1:
                chats[slot] = new_id(), random_.choice(QUEUES)
            speaker = random_.choice(("agent", "customer"))
            yield (
                chat_id,
                event("chat.message", at_s, queue, chat_id=chat_id, sender=speaker, text=random_.choice(TEXTS)),
            )
            sent += 1
        at_s += 0.003


async def load(bootstrap: str, topic: str, count: int) -> Windows:
    """Fill `topic` and return the windows recomputed on the way."""
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, max_batch_size=1 << 20, acks=1)
    await producer.start()
    windows: Windows = {}
    queued_s: dict[str, float] = {}
    batches = [producer.create_batch() for _ in range(PARTITIONS)]
    where: dict[str, int] = {}
    for key, event in events(count):
        tally(windows, queued_s, event)
        partition = where.get(key)
        if partition is None:
            partition = where[key] = partition_of(key.encode(), PARTITIONS)
        record = {"timestamp": int(event["time"] * 1000), "key": key.encode(), "value": orjson.dumps(event)}
        if batches[partition].append(**record) is None:
            await (await producer.send_batch(batches[partition], topic, partition=partition))
            batches[partition] = producer.create_batch()
            batches[partition].append(**record)
    await asyncio.gather(
        *[
            await producer.send_batch(batch, topic, partition=i)
            for i, batch in enumerate(batches)
            if batch.record_count()
        ]
    )
    await producer.stop()
    return windows


def tally(windows: Windows, queued_s: dict[str, float], event: dict[str, Any]) -> None:
    """The job in its plainest form."""
    window = windows.setdefault(f"{event['queue']}|{int(event['time'] // 60)}", [0, 0, 0.0, 0, 0])
    if event["type"] == "call.queued":
        queued_s[event["call_id"]] = event["time"]
        window[0] += 1
    elif event["type"] == "call.answered":
        wait_s = event["time"] - queued_s.pop(event["call_id"])
        window[1] += 1
        window[2] += wait_s
        window[3] += wait_s <= 20
    else:
        window[4] += 1
