"""A worker that lags and commits nothing is told to end."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from streams.engine.figures import TaskFigures
from streams.engine.watchdog import RECOVERY_LIMIT_S, Watchdog

LIMIT_S = 60.0


def watched(*, lag: int, paused: bool = False) -> tuple[Watchdog, Any, TaskFigures]:
    figures = TaskFigures("words", 0, lag_events=lag)
    runner: Any = SimpleNamespace(
        tasks={("words", 0): SimpleNamespace(figures=figures, paused=paused)}, ticked_at_s=0.0, recovering_since_s=None
    )
    return Watchdog(runner, LIMIT_S, lambda _: None), runner, figures


def test_lag_without_a_commit_for_too_long_is_stuck() -> None:
    dog, runner, _ = watched(lag=5)
    assert dog.look(0.0) is None
    runner.ticked_at_s = 61.0
    stuck = dog.look(61.0)
    assert stuck is not None
    assert "words-0 has 5 events of lag" in str(stuck)


def test_a_commit_in_between_is_a_sign_of_life() -> None:
    dog, runner, figures = watched(lag=5)
    dog.look(0.0)
    figures.commits = 1
    runner.ticked_at_s = 61.0
    dog.look(30.0)
    assert dog.look(61.0) is None


def test_without_lag_silence_is_fine() -> None:
    dog, runner, _ = watched(lag=0)
    dog.look(0.0)
    runner.ticked_at_s = 600.0
    assert dog.look(600.0) is None


def test_a_task_paused_by_a_rebalance_is_not_stuck() -> None:
    dog, runner, _ = watched(lag=5, paused=True)
    dog.look(0.0)
    runner.ticked_at_s = 600.0
    assert dog.look(600.0) is None


def test_an_event_loop_that_stands_still_is_stuck() -> None:
    dog, _, _ = watched(lag=0)
    stuck = dog.look(61.0)
    assert stuck is not None
    assert "event loop" in str(stuck)


def test_a_recovery_that_does_not_end_is_stuck_although_time_passes() -> None:
    dog, runner, _ = watched(lag=0, paused=True)
    runner.recovering_since_s = 0.0
    runner.ticked_at_s = RECOVERY_LIMIT_S
    assert dog.look(RECOVERY_LIMIT_S) is None
    runner.ticked_at_s = RECOVERY_LIMIT_S + 1
    stuck = dog.look(RECOVERY_LIMIT_S + 1)
    assert stuck is not None
    assert "recovery" in str(stuck)
