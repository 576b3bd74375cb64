"""A quiet centre and a dead worker look different: time moves on in the record of all of a channel."""

from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.measures.pane import Levels, Scope, Told
from streams.records import MetricRecord
from tests.rollups.rig import ALL_CALLS, BILLING, Rig, minute, pane

NINE = "1999-01-04T09:00:00Z"
NINE_US = minute(NINE) * 60_000_000


def event_times(records: list[MetricRecord], kind: str = "all") -> list[str | None]:
    found = []
    for record in records:
        if record.interval == "now" and record.scope.kind == kind:
            assert record.gauges is not None
            at = record.gauges["event_time"]
            assert isinstance(at, str)
            found.append(at.removeprefix("1999-01-04T"))
    return found


def told_ms(rig: Rig, after_nine_ms: int, source: int = 0) -> None:
    rig.fold(Told(source, NINE_US + after_nine_ms * 1_000))


def test_a_quiet_channel_tells_the_time_every_second() -> None:
    rig = Rig()
    rig.fold(pane(NINE, ALL_CALLS, offered=1), pane(NINE, offered=1))
    told_ms(rig, 0)
    rig.commit()
    seen: list[str | None] = []
    for second in range(1, 6):
        told_ms(rig, second * 1_000)
        seen += event_times(rig.commit(1_000))
    assert seen == ["09:00:01.000Z", "09:00:02.000Z", "09:00:03.000Z", "09:00:04.000Z", "09:00:05.000Z"]


def test_time_that_stands_still_is_told_once() -> None:
    rig = Rig()
    rig.fold(pane(NINE, ALL_CALLS, offered=1))
    told_ms(rig, 500)
    assert event_times(rig.commit()) == ["09:00:00.500Z"]
    for _ in range(5):
        told_ms(rig, 500)
        assert rig.commit(1_000) == []


def test_only_the_record_of_all_is_published_for_time_alone() -> None:
    rig = Rig()
    rig.fold(pane(NINE, ALL_CALLS, offered=1), pane(NINE, offered=1))
    told_ms(rig, 0)
    assert event_times(rig.commit(), "queue") == ["09:00:00.000Z"]
    told_ms(rig, 2_000)
    assert event_times(rig.commit(2_000), "queue") == []


def test_time_is_that_of_the_source_furthest_behind() -> None:
    rig = Rig(sources=2)
    rig.fold(pane(NINE, ALL_CALLS, offered=1))
    told_ms(rig, 7_000, source=0)
    told_ms(rig, 3_000, source=1)
    assert event_times(rig.commit()) == ["09:00:03.000Z"]
    told_ms(rig, 20_000, source=0)
    assert rig.commit(1_000) == []


def test_the_sign_of_life_outlives_every_window_and_the_process() -> None:
    rig = Rig()
    rig.fold(pane(NINE, ALL_CALLS, offered=1))
    told_ms(rig, 0)
    rig.commit()
    rig.told("1999-03-01T00:00:00Z")
    rig.settle()
    rig.restart()
    rig.told("1999-03-01T00:01:00Z")
    [now] = rig.commit(1_000)
    assert now.scope.kind == "all"
    assert now.gauges is not None
    assert now.gauges["event_time"] == "1999-03-01T00:01:00.000Z"


def test_each_channel_seen_has_its_own() -> None:
    rig = Rig()
    rig.fold(Levels(ALL_CALLS, 0, 1, 0, None), Levels(Scope("all", "all", "chat"), 0, 1, 0, None))
    told_ms(rig, 0)
    rig.commit()
    told_ms(rig, 1_000)
    assert [record.channel for record in rig.commit(1_000)] == ["call", "chat"]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("told"), st.sampled_from([1, 400, 999, 1_000, 1_001, 5_000, 90_000]), st.integers(0, 1)),
        st.tuples(st.just("commit"), st.sampled_from([0, 100, 999, 1_000, 3_000]), st.just(0)),
        st.tuples(st.just("pane"), st.integers(0, 1), st.just(0)),
        st.tuples(st.just("restart"), st.just(0), st.just(0)),
    ),
    max_size=50,
)


@settings(deadline=None)
@given(STEPS)
def test_the_time_shown_is_never_ahead_nor_a_second_behind_what_was_told(steps: list[tuple[str, int, int]]) -> None:
    rig, times = Rig(sources=2), [0, 0]
    rig.fold(pane(NINE, ALL_CALLS, offered=1))
    told_ms(rig, 0, 0)
    told_ms(rig, 0, 1)
    shown, shown_at_ms = -1_000, -1_000
    for what, first, second in [*steps, ("commit", 1_000, 0), ("commit", 1_000, 0)]:
        if what == "told":
            times[second] += first
            told_ms(rig, times[second], second)
        elif what == "pane":
            rig.fold(pane(NINE, [ALL_CALLS, BILLING][first], offered=1))
        elif what == "restart":
            rig.commit()
            rig.restart()
            shown_at_ms = -1_000  # another process does not know when its forerunner spoke last
        else:
            for record in rig.commit(first):
                if record.interval != "now" or record.scope.kind != "all":
                    continue
                assert record.gauges is not None
                at = datetime.fromisoformat(str(record.gauges["event_time"]))
                assert rig.wall_ms - shown_at_ms >= 1_000
                shown_at_ms = rig.wall_ms
                shown = round((at.timestamp() * 1e6 - NINE_US) / 1_000)
                assert shown == min(times)
            if rig.wall_ms - shown_at_ms >= 1_000:
                assert min(times) - shown < 1_000
