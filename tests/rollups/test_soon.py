"""When the past is replayed each window is published once, and none waits for ever."""

from streams.records import MetricRecord
from tests.rollups.rig import Rig, counted, minute, pane

NINE = minute("1999-01-04T09:00:00Z")


def replayed_hours(rig: Rig, hours: int) -> None:
    for number in range(NINE, NINE + hours * 60):
        rig.fold(pane(number, offered=1))


def minutes_of(records: list[MetricRecord]) -> list[tuple[str | None, bool, int]]:
    return [(r.start, r.complete, r.counts["offered"]) for r in records if r.interval == "PT1M"]


def test_a_window_whose_last_word_is_near_is_published_once() -> None:
    rig = Rig()
    rig.told(NINE)
    replayed_hours(rig, 3)
    newest = minutes_of(rig.commit())
    assert [(start, complete) for start, complete, _ in newest] == [
        (f"1999-01-04T11:{number}:00Z", False) for number in range(49, 60)
    ]
    rig.told(NINE + 180)
    whole = minutes_of(rig.commit(1_000))
    assert len(whole) == 170
    assert all(complete for _, complete, _ in whole)
    assert rig.settle() == []


def test_a_window_held_back_is_shown_as_it_is_when_time_stands_still() -> None:
    rig = Rig()
    rig.told(NINE)
    replayed_hours(rig, 3)
    rig.commit()
    assert minutes_of(rig.commit(4_900)) == []
    assert rig.task.pending()
    late = minutes_of(rig.commit(100))
    assert len(late) == 169
    assert not any(complete for _, complete, _ in late)
    assert not rig.task.pending()


def test_a_window_held_back_comes_out_of_the_next_process() -> None:
    rig = Rig()
    rig.told(NINE)
    replayed_hours(rig, 3)
    rig.commit()
    rig.restart()
    assert rig.task.pending()
    assert len(minutes_of(rig.settle())) == 169


def test_until_every_source_has_told_its_time_nothing_is_held_back() -> None:
    rig = Rig(sources=2)
    rig.told(NINE)
    replayed_hours(rig, 3)
    assert len(minutes_of(rig.commit())) == 180


def test_a_correction_of_a_complete_window_is_not_held_back() -> None:
    rig = Rig()
    replayed_hours(rig, 3)
    rig.told(NINE + 100)
    rig.settle()
    rig.fold(pane(NINE + 60, offered=1))
    corrected = [r for r in rig.commit(10_000) if r.interval == "PT1M"]
    assert [(r.complete, counted(r.counts)) for r in corrected] == [(True, {"offered": 2})]
