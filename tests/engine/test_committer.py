"""A task's transactions, with a producer that only keeps what it is told."""

from __future__ import annotations

from typing import Any

import pytest

from streams.engine.clock import Clock
from streams.engine.committer import CommitFailed, Committer
from streams.engine.figures import TaskFigures
from streams.engine.outbox import Outbox
from streams.engine.stage import Context
from tests.engine.fakes import Producer
from tests.engine.kafka import PARTITIONS
from tests.engine.words import Count

NOW_US = 1_000_000_000


class Rig:
    """A committer of task 2 with its context."""

    def __init__(self) -> None:
        self.producer: Any = Producer()
        self.ends: list[BaseException] = []
        self.figures = TaskFigures("words", 2)
        self.committer = Committer(self.producer, "ledger", self.figures, self.ends.append)
        out = Outbox(self.committer.new_batch, PARTITIONS)
        self.context = Context(2, PARTITIONS, Clock(("spoken",), 0, live=False), out)
        self.counts = self.context.table("counts", Count)

    async def commit(self, **offsets: int) -> None:
        self.committer.begin(self.context, offsets, NOW_US)
        await self.committer.settled()


async def test_state_outputs_and_offsets_are_one_transaction_on_the_tasks_own_ledger_partition() -> None:
    rig = Rig()
    rig.counts.put("yes", Count(1))
    rig.context.out.send("said", b"yes", b"1", 0)
    await rig.commit(spoken=7)
    assert [sorted(sent) for sent in rig.producer.transactions] == [[("ledger", 2), ("said", 0)]]
    assert rig.committer.committed_offsets == {"spoken": 7}
    assert (rig.figures.commits, rig.figures.outputs) == (1, 3)


async def test_an_offset_is_written_when_it_moved_and_without_anything_new_there_is_no_transaction() -> None:
    rig = Rig()
    await rig.commit(spoken=7)
    await rig.commit(spoken=7)
    assert len(rig.producer.transactions) == 1
    await rig.commit(spoken=8)
    assert len(rig.producer.transactions) == 2
    assert rig.committer.begun_us == NOW_US


async def test_a_commit_in_flight_does_not_take_what_comes_after_it() -> None:
    rig = Rig()
    offsets = {"spoken": 7}
    rig.committer.begin(rig.context, offsets, NOW_US)
    offsets["spoken"] = 8
    rig.counts.put("no", Count(1))
    assert rig.committer.in_flight
    await rig.committer.settled()
    assert rig.committer.committed_offsets == {"spoken": 7}
    assert rig.counts.dirty == 1


async def test_a_commit_that_fails_ends_the_process_and_is_never_waited_for_again() -> None:
    rig = Rig()
    rig.producer.refuses = OSError("fenced")
    with pytest.raises(CommitFailed, match="words-2"):
        await rig.commit(spoken=7)
    assert [repr(error) for error in rig.ends] == ["OSError('fenced')"]
    assert rig.committer.in_flight
    assert rig.committer.committed_offsets == {}
