"""The same facts give the same minutes, in whatever order and over whatever restarts they come."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from streams.measures.pane import MINUTE_US, Told
from streams.measures.staff import Report, Span, Spans, StateTold
from tests.agents.oracle import STEP_US, Truth
from tests.agents.rig import NOON_US, Rig, us

SILENT_S, GONE_S = 12, 60
END_S, LAST_S = 150, 300
NO_EXPLAIN = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
"""Explaining a failure takes longer than to find it: the oracle is slow."""
TIMES = st.integers(0, END_S * 1_000_000 // STEP_US).map(lambda step: NOON_US + step * STEP_US)
AGENTS = st.sampled_from(["ann", "bob"])

reports = st.builds(
    Report,
    TIMES,
    st.integers(0, 3),
    st.sampled_from(["available", "available", "busy", "away", "wrap_up", "offline"]),
    st.sampled_from([None, "lunch", "training"]),
    st.sampled_from([None, "sales", "care"]),
    st.sampled_from([None, (), ("a",), ("a", "b")]),
    st.sampled_from([None, {"call": 1, "chat": 3}, {"chat": 0}]),
)


@st.composite
def versions(draw: st.DrawFn) -> list[tuple[Span, ...]]:
    """What a contact says of an agent, again and again; the last is true."""
    found = []
    for _ in range(draw(st.integers(1, 3))):
        said = []
        for _ in range(draw(st.integers(0, 2))):
            times = sorted(draw(st.lists(TIMES, min_size=1, max_size=3)))
            said.append(Span(*times))
        found.append(tuple(said))
    return found


contacts = st.lists(st.tuples(AGENTS, st.sampled_from(["call", "chat"]), versions()), max_size=4)


def expected(truths: list[Truth], until_us: int) -> dict[Any, dict[str, int]]:
    found: dict[Any, Counter[str]] = {}
    for truth in truths:
        for key, sums in truth.sums(until_us).items():
            found.setdefault(key, Counter()).update(sums)
    return {key: {name: n for name, n in sums.items() if n} for key, sums in found.items()}


def rounded(sums: dict[Any, dict[str, int]]) -> dict[Any, dict[str, int]]:
    """Shares of capacity are kept in millionths, so they may be a little less than the true ones."""
    near = {"capacity_used_s", "idle_s"}
    return {
        key: {name: round(n / 10_000) * 10_000 if name in near else n for name, n in one.items()}
        for key, one in sums.items()
    }


@settings(max_examples=60, deadline=None, phases=NO_EXPLAIN)
@given(st.lists(st.tuples(AGENTS, reports), max_size=6), contacts, st.data())
def test_minutes_are_what_looking_at_every_instant_gives(
    told: list[tuple[str, Report]], worked: list[tuple[str, str, list[tuple[Span, ...]]]], data: st.DataObject
) -> None:
    """The reports of one moment have marks of their own, as events have."""
    facts = {(agent, report.at_us, report.mark): report for agent, report in told}
    lines: list[list[StateTold | Spans]] = [[StateTold(agent, report)] for (agent, _, _), report in facts.items()]
    lines += [list(line) for line in lines[:2]]  # some come twice
    for number, (agent, channel, said) in enumerate(worked):
        lines.append([Spans(agent, channel, f"c{number}", spans) for spans in said])

    rig, now_s = Rig(silent_s=SILENT_S, gone_s=GONE_S, grace_s=600), 0
    while lines:
        line = data.draw(st.sampled_from(lines))
        rig.fold(line.pop(0))
        lines = [line for line in lines if line]
        match data.draw(st.sampled_from(["go on", "go on", "commit", "time", "restart"])):
            case "commit":
                rig.commit()
            case "time":
                now_s = min(LAST_S, now_s + data.draw(st.integers(1, 130)))
                rig.now(now_s)
            case "restart":
                rig.commit()
                rig.restart()
    rig.now(LAST_S)

    truths = [
        Truth(
            agent,
            [report for (one, _, _), report in facts.items() if one == agent],
            [Spans(one, channel, "", said[-1]) for one, channel, said in worked if one == agent],
            (SILENT_S * 1_000_000, GONE_S * 1_000_000),
        )
        for agent in ("ann", "bob")
    ]
    assert LAST_S * 1_000_000 % MINUTE_US == 0
    assert rounded(rig.plain()) == rounded(expected(truths, us(LAST_S)))
    for truth in truths:
        assert rig.state(truth.agent_id) == truth.state(us(LAST_S))[0]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5_000), reports), max_size=8), contacts)
def test_an_agent_is_available_or_busy_or_anything_else_but_never_two_at_once(
    told: list[tuple[int, Report]], worked: list[tuple[str, str, list[tuple[Span, ...]]]]
) -> None:
    rig = Rig(silent_s=SILENT_S)
    rig.fold(*(StateTold("ann", report) for _, report in told))
    rig.fold(*(Spans("ann", channel, f"c{n}", said[-1]) for n, (_, channel, said) in enumerate(worked)))
    rig.fold(Told(0, us(LAST_S)))
    rig.commit()
    for (scope, minute), sums in rig.plain().items():
        spent = sum(sums.get(f"{name}_s", 0) for name in ("available", "busy", "away", "wrap_up", "offline", "silent"))
        assert spent <= MINUTE_US, (scope, minute)
