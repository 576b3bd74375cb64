"""A worker that is told to stop while it recovers leaves nothing behind that still runs or holds a task."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from faust.types import TP

from streams.engine.runner import Runner
from streams.engine.stage import Stage
from tests.engine.fakes import OPTIONS, Clients
from tests.engine.kafka import PARTITIONS, Place, fail, folded, running, until
from tests.engine.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import RunningBroker

STAGE = Stage("words", ("spoken",), Words)
BOTH = {TP("spoken", 0), TP("spoken", 1)}


def runner(clients: Clients, fatal: Callable[[BaseException], None] = fail) -> Runner:
    return Runner([STAGE], clients, OPTIONS, topics=lambda stage: stage.inputs, fatal=fatal)  # type: ignore[arg-type]


def stuck(task: str) -> Callable[[str], asyncio.Event | None]:
    """A gate that never opens for this task."""
    shut = asyncio.Event()
    return lambda name: shut if name == task else None


async def test_a_stop_ends_a_recovery_that_hangs_and_lets_its_producers_go() -> None:
    clients = Clients(gate=stuck("words-1"))
    own = runner(clients)
    seeking = asyncio.create_task(own.seek(BOTH))
    await until(lambda: ("words", 0) in own.tasks)
    async with asyncio.timeout(1):
        await own.close()
        assert await seeking == {}
    assert [producer.stopped for producer in clients.producers] == [True, True]
    assert (own.tasks, own.ready) == ({}, False)


async def test_after_a_stop_nothing_is_recovered_any_more() -> None:
    clients = Clients()
    own = runner(clients)
    await own.close()
    assert await own.seek(BOTH) == {}
    assert (clients.producers, own.tasks, own.ready) == ([], {}, False)


async def test_a_stop_that_comes_while_a_recovery_waits_for_the_one_before_ends_both() -> None:
    clients = Clients(gate=stuck("words-1"))
    own = runner(clients)
    both = [asyncio.create_task(own.seek(BOTH)) for _ in range(2)]
    await until(lambda: ("words", 0) in own.tasks)
    async with asyncio.timeout(1):
        await own.close()
        assert await asyncio.gather(*both) == [{}, {}]
    assert len(clients.producers) == 2
    assert own.tasks == {}


async def test_a_recovery_that_its_own_caller_gives_up_is_not_taken_for_a_stop() -> None:
    clients = Clients(gate=stuck("words-1"))
    own = runner(clients)
    seeking = asyncio.create_task(own.seek(BOTH))
    await until(lambda: ("words", 0) in own.tasks)
    seeking.cancel()
    await asyncio.wait([seeking])
    assert seeking.cancelled()
    assert [producer.stopped for producer in clients.producers] == [False, True]
    await own.close()


async def test_when_one_task_cannot_be_recovered_the_others_do_not_go_on_alone() -> None:
    ends: list[BaseException] = []
    clients = Clients(gate=stuck("words-1"))
    make = clients.producer

    def producer(task: str) -> Any:
        if task == "words-0":
            raise OSError("no broker")
        return make(task)

    clients.producer = producer  # type: ignore[method-assign]
    own = runner(clients, ends.append)
    async with asyncio.timeout(1):
        assert isinstance(await asyncio.gather(own.seek(BOTH), return_exceptions=True), list)
    assert [repr(error) for error in ends] == ["OSError('no broker')"]
    assert [producer.stopped for producer in clients.producers] == [True]


async def test_an_application_stopped_during_its_recovery_leaves_all_to_the_next(broker: RunningBroker) -> None:
    place = Place(broker.address)
    await place.create()
    await place.say("spoken", ["yes", "no", "perhaps"] * 10)
    application = place.application(fail)
    clients = Held(application.runner._clients)
    application.runner._clients = clients  # type: ignore[assignment]  # the real ones, held back
    await application.start()
    await until(lambda: clients.waiting == PARTITIONS)
    async with asyncio.timeout(20):
        await application.stop()
    clients.gate.set()
    assert application.runner.tasks == {}
    assert not application.runner.ready
    assert all(producer._closed for producer in clients.producers)
    async with running(place) as second:
        await until(folded(second, 30))


class Held:
    """Clients of a real Kafka; `waiting` readers of ledgers are not started until the gate opens."""

    def __init__(self, clients: Any) -> None:
        self._clients = clients
        self.gate = asyncio.Event()
        self.waiting = 0
        self.producers: list[Any] = []

    def producer(self, task: str) -> Any:
        self.producers.append(self._clients.producer(task))
        return self.producers[-1]

    def consumer(self) -> Any:
        consumer = self._clients.consumer()
        start = consumer.start

        async def later() -> None:
            self.waiting += 1
            await self.gate.wait()
            await start()

        consumer.start = later
        return consumer
