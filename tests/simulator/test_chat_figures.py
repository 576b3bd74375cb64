"""Chats in numbers. Shares and means may be 4 standard errors off; all seeds are fixed."""

from collections import Counter

import msgspec
import pytest

from streams.events import types as e
from streams.events.times import micros
from streams.simulator import CentrePlan, simulate
from streams.simulator.erlang import erlang_c
from streams.simulator.plan import Agents, Bot, ChatQueue, ChatTransfer, Timing
from tests.simulator.chat_following import ChatFollower, capacities
from tests.simulator.small import FIXED, chat_centre, error
from tests.simulator.test_erlang import estimate, mean
from tests.simulator.test_simulate import HOUR_US, MONDAY_US


def test_shares_of_what_happens_in_chats_are_those_of_the_plan() -> None:
    queue = ChatQueue(
        name="q",
        per_hour=600,
        bot=Bot(share=0.6, solves=0.25),
        exchanges=3,
        thanks=0.4,
        drifts=0.10,
        cut=0.05,
        notes=0.30,
        transfer=ChatTransfer(share=0.20, to={"r": 1}, to_colleague=0.25),
        wrap_up=FIXED,
        personas={"calm": 1},
    )
    other = ChatQueue(name="r", per_hour=0, drifts=0, cut=0, wrap_up=FIXED)
    plan = msgspec.structs.replace(
        chat_centre(queue, 160),
        chat=(queue, other),
        agents=(
            Agents(count=160, team="q", channel="chat", queues=("q",)),
            Agents(count=40, team="r", channel="chat", queues=("r",)),
        ),
    )
    follower = ChatFollower(capacities(plan))
    follower.follow(simulate(plan, 1, MONDAY_US, MONDAY_US + 20 * HOUR_US))
    seen: Counter[str] = Counter()
    for chat in follower.chats.values():
        if chat.phase != "over":
            continue
        kinds = [type(event) for event in chat.events]
        speakers = {event.data.speaker for event in chat.events if isinstance(event, e.ChatMessaged)}
        seen["chats"] += 1
        seen["bot"] += "bot" in speakers
        if e.ChatAssigned not in kinds:
            seen["solved"] += 1
            continue
        seen["assigned"] += 1
        stays = kinds.count(e.ChatAssigned)
        seen["stays"] += stays
        seen["notes"] += sum(
            isinstance(event, e.ChatMessaged) and event.data.visibility == "internal" for event in chat.events
        )
        ended = chat.events[-1]
        assert isinstance(ended, e.ChatEnded)
        seen["by system"] += ended.data.by == "system"
        moves = [event for event in chat.events if isinstance(event, e.ChatTransferred)]
        seen["moved"] += len(moves)
        seen["to colleague"] += sum(move.data.to_agent is not None for move in moves)
    lasting = seen["assigned"]

    assert lasting > 9_000
    assert len(follower.chats) == pytest.approx(600 * 20, abs=4.5 * (600 * 20) ** 0.5)
    assert seen["bot"] / seen["chats"] == pytest.approx(0.6, abs=error(0.6, seen["chats"]))
    assert seen["solved"] / seen["bot"] == pytest.approx(0.25, abs=error(0.25, seen["bot"]))
    assert seen["by system"] / lasting == pytest.approx(0.10, abs=error(0.10, lasting))
    assert seen["notes"] / seen["stays"] == pytest.approx(0.30, abs=error(0.30, seen["stays"]))
    # Whoever neither drifts nor is cut off may be passed on, and again after being passed to a colleague.
    onward = (1 - 0.15) * 0.20 / (1 - 0.25 * 0.20)
    assert seen["moved"] / lasting == pytest.approx(onward, abs=error(onward, lasting))
    assert seen["to colleague"] / seen["moved"] == pytest.approx(0.25, abs=error(0.25, seen["moved"]))


def first_answers_s(plan: CentrePlan, hours: float) -> list[float]:
    """From the assignment to the agent's first words."""
    assigned: dict[str, int] = {}
    took_s: list[float] = []
    for event in simulate(plan, 1, MONDAY_US, MONDAY_US + int(hours * HOUR_US)):
        if isinstance(event, e.ChatAssigned):
            assigned[event.subject] = micros(event.time)
        elif isinstance(event, e.ChatMessaged) and event.data.speaker == "agent" and event.subject in assigned:
            took_s.append((micros(event.time) - assigned.pop(event.subject)) / 1e6)
    return took_s


