"""One agent's session as a vendor's agent events tell it; turned into events by hand."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from streams.events import payloads
from streams.events.times import micros
from streams.events.types import AgentStateChanged, CallAnswered, CallEnded, CallWrappedUp, Event
from tests.e2e.chain import Chain
from tests.sources.rig import data_folder

HEARTBEAT = timedelta(seconds=120)
STATES = ("available_s", "busy_s", "away_s", "wrap_up_s", "offline_s", "silent_s")


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def session() -> tuple[list[Event], dict[str, datetime]]:
    """Available, a short call and its wrap-up; then, as the files end there, away and offline."""
    folder = data_folder("samples") / "amazon_connect"
    ended, done = (json.loads((folder / f"agent-event-statechange-{n}.json").read_text("utf-8")) for n in (1, 2))
    now, before = ended["CurrentAgentSnapshot"], done["PreviousAgentSnapshot"]
    (contact,) = now["Contacts"]
    assert before["Contacts"][0]["ContactId"] == contact["ContactId"]
    at = {
        "available": instant(now["AgentStatus"]["StartTimestamp"]),
        "answered": instant(contact["ConnectedToAgentTimestamp"]),
        "ended": instant(contact["StateStartTimestamp"]),
        "wrapped": instant(done["EventTimestamp"]),
    }
    at["away"] = at["wrapped"] + timedelta(seconds=61, milliseconds=7)
    at["offline"] = at["away"] + timedelta(minutes=9, milliseconds=1)
    queues = [queue["Name"] for queue in now["Configuration"]["RoutingProfile"]["InboundQueues"]]

    def state(when: datetime, name: Any, reason: str | None = None) -> Event:
        data = payloads.AgentStateChanged(state=name, reason=reason, queues=queues)
        return AgentStateChanged(id=f"{name}@{when}", source="/connect", time=when, subject="agent", data=data)

    def envelope(kind: str, when: datetime) -> dict[str, Any]:
        return {"id": kind, "source": "/connect", "time": when, "subject": contact["ContactId"]}

    events: list[Event] = [
        CallAnswered(**envelope("answered", at["answered"]), data=payloads.Answered(agent_id="agent")),
        CallEnded(**envelope("ended", at["ended"]), data=payloads.Ended()),
        CallWrappedUp(**envelope("wrapped", at["wrapped"]), data=payloads.ByAgent(agent_id="agent")),
        state(at["away"], "away", "Lunch"),
        state(at["offline"], "offline"),
    ]
    beat = at["available"]
    while beat < at["away"]:
        events.append(state(beat, "available"))
        beat += HEARTBEAT
    return sorted(events, key=lambda event: event.time), at


def test_the_states_of_a_session_add_up_to_its_length_to_the_millisecond() -> None:
    events, at = session()
    chain = Chain(2)
    for event in events:
        chain.put(event)
    over = at["offline"].replace(second=0, microsecond=0) + timedelta(minutes=5)
    chain.finish(micros(over) + 5_000_000)  # the watermark is five seconds behind
    sums: dict[str, float] = {}
    for key, record in chain.windows().items():
        if key.startswith(b"agent/agent/all/PT1M/"):
            for name, seconds in record["sums"].items():
                sums[name] = sums.get(name, 0) + seconds
    spent_ms = {name: round(sums[name] * 1000) for name in STATES}
    assert spent_ms == {
        "available_s": ms(at["answered"] - at["available"]) + ms(at["away"] - at["wrapped"]),
        "busy_s": ms(at["ended"] - at["answered"]),
        "wrap_up_s": ms(at["wrapped"] - at["ended"]),
        "away_s": ms(at["offline"] - at["away"]),
        "offline_s": ms(over - at["offline"]),
        "silent_s": 0,
    }
    assert (spent_ms["busy_s"], spent_ms["wrap_up_s"]) == (6_006, 5_005)
    assert sum(spent_ms.values()) == ms(over - at["available"])
    assert round(sums["away_s/Lunch"] * 1000) == spent_ms["away_s"]


def ms(length: timedelta) -> int:
    return length // timedelta(milliseconds=1)
