"""What an outage does to a centre."""

from collections import Counter

import pytest

from streams.events import types as e
from streams.events.times import micros
from streams.simulator import CentrePlan, simulate
from streams.simulator.plan import Agents, CallQueue, Outage, Timing

HOUR_US = 3_600_000_000
MONDAY_US = 1_750_032_000_000_000
"""2025-06-16T00:00:00Z."""


def test_an_outage_brings_a_surge_and_takes_agents_away() -> None:
    plan = CentrePlan(
        name="bad",
        queue=(CallQueue(name="q", per_hour=600, talk=Timing(mean_s=60), wrap_up=Timing(mean_s=5)),),
        agents=(Agents(count=20, team="t", queues=("q",)),),
        outage=(Outage(name="down", after_s=3600, lasts_s=3600, arrivals=3, agents_gone=0.5, drops_calls=True),),
    )
    came: Counter[int] = Counter()
    gone: dict[str, int] = {}
    back: Counter[int] = Counter()
    cut = 0
    for event in simulate(plan, 1, MONDAY_US, MONDAY_US + 3 * HOUR_US):
        at_us = micros(event.time) - MONDAY_US
        match event:
            case e.CallQueued():
                came[at_us // HOUR_US] += 1
            case e.CallEnded() if event.data.by == "system":
                cut += 1
                assert at_us == HOUR_US
            case e.AgentStateChanged() if event.data.reason == "down":
                gone[event.subject] = at_us
            case e.AgentStateChanged() if event.subject in gone:
                back[at_us] += gone.pop(event.subject) < at_us
            case _:
                pass

    assert came[0] == pytest.approx(600, abs=100)
    assert came[1] == pytest.approx(1800, abs=170)
    assert came[2] == pytest.approx(600, abs=100)
    assert back == {2 * HOUR_US: 10}
    assert cut > 0
