"""The example stage on a real Kafka: state, outputs and offsets move together."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING

from streams.engine.clients import Clients
from streams.engine.partitions import partition_of
from streams.engine.task import Task
from tests.engine.kafka import DISORDER_S, PARTITIONS, Place, folded, running, until

if TYPE_CHECKING:
    from streams.engine.application import Application
    from tests.conftest import RunningBroker

TALK: list[str | None] = ["yes", "no", "yes", "perhaps", "yes"]


async def test_every_word_is_counted_and_a_restart_counts_on(broker: RunningBroker) -> None:
    place = Place(broker.address)
    await place.create()
    await place.say("spoken", TALK)
    async with running(place) as application:
        await until(folded(application, len(TALK)))
    await place.say("sung", TALK)
    async with running(place) as application:
        assert sum(figures.recovered_records for figures in application.runner.figures) > 0
        await until(folded(application, len(TALK)))
    said = [(record.key, int(record.value)) for record in await place.read("said")]
    assert sorted(said) == sorted(
        (word.encode(), n + 1) for word, times in Counter(TALK * 2).items() if word for n in range(times)
    )


async def test_a_refused_record_becomes_a_dead_letter_and_the_stage_goes_on(broker: RunningBroker) -> None:
    place = Place(broker.address)
    await place.create()
    await place.say("spoken", ["yes", "!YES", None, "no"])
    async with running(place) as application:
        await until(folded(application, 4))
        assert sum((figures.dead_letters for figures in application.runner.figures), Counter()) == {"rude": 2}
    dead = await place.read("dead")
    assert {record.value for record in dead} == {None, b"!YES"}
    assert {record.headers for record in dead} == {(("reason", b"rude"),)}
    assert len(await place.read("said")) == 2


def shared(first: Application, second: Application) -> bool:
    """Whether both own something and together everything."""
    both = first.runner.tasks.keys() | second.runner.tasks.keys()
    return len(both) == PARTITIONS and bool(first.runner.tasks) and bool(second.runner.tasks)


async def test_two_workers_share_the_partitions_and_one_takes_over_from_the_other(broker: RunningBroker) -> None:
    place = Place(broker.address)
    await place.create()
    await place.say("spoken", TALK * 20)
    async with running(place) as first:
        async with running(place) as second:
            await until(lambda: shared(first, second))
            assert not set(first.runner.tasks) & set(second.runner.tasks)
            await place.say("sung", TALK * 20)
            await place.said(200)
        await place.say("sung", TALK * 20)
        said = await place.said(300)
    latest = Counter[bytes]()
    for record in said:
        latest[record.key] = max(latest[record.key], int(record.value))
    assert latest == {b"yes": 180, b"no": 60, b"perhaps": 60}
    assert len(said) == 300


async def test_a_timer_fires_on_a_silent_input(broker: RunningBroker) -> None:
    place = Place(broker.address)
    await place.create()
    async with running(place):
        await place.say("spoken", ["bell"])
        async with asyncio.timeout(15):
            while not (rang := [record for record in await place.read("said") if record.key == b"rang"]):
                await asyncio.sleep(0.1)
    [bell] = [record for record in await place.read("said") if record.key == b"bell"]
    late_s = rang[0].timestamp / 1e3 - (int(rang[0].value) / 1e6 + DISORDER_S)
    assert 0 <= late_s < 1
    assert int(rang[0].value) // 1000 - bell.timestamp <= 1000


async def test_a_second_owner_fences_the_first(broker: RunningBroker) -> None:
    place = Place(broker.address)
    await place.create()
    ends: list[BaseException] = []
    async with running(place, fatal=ends.append) as zombie:
        thief = Place(broker.address, place.prefix)
        partition = partition_of(b"yes", PARTITIONS)
        rival = Task(thief.stage, partition, thief.options().tasks, ends.append)
        await rival.open(Clients(broker.address, thief.topic("app"), {}))
        await place.say("spoken", TALK * 20)
        await until(lambda: bool(ends))
        await rival.close()
        zombie.runner.tasks.pop(("words", partition))
    assert ends
    assert "ence" in repr(ends[0]) or "Epoch" in repr(ends[0])