@pytest.mark.parametrize(("capacity", "longer"), [(1, 1.0), (3, 1.8)])
def test_an_agent_types_the_slower_the_more_chats_are_in_hand(capacity: int, longer: float) -> None:
    # There is always more to do than the agents can, so that all hands are full at each assignment.
    queue = ChatQueue(name="q", per_hour=3_000, reply=Timing(mean_s=20), crowding=0.4, notes=0)
    took_s = first_answers_s(chat_centre(queue, 5, capacity), 20)[5 * capacity :]
    mean_s = sum(took_s) / len(took_s)

    assert len(took_s) > 1_000
    assert mean_s == pytest.approx(20 * longer, abs=4 * 20 * longer / len(took_s) ** 0.5)


@pytest.mark.parametrize(("agents", "capacity"), [(6, 1), (2, 3)])
def test_chats_wait_as_erlang_says_whoever_holds_the_hands(agents: int, capacity: int) -> None:
    # One answer, no reading, no crowding: handling is exponential, and two agents with three hands are six servers.
    per_hour, reply_s = 180.0, 100.0
    at_once = Timing(kind="fixed", mean_s=0.001)
    queue = ChatQueue(
        name="q",
        per_hour=per_hour,
        reply=Timing(mean_s=reply_s),
        customer=at_once,
        crowding=0,
        exchanges=1,
        thanks=0,
        drifts=0,
        cut=0,
        personas={"calm": 1},
    )
    batch_us = 12 * HOUR_US
    waits_s: list[list[float]] = [[] for _ in range(25)]
    queued: dict[str, int] = {}
    for event in simulate(chat_centre(queue, agents, capacity), 1, MONDAY_US, MONDAY_US + 25 * batch_us):
        if isinstance(event, e.ChatQueued):
            queued[event.subject] = micros(event.time)
        elif isinstance(event, e.ChatAssigned):
            came_us = queued.pop(event.subject)
            waits_s[(came_us - MONDAY_US) // batch_us].append((micros(event.time) - came_us) / 1e6)
    expected = erlang_c(agents * capacity, per_hour, reply_s)
    waited = estimate([sum(wait > 0 for wait in batch) / len(batch) for batch in waits_s])
    wait_s = estimate([mean(batch) for batch in waits_s])

    assert waited.agrees_with(expected.wait_probability)
    assert wait_s.agrees_with(expected.mean_wait_s)
    assert not waited.agrees_with(erlang_c(agents * capacity, per_hour * 1.1, reply_s).wait_probability)


def test_agents_answer_as_often_as_the_plan_says_and_talkative_customers_need_more() -> None:
    answers: dict[str, float] = {}
    for persona in ("calm", "talkative"):
        queue = ChatQueue(
            name="q", per_hour=400, exchanges=3, thanks=0, drifts=0, cut=0, notes=0, personas={persona: 1}
        )
        chats: Counter[str] = Counter()
        for event in simulate(chat_centre(queue, 200), 1, MONDAY_US, MONDAY_US + 10 * HOUR_US):
            if isinstance(event, e.ChatMessaged) and event.data.speaker == "agent":
                chats[event.subject] += 1
        answers[persona] = sum(chats.values()) / len(chats)

    # The standard deviation of a geometric number is below its mean; 4,000 chats each.
    assert answers["calm"] == pytest.approx(3, abs=4 * 3 / 4_000**0.5 + 0.05)
    assert answers["talkative"] == pytest.approx(4.8, abs=4 * 4.8 / 4_000**0.5 + 0.1)


def test_whoever_leaves_before_the_first_answer_leaves_by_their_patience() -> None:
    # Nobody is there: all leave, and their waits are their patience.
    queue = ChatQueue(name="q", per_hour=500, patience=Timing(mean_s=100))
    plan = CentrePlan(name="empty", chat=(queue,))
    queued: dict[str, int] = {}
    waits_s: list[float] = []
    for event in simulate(plan, 1, MONDAY_US, MONDAY_US + 10 * HOUR_US):
        if isinstance(event, e.ChatQueued):
            queued[event.subject] = micros(event.time)
        elif isinstance(event, e.ChatAbandoned):
            waits_s.append((micros(event.time) - queued[event.subject]) / 1e6)

    assert len(waits_s) > 4_500
    assert sum(waits_s) / len(waits_s) == pytest.approx(100, abs=4 * 100 / len(waits_s) ** 0.5)
