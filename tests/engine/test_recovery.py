"""What a task goes on from: the ledger's offsets, held against the topics they speak of."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete
from structlog.testing import capture_logs

from streams.engine.extent import OffsetBeyondEnd
from streams.engine.ledger import offset_record
from streams.engine.partitions import partition_of
from streams.engine.stage import Stage
from streams.engine.task import Task
from streams.engine.topics import delete_topics
from tests.engine.fakes import OPTIONS, Clients
from tests.engine.kafka import PARTITIONS, Place, fail, folded, running, until
from tests.engine.words import Words

if TYPE_CHECKING:
    from tests.conftest import RunningBroker
    from tests.engine.fakes import Extents

STAGE = Stage("words", ("spoken", "sung"), Words)


async def opened(stored: dict[str, int], extents: Extents) -> tuple[Task, list[Any]]:
    """A task recovered from a ledger with these offsets, and what was logged."""
    records = [offset_record(topic, offset) for topic, offset in stored.items()]
    clients = Clients([SimpleNamespace(key=key, value=value) for key, value in records], extents)
    task = Task(STAGE, 3, OPTIONS, fail)
    with capture_logs() as logs:
        await task.open(clients)  # type: ignore[arg-type]  # a fake
    return task, logs


async def test_an_offset_within_its_topic_is_gone_on_from_also_right_at_its_end() -> None:
    task, logs = await opened({"spoken": 5, "sung": 9}, {"spoken": (5, 7), "sung": (0, 9)})
    assert task.next_offsets == {"spoken": 5, "sung": 9}
    assert (task.figures.lost_records, logs, task.dirty) == (0, [], False)


async def test_an_offset_before_a_transactions_marker_is_no_loss_while_the_marker_is_there() -> None:
    task, logs = await opened({"spoken": 100}, {"spoken": (100, 101)})
    assert (task.next_offsets, task.figures.lost_records, logs) == ({"spoken": 100}, 0, [])


async def test_an_offset_beyond_the_end_is_another_topic_and_refused_with_place_and_remedy() -> None:
    with pytest.raises(OffsetBeyondEnd) as refused:
        await opened({"spoken": 5, "sung": 10}, {"spoken": (0, 7), "sung": (0, 9)})
    said = str(refused.value)
    for part in ("words", "sung", "partition 3", "offset 10", "ends at 9", "PASOKH_BROKER", "docs/operations.md"):
        assert part in said
    assert "spoken" not in said


async def test_records_that_expired_unread_are_counted_and_the_task_goes_on_behind_them() -> None:
    task, logs = await opened({"spoken": 40, "sung": 3}, {"spoken": (100, 120), "sung": (5, 5)})
    assert task.next_offsets == {"spoken": 100, "sung": 5}
    assert task.figures.lost_records == 62
    assert [(log["log_level"], log["topic"], log["partition"], log["stored"], log["begin"]) for log in logs] == [
        ("warning", "spoken", 3, 40, 100),
        ("warning", "sung", 3, 3, 5),
    ]


async def test_the_place_behind_what_was_lost_is_committed_so_that_it_is_counted_once() -> None:
    task, _ = await opened({"spoken": 40}, {"spoken": (100, 120)})
    assert task.dirty
    await task.pause()
    assert task.committed_offsets == {"spoken": 100}


async def test_a_topic_never_folded_goes_on_from_its_beginning_and_nothing_is_lost() -> None:
    task, logs = await opened({}, {})
    assert (task.next_offsets, task.figures.lost_records, logs) == ({}, 0, [])


async def test_the_ledger_of_a_topic_that_is_no_input_any_more_is_not_asked_about() -> None:
    task, _ = await opened({"shouted": 10}, {})
    assert task.figures.lost_records == 0


async def test_a_topic_made_anew_ends_the_worker_instead_of_skipping_what_comes(broker: RunningBroker) -> None:
    place = Place(broker.address)
    await place.create()
    await place.say("spoken", ["yes"] * 5)
    async with running(place) as application:
        await until(folded(application, 5))
    await delete_topics(broker.address, [place.topic("spoken")], {})
    await created_again(place)
    ends: list[BaseException] = []
    async with asyncio.timeout(60):
        application = place.application(ends.append)
        await application.start()
        await until(lambda: bool(ends))
        await application.stop()
    assert isinstance(ends[0], OffsetBeyondEnd)
    assert f"{place.topic('spoken')} partition {partition_of(b'yes', PARTITIONS)}" in str(ends[0])


async def created_again(place: Place) -> None:
    """A broker takes a moment to let go of a topic's name."""
    async with asyncio.timeout(30):
        while await place.create() == []:
            await asyncio.sleep(0.1)


async def test_records_removed_before_they_were_read_are_told_and_the_next_is_folded(broker: RunningBroker) -> None:
    place = Place(broker.address)
    await place.create()
    await place.say("spoken", ["yes"] * 5)
    async with running(place) as application:
        await until(folded(application, 5))
    await place.say("spoken", ["yes"] * 7)
    where = TopicPartition(place.topic("spoken"), partition_of(b"yes", PARTITIONS))
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.address)
    await admin.start()
    await admin.delete_records({where: RecordsToDelete(10)})
    await admin.close()
    async with running(place) as application:
        assert sum(figures.lost_records for figures in application.runner.figures) == 5
        await until(folded(application, 2))
    async with running(place) as application:
        assert sum(figures.lost_records for figures in application.runner.figures) == 0
    assert max(int(record.value) for record in await place.read("said")) == 7
