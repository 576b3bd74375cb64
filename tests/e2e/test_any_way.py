"""The same events give the same windows, however they are shuffled, repeated, batched, spread and interrupted."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.events import payloads
from streams.events.times import moment
from streams.events.types import AgentStateChanged, Event, SurveyAnswered
from tests.contacts.story import NOON_US, event, us
from tests.e2e.chain import Chain, S

Told = tuple[int, Event]

AGENTS = ("ann", "bob")
QUEUES = ("billing", "sales")
SECONDS = st.integers(0, 400) | st.sampled_from([0, 5, 20, 59, 60, 3600])
STATES = st.sampled_from(["available", "busy", "away", "wrap_up", "offline"])
TEAMS = st.sampled_from([None, "sales", "care"])
SPEAKERS = st.sampled_from(["customer", "agent", "bot"])
TEXTS = st.sampled_from(["hello", "this is terrible", "that is great", "you idiot", "we apologise for that", "thanks"])
SCORES = st.integers(0, 5)
BUCKET = 0.022
"""By so much one bucket of a spread is larger than the one before."""
LONG_AFTER_US = 4 * 86_400 * S


@st.composite
def lives(draw: st.DrawFn) -> list[Told]:
    """One call's events: it waits, is answered or not, is perhaps passed on, and is perhaps never ended."""
    at = draw(st.integers(0, 7200))
    told = [event("queued", at, queue=draw(st.sampled_from(QUEUES)), customer_id="u1")]
    if draw(st.booleans()):
        told.append(event("wait_announced", at, expected_wait_s=draw(st.integers(0, 90))))
    at += draw(SECONDS)
    outcome = draw(st.sampled_from(["answered", "answered", "abandoned", "left_queue", "none"]))
    if outcome == "abandoned":
        return [*told, event("abandoned", at), *draw(judgements(at))]
    if outcome == "left_queue":
        return [*told, event("left_queue", at, reason=draw(st.sampled_from(["timeout", "callback", "overflow"])))]
    if outcome == "none":
        return told
    told.append(event("answered", at, agent_id=draw(st.sampled_from(AGENTS))))
    if draw(st.booleans()):
        at += draw(SECONDS)
        told.append(event("held", at))
        at += draw(SECONDS)
        told.append(event("resumed", at))
    if draw(st.booleans()):
        at += draw(SECONDS)
        told.append(event("transferred", at, to_queue=draw(st.sampled_from(QUEUES))))
        told.append(event("queued", at, event_id=f"again@{at}", queue=draw(st.sampled_from(QUEUES))))
        at += draw(SECONDS)
        told.append(event("answered", at, event_id=f"again-answered@{at}", agent_id=draw(st.sampled_from(AGENTS))))
    for place, (speaker, text) in enumerate(draw(st.lists(st.tuples(SPEAKERS, TEXTS), max_size=5))):
        at += draw(SECONDS)
        told.append(event("utterance", at, event_id=f"said-{place}", speaker=speaker, text=text))
    at += draw(SECONDS)
    told.append(event("ended", at, by="customer"))
    if draw(st.booleans()):
        told.append(event("wrapped_up", at + draw(st.integers(0, 120))))
    return [*told, *draw(judgements(at))]


