"""Which state an agent is in, and what the time is booked as."""

from __future__ import annotations

import pytest

from streams.measures.pane import Scope
from tests.agents.rig import ALL, Rig, spans, state, us

STATES = ("available_s", "busy_s", "away_s", "wrap_up_s", "offline_s", "silent_s")


def test_an_agent_on_a_contact_is_never_shown_as_available() -> None:
    """Wish 9 of the users: elsewhere it happens as soon as state events lag."""
    rig = Rig().fold(state(0, "available"), spans("c1", (10, None)))
    rig.commit()
    assert rig.state() == "busy"
    rig.fold(state(20, "available"))
    rig.now(120)
    assert rig.state() == "busy"
    assert rig.seconds() == {
        "available_s": 10, "busy_s": 110, "engaged_s": 110, "contact_s": 110, "capacity_used_s": 110, "idle_s": 10,
    }  # fmt: skip
    rig.fold(spans("c1", (10, 130)))
    rig.commit()
    assert rig.state() == "available"


@pytest.mark.parametrize("reported", ["away", "wrap_up", "offline"])
def test_what_an_agent_reports_gives_way_to_what_he_has_in_hand(reported: str) -> None:
    rig = Rig().fold(spans("c1", (10, 50)), state(20, reported)).now(60)
    assert rig.state() == reported
    assert rig.seconds()["busy_s"] == 40
    assert rig.seconds()[f"{reported}_s"] == 10


def test_a_wrap_up_known_from_the_contact_is_no_time_available() -> None:
    rig = Rig().fold(state(0, "available"), spans("c1", (10, 30))).now(60)
    assert rig.seconds()["available_s"] == 40
    rig.fold(spans("c1", (10, 30, 55)))
    rig.commit()
    assert rig.seconds() == {
        "available_s": 15, "busy_s": 20, "wrap_up_s": 25, "engaged_s": 20, "contact_s": 20, "capacity_used_s": 45,
        "idle_s": 15,
    }  # fmt: skip


def test_a_contact_takes_its_share_of_capacity_until_it_is_wrapped_up() -> None:
    """Wrapping up is work: who does nothing else for half an hour was not idle, and is not left out either."""
    rig = Rig().fold(state(0, "available", capacity={"call": 1, "chat": 4}))
    rig.fold(spans("h1", (0, 20, 40), channel="chat"), spans("h2", (30, 60), channel="chat")).now(60)
    assert (rig.seconds()["capacity_used_s"], rig.seconds()["idle_s"]) == (17.5, 42.5)
    rig.fold(state(60, "wrap_up"), state(90, "offline")).now(120)
    assert rig.seconds(minutes=[1]) == {"wrap_up_s": 30, "offline_s": 30, "capacity_used_s": 30}


def test_who_went_away_in_his_wrap_up_is_away() -> None:
    rig = Rig().fold(state(0, "available"), spans("c1", (10, 20, 50)), state(30, "away", reason="lunch")).now(60)
    seconds = rig.seconds()
    assert (seconds["wrap_up_s"], seconds["away_s"], seconds["away_s/lunch"]) == (10, 30, 30)


def test_a_heartbeat_that_stops_is_silent_and_not_available() -> None:
    rig = Rig(silent_s=100).fold(state(0, "available"), state(50, "available")).now(149.999)
    assert rig.state() == "available"
    rig.now(150)
    assert rig.state() == "silent"
    assert rig.agent() is not None
    assert rig.agent().since_us == us(150)  # type: ignore[union-attr]
    rig.fold(state(170, "available")).now(240)
    assert rig.state() == "available"
    assert rig.seconds() == {"available_s": 220, "silent_s": 20, "idle_s": 220}


def test_a_contact_is_a_sign_of_life() -> None:
    rig = Rig(silent_s=100).fold(state(0, "available"), spans("c1", (90, 95))).now(180)
    assert rig.state() == "available"
    rig.now(240)
    assert rig.seconds()["silent_s"] == 45


def test_only_who_is_available_falls_silent() -> None:
    rig = Rig(silent_s=100).fold(state(0, "away", reason="lunch")).now(600)
    assert rig.state() == "away"
    assert rig.seconds() == {"away_s": 600, "away_s/lunch": 600}


def test_without_a_limit_nobody_falls_silent() -> None:
    assert Rig(silent_s=0).fold(state(0, "available")).now(3_600).seconds() == {"available_s": 3_600, "idle_s": 3_600}


