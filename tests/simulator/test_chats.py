"""Chats, one by one: what may follow on what, and who may have how many."""

from collections import Counter

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.events import types as e
from streams.events.times import micros
from streams.simulator import CentrePlan, load_plan, simulate
from streams.simulator.plan import Agents, Bot, ChatQueue, ChatTransfer, Outage, Repeat, Surveys, Telling, Timing
from streams.simulator.tune import tuned
from tests.simulator.chat_following import ChatFollower, capacities
from tests.simulator.small import FIXED, chat_centre
from tests.simulator.test_simulate import HOUR_US, MONDAY_US, SHARES, timings


@pytest.mark.parametrize("seed", [1, 2])
def test_a_day_of_the_default_plans_chats_is_possible(seed: int) -> None:
    plan = msgspec.structs.replace(tuned(load_plan("default"), "chat,agent,survey", ()), telling=Telling())
    follower = ChatFollower(capacities(plan))
    follower.follow(simulate(plan, seed, MONDAY_US - 12 * HOUR_US, MONDAY_US + 20 * HOUR_US))

    chats = {event_type for event_type in e.EVENT_TYPES if str(event_type.__struct_config__.tag).startswith("chat.")}
    assert set(follower.counts) == chats | {e.AgentStateChanged, e.SurveyAnswered}
    assert follower.most_in_hand == 4
    over = sum(seen.phase == "over" for seen in follower.chats.values())
    assert over > 0.98 * len(follower.chats) > 1_500


@st.composite
def plans(draw: st.DrawFn) -> CentrePlan:
    names = ["a", "b"]
    queues = []
    for name in names:
        timeout_s = draw(st.none() | st.floats(1, 120))
        queues.append(
            ChatQueue(
                name=name,
                per_hour=draw(st.sampled_from([0.0, 60.0, 400.0])),
                bot=draw(st.none() | st.builds(Bot, share=SHARES, exchanges=st.floats(0.5, 4), solves=SHARES)),
                patience=draw(st.none() | timings(60)),
                reply=draw(timings(40)),
                crowding=draw(st.floats(0, 1)),
                customer=draw(timings(40)),
                exchanges=draw(st.floats(0.5, 5)),
                thanks=draw(SHARES),
                drifts=draw(st.sampled_from([0.0, 0.5])),
                idle_s=draw(st.floats(1, 120)),
                cut=draw(st.sampled_from([0.0, 0.5])),
                notes=draw(SHARES),
                canned=draw(SHARES),
                transfer=draw(
                    st.none()
                    | st.builds(
                        ChatTransfer,
                        share=st.sampled_from([0.0, 0.5]),
                        to=st.dictionaries(st.sampled_from(names), st.floats(1, 5)),
                        to_colleague=SHARES,
                        attended=SHARES,
                    )
                ),
                wrap_up=draw(timings(30)),
                repeat=draw(st.none() | st.just(Repeat(after_unserved=0.5, after_served=0.2, delay=Timing(mean_s=60)))),
                timeout_s=timeout_s,
                overflow_to=draw(st.none() | st.sampled_from([n for n in names if n != name])) if timeout_s else None,
            )
        )
    return CentrePlan(
        name="any",
        survey=draw(st.none() | st.just(Surveys(share={"chat": 1.0}))),
        chat=tuple(queues),
        agents=(
            Agents(
                count=draw(st.integers(1, 3)),
                team="t",
                channel="chat",
                queues=("a",),
                capacity=draw(st.integers(1, 4)),
            ),
            Agents(count=2, team="u", channel="chat", queues=("b", "a"), capacity=draw(st.integers(1, 4))),
        ),
        outage=(
            Outage(name="gone", after_s=300, lasts_s=300, agents_gone=draw(SHARES), drops_calls=draw(st.booleans())),
            Outage(name="surge", after_s=900, lasts_s=300, arrivals=4.0, topic="app_down"),
        ),
    )


@settings(max_examples=30, deadline=None)
@given(plan=plans(), seed=st.integers(0, 1000))
def test_no_plan_makes_the_impossible_happen(plan: CentrePlan, seed: int) -> None:
    ChatFollower(capacities(plan)).follow(simulate(plan, seed, MONDAY_US, MONDAY_US + HOUR_US // 2))


def test_some_leave_although_an_agent_was_assigned_and_are_not_wrapped_up() -> None:
    queue = ChatQueue(
        name="q", per_hour=200, patience=Timing(mean_s=40), reply=Timing(kind="fixed", mean_s=30), wrap_up=FIXED
    )
    follower = ChatFollower({f"agent-{n:03d}": 2 for n in range(1, 41)})
    follower.follow(simulate(chat_centre(queue, 40, 2), 1, MONDAY_US, MONDAY_US + 4 * HOUR_US))
    left = [chat for chat in follower.chats.values() if isinstance(chat.events[-1], e.ChatAbandoned)]

    assert len(left) > 100
    assert all(any(isinstance(event, e.ChatAssigned) for event in chat.events) for chat in left)


def test_an_agent_who_drops_out_with_the_network_loses_all_chats_at_once() -> None:
    queue = ChatQueue(name="q", per_hour=600, wrap_up=FIXED)
    plan = msgspec.structs.replace(
        chat_centre(queue, 10, 3),
        outage=(Outage(name="down", after_s=3600, lasts_s=600, agents_gone=1.0, drops_calls=True),),
    )
    cut: Counter[int] = Counter()
    away: dict[str, int] = {}
    for event in simulate(plan, 1, MONDAY_US, MONDAY_US + 2 * HOUR_US):
        at_us = micros(event.time) - MONDAY_US
        if isinstance(event, e.ChatEnded) and event.data.by == "system":
            cut[at_us] += 1
        if isinstance(event, e.AgentStateChanged) and event.data.reason == "down":
            away[event.subject] = at_us

    assert cut[HOUR_US] > 20
    assert len(away) == 10
    assert all(HOUR_US <= at_us <= HOUR_US + 10_000_000 for at_us in away.values())


def test_an_outage_makes_its_topic_rise() -> None:
    plan = tuned(load_plan("default"), "chat", ())
    about: Counter[str | None] = Counter()
    for event in simulate(plan, 1, MONDAY_US + 12 * HOUR_US, MONDAY_US + 13 * HOUR_US):
        if isinstance(event, e.ChatStarted) and event.data.queue == "support":
            bad = event.time.minute >= 30 and event.time.minute < 45
            about["app_down in" if bad and event.data.topic == "app_down" else "in" if bad else event.data.topic] += 1

    assert about["app_down"] == 0
    assert about["app_down in"] > about["in"]


def test_an_abusive_customer_comes_again_and_again() -> None:
    plan = tuned(load_plan("default"), "chat", ())
    chats: dict[str, list[str]] = {}
    for event in simulate(plan, 1, MONDAY_US + 9 * HOUR_US, MONDAY_US + 12 * HOUR_US):
        if isinstance(event, e.ChatStarted) and event.data.customer_id == "customer-abusive":
            assert event.data.language == "en"
            chats[event.subject] = []
        elif isinstance(event, e.ChatMessaged) and event.subject in chats and event.data.speaker == "customer":
            chats[event.subject].append(event.data.text)

    assert len(chats) == 4
    assert sum("idiot" in text or "fool" in text or "stupid" in text for said in chats.values() for text in said) > 3
