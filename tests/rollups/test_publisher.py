"""At most one record a second and key, and the last value always comes out."""

from streams.measures.pane import Levels, Scope
from tests.rollups.rig import Rig, counted, latest, minute, pane

NINE = "1999-01-04T09:00:00Z"


def published(rig: Rig, later_ms: int) -> list[int]:
    return [r.counts["offered"] for r in rig.commit(later_ms) if r.interval == "PT1M"]


def test_a_quiet_key_is_published_at_once_and_then_once_a_second() -> None:
    rig = Rig(publish_ms=1000)
    out = []
    for _ in range(31):
        rig.fold(pane(NINE, offered=1))
        out.append(published(rig, 100))
    assert [values for values in out if values] == [[1], [11], [21], [31]]


def test_a_change_held_back_comes_out_although_nothing_happens_any_more() -> None:
    rig = Rig()
    rig.fold(pane(NINE, offered=1))
    assert published(rig, 0) == [1]
    rig.fold(pane(NINE, offered=1))
    assert published(rig, 500) == []
    assert rig.task.pending()
    assert published(rig, 500) == [2]
    assert not rig.task.pending()


def test_a_change_held_back_comes_out_of_the_next_process() -> None:
    rig = Rig()
    rig.fold(pane(NINE, offered=1))
    rig.commit()
    rig.fold(pane(NINE, offered=1))
    assert rig.commit(100) == []
    rig.restart()
    assert rig.task.pending()
    assert {(r.interval, r.counts["offered"]) for r in rig.commit(100)} == {("PT1M", 2), ("PT30M", 2), ("P1D", 2)}
    rig.restart()
    assert not rig.task.pending()


def test_completeness_held_back_comes_out_of_the_next_process() -> None:
    rig = Rig()
    rig.fold(pane(NINE, offered=1))
    rig.commit()
    rig.told("1999-01-06T00:00:00Z")
    assert [r.interval for r in rig.commit(100)] == ["now"]
    rig.restart()
    assert {r.interval for r in rig.commit(100) if r.complete} == {"PT1M", "PT30M", "P1D"}
    assert {key.partition(b"/")[0] for key in rig.ledger} == {b"told", b"lifetimes"}


def test_a_clock_set_back_delays_nothing() -> None:
    rig = Rig()
    rig.wall_ms = 10_000_000
    rig.fold(pane(NINE, offered=1))
    rig.commit()
    rig.fold(pane(NINE, offered=1))
    assert published(rig, -9_000_000) == [2]


def test_a_flood_of_changes_is_spread_over_flushes_and_all_of_it_comes_out() -> None:
    rig = Rig()
    for number in range(3000):
        rig.fold(pane(minute(NINE) + number, offered=1))
    first = rig.commit()
    assert 1000 <= len(first) + len(rig.together) < 2000
    rest = rig.settle()
    minutes = [key for key in latest(first + rest) if key[2] == "PT1M"]
    assert len(minutes) == 3000


def test_a_flood_is_owed_as_one_and_comes_out_of_the_next_process() -> None:
    rig = Rig()
    for number in range(9_000):
        rig.fold(pane(minute(NINE) + number, offered=1))
    first = rig.commit()
    assert [key for key in rig.ledger if key.startswith(b"owed/")] == [b"owed/*"]
    rig.restart()
    rest = rig.settle()
    records = latest(first + rest)
    assert len([key for key in records if key[2] == "PT1M"]) == 9_000
    assert sum(r.counts["offered"] for key, r in records.items() if key[2] == "P1D") == 9_000
    assert [key for key in rig.ledger if key.startswith(b"owed/")] == []


def test_what_was_not_published_is_not_let_go() -> None:
    rig = Rig()
    rig.fold(pane(NINE, offered=1))
    rig.commit()
    rig.fold(pane(NINE, offered=1))
    rig.told("1999-02-01T00:00:00Z")
    assert [r for r in rig.commit(10) if r.interval != "now"] == []
    records = latest(rig.settle())
    assert counted(records["queue", "billing", "PT1M", NINE].counts) == {"offered": 2}
    assert records["queue", "billing", "PT1M", NINE].complete


def test_the_last_word_on_an_agent_who_left_comes_out_of_the_next_process() -> None:
    rig, ann = Rig(), Scope("agent", "ann", "call")
    rig.told(NINE)
    rig.fold(pane(NINE, ann, answered=1))
    rig.commit()
    rig.told("1999-01-06T00:00:00Z")
    rig.commit(1000)
    rig.fold(Levels(ann, 0, 1, 0, None))
    rig.commit(1000)
    rig.fold(Levels(ann, 0, 0, 0, None))
    assert rig.commit(100) == []
    rig.restart()
    [now] = rig.commit(100)
    assert now.gauges is not None
    assert now.gauges["waiting"] == 0


def test_nothing_is_left_of_an_agent_once_the_last_word_is_out() -> None:
    rig = Rig()
    rig.told(NINE)
    rig.fold(pane(NINE, Scope("agent", "ann", "call"), answered=1))
    rig.commit()
    rig.told("1999-01-06T00:00:00Z")
    rig.commit(100)
    rig.settle()
    assert rig.task.sheets.by_scope == {}
    assert {key.partition(b"/")[0] for key in rig.ledger} == {b"told"}