def test_who_gives_no_sign_for_a_day_is_forgotten() -> None:
    rig = Rig(gone_s=3_600).fold(state(0, "offline", team="sales", queues=("billing",))).now(3_599)
    assert rig.agents() == {"offline": 1}
    rig.now(3_600)
    assert (rig.state(), rig.agents(), rig.agents(Scope("queue", "billing", "all"))) == (None, {}, {})
    rig.now(9_000)
    assert rig.seconds() == {"offline_s": 3_600}
    assert [key for key in rig.ledger if not key.startswith((b"told/", b"counted/"))] == []


def test_what_is_not_said_again_stays_as_it_was() -> None:
    rig = Rig().fold(state(0, "available", team="sales", queues=("a", "b"), capacity={"chat": 2}))
    rig.fold(state(30, "away"), state(40, "available"), spans("c1", (50, None), channel="chat")).now(60)
    assert rig.agents(Scope("team", "sales", "all")) == {"busy": 1}
    assert rig.seconds(Scope("queue", "b", "all"))["capacity_used_s"] == 5


def test_where_no_states_are_told_only_work_is_known() -> None:
    rig = Rig().fold(spans("c1", (10, 40, 50))).now(60)
    assert rig.state() is None
    assert rig.seconds() == {"busy_s": 30, "wrap_up_s": 10, "engaged_s": 30, "contact_s": 30}
    assert rig.agents() == {}


def test_since_when_a_state_lasts_survives_heartbeats_and_is_new_with_another_reason() -> None:
    rig = Rig().fold(
        *(state(at, "away", reason="lunch") for at in (0, 120, 240)), state(300, "away", reason="training")
    )
    rig.now(250)
    assert rig.agent().since_us == us(300)  # type: ignore[union-attr]
    rig = Rig().fold(*(state(at, "away", reason="lunch") for at in range(0, 3_600, 120))).now(3_600)
    rig.restart()
    rig.commit()
    assert rig.agent().since_us == us(0)  # type: ignore[union-attr]


def test_a_scope_counts_its_agents_by_state() -> None:
    rig = Rig().fold(
        state(0, "available", team="sales", queues=("a", "b")),
        state(0, "available", "bob", team="sales", queues=("b",)),
        state(0, "offline", "cem"),
        spans("c1", (5, None), agent_id="bob"),
    )
    rig.commit()
    assert rig.agents() == {"available": 1, "busy": 1, "offline": 1}
    assert rig.agents(Scope("team", "sales", "all")) == {"available": 1, "busy": 1}
    assert rig.agents(Scope("queue", "a", "all")) == {"available": 1}
    rig.fold(state(9, "offline", queues=()))
    rig.commit()
    assert rig.agents(Scope("queue", "a", "all")) == {}
    assert rig.agents(Scope("queue", "b", "all")) == {"busy": 1}


def test_contacts_in_hand_are_told_by_channel() -> None:
    rig = Rig().fold(
        spans("c1", (5, None)), spans("h1", (6, None), channel="chat"), spans("h2", (7, None), channel="chat")
    )
    rig.commit()
    assert [rig.levels[Scope("agent", "ann", channel)].in_progress for channel in ("call", "chat")] == [1, 2]
    rig.fold(spans("h1", (6, 8), channel="chat"), spans("c1", (5, 9)))
    rig.commit()
    assert [rig.levels[Scope("agent", "ann", channel)].in_progress for channel in ("call", "chat")] == [0, 1]


def test_states_of_a_session_tile_it_whatever_happens() -> None:
    rig = Rig(silent_s=100).fold(
        state(0.001, "available"), spans("c1", (20.5, 80.25, 90)), state(85, "available"), state(300.125, "busy"),
        spans("h1", (310, 400.75), channel="chat"), spans("h2", (390, 500), channel="chat"),
        state(600.999, "away", reason="lunch"), state(1_200, "offline"),
    ).now(1_500)  # fmt: skip
    seconds = rig.seconds()
    assert sum(seconds.get(name, 0) for name in STATES) == pytest.approx(1_500 - 0.001, abs=1e-9)
    assert rig.seconds(ALL) == seconds


def test_each_chat_counts_by_how_many_contacts_its_agent_had_when_taking_it() -> None:
    """How busy an agent was who took a chat, not on average over the day."""
    rig = Rig().fold(
        state(0, "available", team="sales", capacity={"chat": 3}),
        spans("h1", (5, 50), channel="chat"), spans("h2", (10, 90), channel="chat"), spans("c1", (20, 40)),
        spans("h3", (30, 31), channel="chat"), spans("h4", (50, None), channel="chat"),
        spans("h5", (55, 55), channel="chat"),
    ).now(120)  # fmt: skip
    assert rig.taken() == rig.taken(Scope("team", "sales", "all")) == {1: 1, 2: 2, 4: 1}
    rig.fold(spans("h2", channel="chat"))
    rig.commit()
    assert rig.taken() == {1: 2, 3: 1}
