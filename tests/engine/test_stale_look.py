"""What the broker said of a partition's end is not believed for ever."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from streams.engine.progress import Progress
from streams.engine.runner import STALE_MS, Runner
from streams.engine.stage import Stage

NOW_US = 1_000_000_000_000


def ticked(polled_ms: int) -> tuple[set[str], int]:
    """Topics told to be lagging, and events of lag, of a partition that was read to its end at `polled_ms`."""
    told: list[tuple[set[str], int]] = []
    stage = Stage("words", ("spoken",), lambda _: None)  # type: ignore[arg-type, return-value]
    task: Any = SimpleNamespace(
        stage=stage,
        partition=0,
        next_offsets={"spoken": 7},
        tick=lambda _wall_us, lagging, _ends_us, lag_events: told.append((lagging, lag_events)),
    )
    consumer: Any = SimpleNamespace(progress=lambda _: Progress(7, 7, polled_ms, polled_ms))
    runner = Runner([], None, None, topics=lambda _: (), fatal=lambda _: None)  # type: ignore[arg-type]
    runner._tick(task, consumer, NOW_US)
    return told[0]


def test_a_partition_read_to_its_end_a_moment_ago_has_no_lag() -> None:
    assert ticked(NOW_US // 1000 - STALE_MS) == (set(), 0)


def test_one_that_the_broker_no_longer_answers_for_has_lag_so_time_stands_still_and_the_watchdog_sees_it() -> None:
    assert ticked(NOW_US // 1000 - STALE_MS - 1) == ({"spoken"}, 1)
