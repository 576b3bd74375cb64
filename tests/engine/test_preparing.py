"""A logic may reckon something for many items at once, before they are folded one by one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from structlog.testing import capture_logs

from streams.engine.stage import Stage
from streams.engine.task import Task
from tests.engine.fakes import OPTIONS, Clients
from tests.engine.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence


class Prepared(Words):
    """Takes only words that were prepared; one that is cursed cannot be."""

    def __init__(self, context: Any) -> None:
        super().__init__(context)
        self.batches: list[list[str]] = []
        self.said: list[str] = []

    def prepare(self, items: Sequence[str]) -> None:
        if "cursed" in items:
            raise ValueError("cursed")
        self.batches.append(list(items))

    def fold(self, item: str, at_us: int | None) -> None:
        if item == "cursed":
            raise ValueError(item)
        self.said.append(item)


def records(*words: bytes) -> list[Any]:
    return [
        SimpleNamespace(
            topic="words", partition=0, offset=n, timestamp=1000 + n, timestamp_type=1, key=b"k", value=word, headers=()
        )
        for n, word in enumerate(words)
    ]


@pytest.fixture
async def task() -> Any:
    task = Task(Stage("words", ("words",), Prepared), 0, OPTIONS, fatal=lambda error: None)
    await task.open(Clients(extents={"words": (0, 10)}))  # type: ignore[arg-type]  # a fake
    task.paused = False
    return task


async def test_what_is_rejected_is_not_prepared_and_the_rest_keeps_its_order(task: Any) -> None:
    await task.process("words", records(b"one", b"!rude", b"two"))
    assert task.logic.batches == [["one", "two"]]
    assert task.logic.said == ["one", "two"]
    assert task.figures.dead_letters == {"rude": 1}


async def test_an_item_that_spoils_the_preparation_is_buried_alone(task: Any) -> None:
    with capture_logs():
        await task.process("words", records(b"one", b"cursed", b"two"))
    assert task.logic.said == ["one", "two"]
    assert task.figures.dead_letters == {"failed": 1}