@st.composite
def chats(draw: st.DrawFn) -> list[Told]:
    """One chat's events: perhaps a bot has it first; it is answered or not, taken over, ended, and gone on with."""
    at = draw(st.integers(0, 7200))
    told: list[Told] = [event("chat.started", at, queue=draw(st.sampled_from(QUEUES)))]

    def writes(speaker: str, **more: Any) -> None:
        nonlocal at
        at += draw(SECONDS)
        told.append(event("chat.message", at, event_id=f"{speaker}@{at}", speaker=speaker, text=draw(TEXTS), **more))

    writes("customer")
    if draw(st.booleans()):
        writes("bot")
        at += draw(SECONDS)
        told.append(event("chat.queued", at, queue=draw(st.sampled_from(QUEUES))))
    at += draw(SECONDS)
    what = draw(st.sampled_from(["assigned", "assigned", "abandoned", "none"]))
    if what == "none":
        return told
    if what == "abandoned":
        return [*told, event("chat.abandoned", at)]
    for agent_id in draw(st.sampled_from([("ann",), ("ann", "bob")])):
        told.append(event("chat.assigned", at, agent_id=agent_id))
        if draw(st.booleans()):
            writes("agent", agent_id=agent_id, visibility=draw(st.sampled_from(["public", "internal"])))
        at += draw(SECONDS)
    told.append(event(*draw(st.sampled_from([("chat.ended", at), ("chat.abandoned", at)]))))
    if draw(st.booleans()):
        told.append(event("chat.wrapped_up", at + draw(st.integers(0, 120))))
    told += draw(judgements(at))
    if draw(st.booleans()):
        writes("customer")
        writes("agent", agent_id="bob")
    return told


@st.composite
def tickets(draw: st.DrawFn) -> list[Told]:
    """One ticket's events, of one day: statuses, hands, priorities, answers; solved or not."""
    at = draw(st.integers(0, 7200))
    told: list[Told] = [event("ticket.created", at, queue=draw(st.sampled_from(QUEUES)), text="help")]
    for place in range(draw(st.integers(0, 6))):
        at += draw(st.integers(0, 2000))
        kind, data = draw(
            st.sampled_from([
                ("assigned", {"agent_id": "ann"}), ("assigned", {"agent_id": "bob"}),
                ("priority_changed", {"priority": "urgent"}), ("status_changed", {"status": "pending"}),
                ("status_changed", {"status": "solved"}), ("status_changed", {"status": "open"}),
                ("message", {"speaker": "agent", "text": draw(TEXTS), "agent_id": "ann"}),
                ("message", {"speaker": "customer", "text": draw(TEXTS)}),
            ])
        )  # fmt: skip
        told.append(event(f"ticket.{kind}", at, event_id=f"{place}", **data))
    return [*told, *draw(judgements(at))]


@st.composite
def judgements(draw: st.DrawFn, at_s: int) -> list[Told]:
    """Surveys during the call, after it, after it was forgotten, and after that, too, was forgotten."""
    times = draw(st.lists(st.sampled_from([-30, 0, 1, 60, 599, 600, 700, 4000, 90_000, 91_000]), max_size=2))
    return [survey(max(0, at_s + after_s), place, draw(SCORES)) for place, after_s in enumerate(times)]


@st.composite
def shifts(draw: st.DrawFn) -> list[Told]:
    """What agents report, as if nobody knew what they do."""
    times = draw(st.lists(st.integers(0, 9_000), max_size=6, unique=True))
    return [reported(at_s, draw(st.sampled_from(AGENTS)), draw(STATES), draw(TEAMS)) for at_s in times]


def reported(at_s: int, agent_id: str, state: Any, team: str | None) -> Told:
    at_us = NOON_US + us(at_s)
    data = payloads.AgentStateChanged(state=state, team=team, queues=["billing"], capacity={"call": 2})
    told = AgentStateChanged(id=f"shift-{at_s}", source="acd", time=moment(at_us), subject=agent_id, data=data)
    return at_us, told


def survey(at_s: float, place: int, score: int) -> Told:
    at_us = NOON_US + us(at_s)
    data = payloads.SurveyAnswered(
        contact_id="c1", kind=("csat", "nps")[place % 2], score=score, scale_max=(5, 10)[place % 2]
    )
    return at_us, SurveyAnswered(id=f"judged-{place}", source="ivr", time=moment(at_us), subject="c1", data=data)


def named(contacts: list[list[Told]]) -> list[Told]:
    """All of their events in time order; each contact has an id of its own, and each event one within it."""
    told = [
        (at_us, renamed(happened, f"contact-{number}", f"{number}-{place}"))
        for number, contact in enumerate(contacts)
        for place, (at_us, happened) in enumerate(contact)
    ]
    return sorted(told, key=lambda one: one[0])


