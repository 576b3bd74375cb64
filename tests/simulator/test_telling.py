"""How agents' states reach us, and what of it may be late, repeated or missing."""

from collections import defaultdict
from itertools import pairwise

import msgspec

from streams.events import types as e
from streams.events.payloads import AgentStateChanged
from streams.events.times import micros
from streams.simulator import load_plan, simulate
from streams.simulator.floor import Agent
from streams.simulator.loop import Loop
from streams.simulator.plan import CentrePlan, Silence, Telling, Timing
from streams.simulator.tape import Tape
from streams.simulator.telling import telling
from streams.simulator.tune import tuned
from streams.simulator.waiting import Queue
from tests.simulator.test_simulate import HOUR_US, MONDAY_US

SECOND_US = 1_000_000


class Desk:
    """One agent who changes states when told to, and what is heard of it."""

    def __init__(self, how: Telling) -> None:
        self.loop = Loop(0)
        plan = CentrePlan(name="desk", telling=how)
        self.tape = Tape(plan, 1, self.loop)
        self.tell = telling(plan, "call", 1, self.loop, self.tape)
        self.agent = Agent("a", "team", (Queue("billing", first_pace_us=1.0),))

    def at(self, second: float, state: str, reason: str | None = None) -> None:
        self.loop.at(int(second * SECOND_US), lambda _, __: self.tell(self.agent, state, reason))

    def heard(self, until_s: float) -> list[tuple[float, str]]:
        while (next_us := self.loop.next_us()) is not None and next_us <= until_s * SECOND_US:
            self.loop.step()
        said = [event for event in self.tape.events if isinstance(event, e.AgentStateChanged)]
        return [(micros(event.time) / SECOND_US, event.data.state) for event in said]


def fixed(seconds: float) -> Timing:
    return Timing(kind="fixed", mean_s=seconds)


def test_states_are_told_at_once_with_team_queues_and_capacity() -> None:
    desk = Desk(Telling())
    desk.at(1, "available")
    desk.at(2, "away", "coaching")

    assert desk.heard(100) == [(1, "available"), (2, "away")]
    told = desk.tape.events[1]
    assert isinstance(told, e.AgentStateChanged)
    assert told.data == AgentStateChanged("away", "coaching", "team", ["billing"], {"call": 1})


def test_late_states_keep_their_order() -> None:
    desk = Desk(Telling(lag=Timing(kind="log_normal", mean_s=5, cv=2)))
    states = ["available", "busy", "wrap_up", "away", "offline"] * 40
    for second, state in enumerate(states):
        desk.at(second / 2, state)
    heard = desk.heard(10_000)

    assert [state for _, state in heard] == states
    assert all(at_s >= n / 2 for n, (at_s, _) in enumerate(heard))
    assert sum(at_s > n / 2 + 1 for n, (at_s, _) in enumerate(heard)) > 100


def test_an_unchanged_state_is_told_again_until_the_agent_is_offline() -> None:
    desk = Desk(Telling(heartbeat_s=60))
    desk.at(0, "available")
    desk.at(100, "busy")
    desk.at(250, "offline")
    desk.at(1_000, "available")

    assert desk.heard(1_130) == [
        (0, "available"),
        (60, "available"),
        (100, "busy"),
        (160, "busy"),
        (220, "busy"),
        (250, "offline"),
        (1_000, "available"),
        (1_060, "available"),
        (1_120, "available"),
    ]


def test_a_silent_agent_is_heard_of_again_with_the_state_it_has_by_then() -> None:
    desk = Desk(Telling(heartbeat_s=60, silence=Silence(every=fixed(1_000), lasts=fixed(300))))
    desk.at(0, "available")
    for second, state in ((1_010, "busy"), (1_100, "away")):
        desk.at(second, state)
    heard = desk.heard(1_400)

    assert [at_s for at_s, _ in heard[-4:]] == [900, 960, 1_300, 1_360]
    assert [state for _, state in heard[-4:]] == ["available", "available", "away", "away"]


def test_the_default_centre_lags_beats_and_falls_silent_and_its_contacts_do_not_care() -> None:
    plan = tuned(load_plan("default"), "call,agent", ())
    plain = msgspec.structs.replace(plan, telling=Telling())
    span = (MONDAY_US, MONDAY_US + 24 * HOUR_US)

    def told(of: CentrePlan) -> tuple[list[tuple[int, str]], dict[str, list[tuple[int, AgentStateChanged]]]]:
        calls: list[tuple[int, str]] = []
        states: dict[str, list[tuple[int, AgentStateChanged]]] = defaultdict(list)
        for event in simulate(of, 1, *span):
            if isinstance(event, e.AgentStateChanged):
                states[event.subject].append((micros(event.time), event.data))
            else:
                calls.append((micros(event.time), type(event).__name__))
        return calls, states

    calls, states = told(plan)
    plain_calls, plain_states = told(plain)
    assert calls == plain_calls
    silences = repeats = 0
    for agent, heard in states.items():
        # Without the repeated ones, and but for silences, it is what happened, a little late.
        changes = [data for _, data in heard]
        truth = [data for _, data in plain_states[agent]]
        assert is_part_of([one for one, two in pairwise([*changes, None]) if one != two], truth)
        gaps_s = [
            (later_us - sooner_us) / SECOND_US
            for (sooner_us, data), (later_us, _) in pairwise(heard)
            if data.state != "offline"
        ]
        silences += sum(gap > 60.001 for gap in gaps_s)
        repeats += sum(one == two for one, two in pairwise(changes))
    assert repeats > 1_000
    assert 2 <= silences <= 40


def is_part_of(some: list[AgentStateChanged | None], everything: list[AgentStateChanged]) -> bool:
    """Whether some come in everything, in this order."""
    rest = iter(everything)
    return all(any(one == other for other in rest) for one in some)
