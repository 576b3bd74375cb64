"""Which stages are wired, and whom the rollups wait for."""

from streams.app.stages import build_stages
from streams.engine.clock import Clock
from streams.engine.stage import Context
from streams.measures.pane import MINUTE_US, Pane, Told, decode_pane
from streams.measures.staff import Span, Spans
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


def test_agents_minutes_may_be_mended_as_long_as_a_wrap_up_may_come() -> None:
    """It is told when it is over, up to `late_s` after its contact's latest event."""
    told: list[Pane] = []

    class Out:
        def send(self, topic: str, key: bytes | None, value: bytes, partition: int | None = None) -> None:
            message = decode_pane(value)
            if isinstance(message, Pane) and message.scope == ("agent", "ann", "all"):
                told.append(message)

    settings = SETTINGS.model_copy(update={"grace_s": 60.0, "late_s": 1200.0})
    stage = build_stages(settings, Policy()).agents
    assert stage is not None
    logic = stage.logic(Context(0, 1, Clock(("staff",), 0, live=False), out=Out()))  # type: ignore[arg-type]
    at_us = [minutes * MINUTE_US for minutes in range(20)]
    logic.fold([Spans("ann", "call", "c1", (Span(0, at_us[1]),)), Told(0, at_us[16])], None)
    logic.flush()
    logic.fold([Spans("ann", "call", "c1", (Span(0, at_us[1], at_us[16]),)), Told(0, at_us[17])], None)
    logic.flush()
    assert sum(pane.counts.get("wrap_up_s", 0) for pane in told) == 15 * MINUTE_US