def renamed(happened: Event, subject: str, event_id: str) -> Event:
    if isinstance(happened, SurveyAnswered):
        data = msgspec.structs.replace(happened.data, contact_id=subject)
        return msgspec.structs.replace(happened, subject=subject, id=event_id, data=data)
    return msgspec.structs.replace(happened, subject=subject, id=event_id)


def plain(calls: list[Told]) -> Chain:
    """In order, each once, one partition, one batch."""
    chain = Chain(1)
    for _, happened in calls:
        chain.put(happened)
    chain.finish(NOON_US + LONG_AFTER_US)
    return chain


@settings(max_examples=60, deadline=None)
@given(st.lists(lives() | chats() | tickets(), min_size=1, max_size=10).map(named), shifts(), st.data())
def test_neither_order_nor_repeats_nor_batches_nor_partitions_nor_restarts_matter(
    calls: list[Told], states: list[Told], data: st.DataObject
) -> None:
    story = sorted(calls + states, key=lambda one: one[0])
    chain = Chain(data.draw(st.sampled_from([1, 2, 3]), "partitions"))
    late = data.draw(st.lists(st.integers(0, 5 * S), min_size=len(story), max_size=len(story)), "late by")
    again = data.draw(st.lists(st.tuples(st.sampled_from(story), st.integers(0, 5 * S)), max_size=3), "again")
    coming = [(at_us + by_us, happened) for (at_us, happened), by_us in zip(story, late, strict=True)]
    coming += [(at_us + by_us, happened) for (at_us, happened), by_us in again]
    for _, happened in sorted(coming, key=lambda one: one[0]):
        chain.put(happened)
        if data.draw(st.booleans(), "work"):
            process = data.draw(st.sampled_from(chain.processes), "at")
            process.fold(data.draw(st.integers(1, 7), "batch"))
            what = data.draw(st.sampled_from(["go on", "commit", "commit", "restart"]), "then")
            if what == "commit":
                process.commit()
            elif what == "restart":
                process.restart()
    chain.finish(NOON_US + LONG_AFTER_US)

    expected = plain(story)
    assert different(comparable(chain.windows()), comparable(expected.windows())) == []
    assert all(window["complete"] for window in chain.windows().values())
    assert all((window["rates"].get("survey_response") or 0) <= 1 for window in chain.windows().values())
    assert chain.enriched() == expected.enriched() == sorted(happened.id for _, happened in story)


def different(one: dict[bytes, Any], other: dict[bytes, Any]) -> list[tuple[object, ...]]:
    """Window, part, name and both sides of whatever is not the same; of percentiles, what is not within 2 %."""
    found: list[tuple[object, ...]] = []
    for key in sorted(one | other):
        ours, theirs = one.get(key, {}), other.get(key, {})
        for part in ("complete", "end", "counts", "sums", "durations", "rates"):
            left, right = ours.get(part), theirs.get(part)
            if left != right and not (part == "durations" and within(left, right)):
                found.append((key, part, left, right))
    return found


def within(one: dict[str, dict[str, float]], other: dict[str, dict[str, float]]) -> bool:
    """Exact but for percentiles: a spread knows them exactly until something was taken back."""
    if (one or {}).keys() != (other or {}).keys():
        return False
    for name, duration in (one or {}).items():
        for measure, value in duration.items():
            exact = measure in {"count", "sum_s", "mean_s", "max_s"}
            if value != (other[name][measure] if exact else pytest.approx(other[name][measure], rel=BUCKET)):
                return False
    return True


def comparable(windows: dict[bytes, Any]) -> dict[bytes, Any]:
    """An answer that took an abandonment back leaves a zero where there would be nothing.

    A survey of the next day belongs to a day that may be over: whether its window was closed by then is not compared.
    """
    return {
        key: window
        | {
            "counts": {name: count for name, count in window["counts"].items() if count and name != "responded"},
            "durations": {name: one for name, one in window["durations"].items() if one["count"]},
            "rates": {name: rate for name, rate in window["rates"].items() if name != "survey_response"},
        }
        for key, window in windows.items()
        if any(count for name, count in window["counts"].items() if name != "responded")
    }
