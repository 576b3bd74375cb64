import asyncio
from typing import Any

import pytest

from streams.events import publish as module
from streams.events.payloads import Queued
from streams.events.payloads import SurveyAnswered as Survey
from streams.events.publish import Publisher
from streams.events.times import moment
from streams.events.types import CallQueued, SurveyAnswered


class FakeBatch:
    def __init__(self, room: int) -> None:
        self.room = room
        self.records: list[tuple[bytes | None, bytes | None]] = []

    def append(self, *, timestamp: int | None, key: bytes | None, value: bytes | None) -> object | None:
        assert timestamp is None
        if len(self.records) == self.room:
            return None
        self.records.append((key, value))
        return object()


class FakeProducer:
    def __init__(self, room: int = 100) -> None:
        self.room = room
        self.sent: list[tuple[str, int, list[bytes | None]]] = []
        self.futures: list[asyncio.Future[None]] = []
        self.broken: Exception | None = None

    def create_batch(self) -> FakeBatch:
        return FakeBatch(self.room)

    async def send_batch(self, batch: Any, topic: str, *, partition: int) -> asyncio.Future[Any]:
        self.sent.append((topic, partition, [key for key, _ in batch.records]))
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if self.broken is not None:
            future.set_exception(self.broken)
        else:
            asyncio.get_running_loop().call_soon(future.set_result, None)
        self.futures.append(future)
        return future


def queued(subject: str) -> CallQueued:
    return CallQueued(id=f"id-{subject}", source="s", time=moment(0), subject=subject, data=Queued(queue="q"))


def publisher(producer: FakeProducer) -> Publisher:
    return Publisher(producer, prefix="p.", partition_of=lambda key: key[0] % 2)


async def test_events_go_to_their_topic_and_to_the_partition_of_their_key() -> None:
    producer = FakeProducer()
    ours = publisher(producer)
    for subject in ("a", "b", "a", "c"):
        await ours.put(queued(subject))
    survey = SurveyAnswered(
        id="1", source="s", time=moment(0), subject="a", data=Survey(contact_id="a", kind="csat", score=5, scale_max=5)
    )
    await ours.put(survey)
    assert producer.sent == []
    await ours.flush()

    assert sorted(producer.sent) == [
        ("p.calls", 0, [b"b"]),
        ("p.calls", 1, [b"a", b"a", b"c"]),
        ("p.surveys", 1, [b"a"]),
    ]
    assert ours.count == 5
    assert all(future.done() for future in producer.futures)


async def test_a_full_batch_goes_out_and_the_next_takes_its_record() -> None:
    producer = FakeProducer(room=2)
    ours = publisher(producer)
    for _ in range(5):
        await ours.put(queued("a"))
    assert producer.sent == [("p.calls", 1, [b"a", b"a"])] * 2
    await ours.flush()

    assert producer.sent[2:] == [("p.calls", 1, [b"a"])]


async def test_many_small_batches_do_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_UNSENT", 3)
    producer = FakeProducer()
    ours = publisher(producer)
    for subject in ("a", "b", "c", "d"):
        await ours.put(queued(subject))

    assert sorted(producer.sent) == [("p.calls", 0, [b"b"]), ("p.calls", 1, [b"a", b"c"])]


async def test_only_so_many_batches_are_in_flight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_IN_FLIGHT", 2)
    producer = FakeProducer(room=1)
    ours = publisher(producer)
    for _ in range(10):
        await ours.put(queued("a"))
        assert sum(not future.done() for future in producer.futures) <= 2


async def test_a_batch_that_fails_is_told() -> None:
    producer = FakeProducer()
    ours = publisher(producer)
    await ours.put(queued("a"))
    producer.broken = ConnectionError("the broker is gone")

    with pytest.raises(ConnectionError, match="the broker is gone"):
        await ours.flush()


async def test_a_record_that_fits_no_batch_is_refused() -> None:
    with pytest.raises(ValueError, match="fits no batch"):
        await publisher(FakeProducer(room=0)).put(queued("a"))
