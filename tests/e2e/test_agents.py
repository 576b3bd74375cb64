"""How agents stand and spend their time, through a worker on a real Kafka."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.e2e.installation import event, structured, until

if TYPE_CHECKING:
    from tests.e2e.installation import Sent, Worker

AGENT, QUEUE, TEAM = "noor", "desk", "evening"


def reported(at: datetime, state: str, **data: Any) -> list[Sent]:
    return structured(event("queued", AGENT, at) | {"type": "agent.state_changed", "data": {"state": state, **data}})


async def test_an_agent_is_busy_with_a_call_and_the_minutes_say_so(live: Worker) -> None:
    place = live.place
    start = (datetime.now(UTC) - timedelta(minutes=4)).replace(second=0, microsecond=0)
    answered, ended = start + timedelta(seconds=30), start + timedelta(seconds=75)
    serves = {"team": TEAM, "queues": [QUEUE], "capacity": {"call": 1}}
    await place.send(reported(start, "available", **serves), "agents")
    await place.send(
        structured(event("queued", "desk-1", start, queue=QUEUE), event("answered", "desk-1", answered, agent_id=AGENT))
    )
    await place.send(reported(answered + timedelta(seconds=1), "available"), "agents")

    async def gauges(key: str, *names: str) -> Any:
        record = (await place.latest()).get(f"{key}/all/now/")
        return record and [record["gauges"].get(name) for name in names]

    async def agent() -> Any:
        return await gauges(f"agent/{AGENT}", "state", "state_since", "team", "in_progress")

    since = answered.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    await until(agent, ["busy", since, TEAM, 1])
    nobody = {"available": 0, "busy": 0, "away": 0, "wrap_up": 0, "offline": 0, "silent": 0}
    for key in (f"queue/{QUEUE}", f"team/{TEAM}"):
        await until(lambda key=key: gauges(key, "agents"), [nobody | {"busy": 1}])
    assert f'pasokh_agents{{queue="{QUEUE}",state="busy"}} 1' in live.get("/metrics")[1]

    await place.send(structured(event("ended", "desk-1", ended)))
    await place.send(reported(ended + timedelta(seconds=15), "away", reason="lunch"), "agents")

    async def minutes() -> Any:
        found = await place.latest()
        stamps = [(start + timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%M:%SZ") for minute in (0, 1)]
        records = [found.get(f"agent/{AGENT}/all/PT1M/{stamp}") for stamp in stamps]
        return [record and {name: seconds for name, seconds in record["sums"].items() if seconds} for record in records]

    await until(
        minutes,
        [
            {
                "available_s": 30, "busy_s": 30, "engaged_s": 30, "contact_s": 30, "capacity_used_s": 30, "idle_s": 30,
            },
            {
                "available_s": 15, "busy_s": 15, "engaged_s": 15, "contact_s": 15, "capacity_used_s": 15, "idle_s": 15,
                "away_s": 30, "away_s/lunch": 30,
            },
        ],
    )  # fmt: skip
    stamp = start.strftime("%Y-%m-%dT%H:%M:%SZ")
    found = await place.latest()
    assert found[f"agent/{AGENT}/all/PT1M/{stamp}"]["rates"]["occupancy"] == 0.5
    assert found[f"queue/{QUEUE}/all/PT1M/{stamp}"]["sums"]["busy_s"] == 30
    assert found[f"team/{TEAM}/all/PT1M/{stamp}"]["rates"]["concurrency"] == 1
    end = (start + timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    counted, took = (found[f"team/{TEAM}/call/PT1M/{when}"] for when in (stamp, end))
    assert (counted["counts"]["answered"], took["counts"]["handled"]) == (1, 1)
    assert took["durations"]["handle"]["sum_s"] == 45
    assert await gauges(f"agent/{AGENT}", "state", "reason", "in_progress") == ["away", "lunch", 0]
