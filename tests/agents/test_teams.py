"""What agents did with contacts is told of their teams, too."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.measures.pane import Pane, Scope
from streams.measures.spread import Spread, spread_of
from streams.measures.staff import StaffMessage
from tests.agents.rig import NOON, Rig, spans, state

SALES = Scope("team", "sales", "call")
CARE = Scope("team", "care", "call")


def did(
    minute: int, agent_id: str = "ann", channel: str = "call", seconds: tuple[float, ...] = (), **counts: int
) -> Pane:
    """What contacts tell that an agent did more in a minute past noon, and how long handling took."""
    spreads = {"handle": spread_of([round(one * 1e6) for one in seconds])} if seconds else {}
    return Pane(Scope("agent", agent_id, channel), NOON + minute, counts, spreads)


def done(rig: Rig, scope: Scope, minutes: range = range(1000)) -> dict[str, int]:
    """Counts of a scope that are not zero."""
    total: Counter[str] = Counter()
    for (a_scope, minute), counts in rig.sums.items():
        if a_scope == scope and minute in minutes:
            total.update(counts)
    return {name: count for name, count in total.items() if count}


def test_a_team_has_what_its_agents_did_once_the_minute_is_over() -> None:
    rig = Rig().fold(state(0, "available", team="sales"), state(0, "available", "bob", team="sales"))
    rig.fold(did(0, answered=2, ring_missed=1, seconds=(30, 50)), did(0, "bob", answered=1), did(0, "cem", answered=9))
    rig.now(59)
    assert done(rig, SALES) == {}
    rig.now(60)
    assert done(rig, SALES) == {"answered": 3, "ring_missed": 1}
    assert rig.spreads[SALES, "handle"].quantile_us(1) == 50_000_000


def test_what_comes_later_mends_what_the_team_was_told() -> None:
    rig = Rig().fold(state(0, "available", team="sales"), did(0, answered=2, seconds=(30,))).now(60)
    taken_back = did(0, answered=-1)
    taken_back.spreads["handle"] = spread_of([30_000_000]).negated()
    rig.fold(taken_back, did(3, answered=1)).now(120)
    assert done(rig, SALES) == {"answered": 1}
    assert rig.spreads[SALES, "handle"].total == 0
    rig.now(240)
    assert done(rig, SALES, range(3, 4)) == {"answered": 1}


def test_a_report_that_comes_late_moves_the_minute_to_its_team() -> None:
    rig = Rig().fold(did(0, answered=2, seconds=(30,)), spans("c1", (5, 35))).now(60)
    assert done(rig, SALES) == {}
    rig.fold(state(0, "available", team="sales")).now(120)
    assert done(rig, SALES) == {"answered": 2}
    rig.restart()
    rig.fold(state(1, "available", team="care")).now(180)
    assert (done(rig, SALES), done(rig, CARE)) == ({}, {"answered": 2})
    assert (rig.spreads[SALES, "handle"].total, rig.spreads[CARE, "handle"].total) == (0, 1)


def test_the_team_that_had_most_of_a_minute_has_what_was_done_in_it() -> None:
    rig = Rig().fold(state(0, "available", team="sales"), state(80, "available", team="care"))
    rig.fold(did(0, answered=1), did(1, answered=1), did(2, answered=1)).now(180)
    assert done(rig, SALES, range(2)) == done(rig, CARE, range(1, 3)) | {"answered": 1}
    assert done(rig, CARE) == {"answered": 2}


def test_what_is_told_after_the_grace_counts_for_the_team_he_is_of() -> None:
    rig = Rig(grace_s=60, silent_s=0).fold(state(0, "available", team="sales")).now(60).now(3_600)
    rig.fold(did(0, responded=1))
    rig.commit()
    assert done(rig, SALES, range(1)) == {"responded": 1}
    assert not [key for key in rig.ledger if key.startswith(b"work/")]


def test_nothing_is_kept_of_what_was_done_longer_than_it_may_change() -> None:
    rig = Rig(grace_s=120)
    for minute in range(60):
        rig.fold(did(minute, answered=1), did(minute, "bob", resolved=1, channel="ticket")).now(minute * 60 + 30)
    assert len([key for key in rig.ledger if key.startswith(b"work/")]) <= 2 * 4
    rig.now(7_200).now(7_300)
    assert [key for key in rig.ledger if key.startswith(b"work/")] == []
    assert rig.task._agents == {}


panes = st.builds(
    lambda minute, agent_id, n, seconds: did(minute, agent_id, answered=n, seconds=tuple(seconds)),
    st.integers(0, 4), st.sampled_from(["ann", "bob"]), st.integers(1, 3), st.lists(st.integers(0, 90), max_size=3),
)  # fmt: skip
reports = st.builds(
    lambda at_s, agent_id, team: state(at_s, "available", agent_id, team=team),
    st.integers(0, 299), st.sampled_from(["ann", "bob"]), st.sampled_from([None, "sales", "care"]),
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(panes, max_size=6), st.lists(reports, max_size=5, unique_by=lambda one: one.report.at_us), st.data())
def test_teams_have_the_sums_of_their_agents_in_whatever_order_it_is_told(
    work: list[Pane], told: list[StaffMessage], data: st.DataObject
) -> None:
    plain = Rig(silent_s=0).fold(*told, *work).now(400)
    rig, now_s = Rig(silent_s=0), 0
    for message in data.draw(st.permutations([*told, *work])):
        rig.fold(message)
        match data.draw(st.sampled_from(["go on", "commit", "time", "restart"])):
            case "commit":
                rig.commit()
            case "time":
                now_s = min(400, now_s + data.draw(st.integers(1, 150)))
                rig.now(now_s)
            case "restart":
                rig.commit()
                rig.restart()
    rig.now(400)
    for scope in (SALES, CARE):
        for minute in range(6):
            assert done(rig, scope, range(minute, minute + 1)) == done(plain, scope, range(minute, minute + 1))
        assert handled(rig, scope) == handled(plain, scope)


def handled(rig: Rig, scope: Scope) -> tuple[int, int]:
    """How many durations, and their sum."""
    spread = rig.spreads.get((scope, "handle"), Spread())
    return spread.total, spread.sum_us
