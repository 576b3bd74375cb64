"""What comes too late, what is forgotten, and what a restart brings back."""

from __future__ import annotations

import pytest

from streams.agents import stage
from streams.agents.agent import MOST_MARKS
from streams.agents.reasons import MOST
from streams.measures.pane import Levels, Scope, Told
from tests.agents.rig import ANN, Rig, spans, state, us


def kept(rig: Rig, table: str) -> list[bytes]:
    return sorted(key for key in rig.ledger if key.startswith(table.encode() + b"/"))


def test_a_fact_within_the_grace_mends_minutes_that_were_told() -> None:
    rig = Rig(grace_s=600, silent_s=0).fold(state(0, "available", team="sales"))
    for minute in range(1, 10):
        rig.now(minute * 60)
    assert rig.seconds() == {"available_s": 540, "idle_s": 540}
    rig.fold(state(60, "away", team="care"), spans("c1", (30, 90)))
    rig.commit()
    assert rig.seconds() == {
        "available_s": 30, "away_s": 450, "busy_s": 60, "engaged_s": 60, "contact_s": 60, "capacity_used_s": 60,
        "idle_s": 30,
    }  # fmt: skip
    assert rig.seconds(Scope("team", "sales", "all"))["available_s"] == 30
    assert rig.seconds(Scope("team", "care", "all")) == {
        "away_s": 450, "busy_s": 30, "engaged_s": 30, "contact_s": 30, "capacity_used_s": 30,
    }  # fmt: skip


def test_what_comes_later_than_that_changes_how_he_stands_and_no_minute_that_is_over() -> None:
    rig = Rig(grace_s=60).fold(state(0, "available"), state(1, "available"))
    for minute in range(1, 11):
        rig.now(minute * 60)
    rig.fold(state(120, "away"), spans("c1", (130, None)))
    rig.commit()
    assert rig.state() == "busy"
    rig.fold(spans("c1", (130, 140)))
    rig.commit()
    assert rig.state() == "away"
    assert rig.seconds(minutes=range(9)) == {"available_s": 301, "idle_s": 301, "silent_s": 239}
    rig.now(660)
    assert rig.seconds(minutes=[10]) == {"away_s": 60}
    rig.fold(state(0.5, "offline"))
    rig.commit()
    assert rig.state() == "away"


def test_a_change_further_back_than_every_mark_is_added_up_from_where_all_is_settled() -> None:
    rig = Rig(grace_s=3_600, silent_s=0).fold(state(0, "available"))
    for minute in range(1, 2 * MOST_MARKS):
        rig.fold(state(minute * 60 - 5, "available"))
        rig.now(minute * 60)
    rig.fold(spans("c1", (90, 150)))
    rig.commit()
    assert rig.seconds(minutes=[1, 2]) == {
        "available_s": 60, "busy_s": 60, "engaged_s": 60, "contact_s": 60, "capacity_used_s": 60, "idle_s": 60,
    }  # fmt: skip
    assert rig.seconds()["available_s"] == (2 * MOST_MARKS - 1) * 60 - 60


def test_what_is_settled_is_kept_no_longer() -> None:
    rig = Rig(grace_s=300, silent_s=0)
    for call in range(200):
        rig.fold(state(call * 60, "available"), spans(f"c{call}", (call * 60 + 5, call * 60 + 30, call * 60 + 40)))
        rig.now(call * 60 + 45)
    assert len(kept(rig, "spans")) <= 7
    assert len(kept(rig, "minutes")) <= 6
    assert len(kept(rig, "agents")) == 1
    agent = rig.task._agents["ann"]
    assert len(agent._steps) <= 7 * 3
    assert len(agent._reports) <= 7
    assert rig.seconds()["busy_s"] == 199 * 25


def test_an_agent_of_contacts_only_is_forgotten_when_they_are_over() -> None:
    rig = Rig(grace_s=60).fold(spans("c1", (5, 30))).now(60).now(120).now(180)
    assert kept(rig, "spans") == kept(rig, "minutes") == kept(rig, "agents") == []
    assert rig.task._agents == {}


