"""Which stages are wired, and whom the rollups wait for."""

from streams.app.stages import build_stages
from streams.engine.clock import Clock
from streams.engine.stage import Context
from streams.measures.pane import Told
from streams.policy import Policy
from streams.rollups.stage import Rollups
from streams.settings import load_settings

SETTINGS = load_settings(partitions=2)


def time_of_rollups(*sources: int, staffed: bool) -> int | None:
    """After these sources said that it is 7."""
    stage = build_stages(SETTINGS, Policy(), staffed=staffed).rollups
    logic = stage.logic(Context(0, 2, Clock(("panes",), 0, live=False), out=None))  # type: ignore[arg-type]  # nothing is sent
    assert isinstance(logic, Rollups)
    for source in sources:
        logic.fold(Told(source, 7), None)
    return logic.times.now_us


def test_without_agents_their_stage_is_not_there_and_nobody_waits_for_its_time() -> None:
    assert [stage.name for stage in build_stages(SETTINGS, Policy(), staffed=False).all] == ["contacts", "rollups"]
    assert time_of_rollups(0, staffed=False) is None
    assert time_of_rollups(0, 1, staffed=False) == 7


def test_with_agents_rollups_wait_for_both_stages() -> None:
    assert [stage.name for stage in build_stages(SETTINGS, Policy()).all] == ["contacts", "agents", "rollups"]
    assert time_of_rollups(0, 1, staffed=True) is None
    assert time_of_rollups(0, 1, 2, 3, staffed=True) == 7