def test_a_contact_open_for_hours_is_still_in_hand() -> None:
    rig = Rig(grace_s=60).fold(spans("c1", (5, None)))
    for hour in range(1, 4):
        rig.now(hour * 3600)
    rig.restart()
    rig.commit()
    assert rig.state() == "busy"
    rig.fold(spans("c1", (5, 3 * 3600 + 30))).now(4 * 3600)
    assert rig.seconds() == {"busy_s": 10_825, "engaged_s": 10_825, "contact_s": 10_825}


def test_a_state_that_is_told_twice_is_told_once() -> None:
    rig = Rig().fold(state(0, "available"), state(30, "away"), state(0, "available")).now(60)
    assert rig.seconds() == {"available_s": 30, "idle_s": 30, "away_s": 30}


def test_reasons_have_names_until_there_are_too_many() -> None:
    rig = Rig()
    for number in range(MOST + 3):
        rig.fold(state(number * 10, "away", reason=f"reason {number}"))
    rig.now(60)
    rig.restart()
    rig.now(600)
    seconds = rig.seconds()
    assert seconds["away_s/reason 0"] == seconds[f"away_s/reason {MOST - 1}"] == 10
    assert seconds["away_s/other"] == 600 - MOST * 10
    assert seconds["away_s"] == 600
    assert rig.agent() is not None
    assert rig.agent().reason == f"reason {MOST + 2}"  # type: ignore[union-attr]


def test_minutes_are_counted_once_every_source_told_the_time() -> None:
    rig = Rig(sources=2).fold(state(0, "available")).now(120, source=0)
    assert rig.seconds() == {}
    assert rig.told_us is None
    assert rig.state() == "available"
    rig.now(60, source=1)
    assert rig.seconds() == {"available_s": 60, "idle_s": 60}
    assert rig.told_us == us(60)


def test_time_is_told_after_the_minutes_that_it_closes() -> None:
    rig = Rig().fold(state(0, "available"), Told(0, us(60)))
    messages = rig.commit()
    assert isinstance(messages[-1], Told)
    assert messages[-1] == Told(1, us(60))
    assert rig.commit() == []


def test_a_break_in_service_loses_no_minute() -> None:
    rig = Rig(grace_s=60, silent_s=0).fold(state(0, "available")).now(60)
    rig.restart()
    rig.fold(state(1_800, "away"), spans("c1", (600, 700))).now(7_200)
    assert rig.seconds() == {
        "available_s": 1_700, "away_s": 5_400, "busy_s": 100, "engaged_s": 100, "contact_s": 100,
        "capacity_used_s": 100, "idle_s": 1_700,
    }  # fmt: skip


def test_after_a_restart_it_is_said_anew_how_everybody_stands() -> None:
    rig = Rig().fold(state(0, "available", team="sales"), spans("c1", (5, None))).now(60)
    before = dict(rig.levels)
    rig.levels.clear()
    rig.restart()
    rig.commit()
    assert rig.levels == before
    assert rig.commit() == []


def test_only_who_changed_is_said() -> None:
    rig = Rig().fold(state(0, "available"), state(0, "available", "bob")).now(10)
    rig.fold(state(20, "available"))
    assert [message for message in rig.commit() if isinstance(message, Levels)] == []
    rig.fold(state(30, "busy"))
    scopes = {message.scope for message in rig.commit() if isinstance(message, Levels)}
    assert scopes == {ANN, Scope("all", "all", "all")}


def test_a_jump_of_time_is_followed_in_steps_also_over_a_restart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "AT_ONCE", 3)
    rig = Rig(silent_s=0).fold(state(0, "available")).now(60)
    rig.now(3600)
    assert rig.seconds() == {"available_s": 240, "idle_s": 240}
    assert rig.told_us == us(240)
    rig.restart()
    while rig.task.pending():
        rig.commit()
    assert rig.seconds() == {"available_s": 3600, "idle_s": 3600}
    assert rig.told_us == us(3600)


def test_an_agent_told_of_at_the_very_moment_of_falling_silent_falls_silent() -> None:
    rig = Rig(silent_s=300).fold(state(0, "available")).now(299.999999)
    rig.fold(spans("c1"))
    rig.now(299.999999)
    rig.now(301)
    assert rig.state() == "silent"
