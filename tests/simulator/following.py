"""Follows simulated events one by one, and complains of what no contact centre can do."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from streams.events import types as e

MAY_FOLLOW: dict[type[e.Event] | None, set[type[e.Event]]] = {
    None: {e.CallQueued},
    e.CallQueued: {e.CallWaitAnnounced, e.CallRinging, e.CallAnswered, e.CallAbandoned, e.CallLeftQueue},
    e.CallWaitAnnounced: {e.CallRinging, e.CallAnswered, e.CallAbandoned, e.CallLeftQueue},
    e.CallRinging: {e.CallRingMissed, e.CallAnswered, e.CallAbandoned},
    e.CallRingMissed: {e.CallRinging, e.CallAbandoned, e.CallLeftQueue},
    e.CallAnswered: {e.CallHeld, e.CallTransferred, e.CallEnded},
    e.CallHeld: {e.CallResumed, e.CallTransferred, e.CallEnded},
    e.CallResumed: {e.CallHeld, e.CallTransferred, e.CallEnded},
    e.CallTransferred: {e.CallQueued},
    e.CallLeftQueue: {e.CallQueued, e.CallEnded},
    e.CallAbandoned: set(),
    e.CallEnded: set(),
}


class Follower:
    """Asserts the order of each call's events, and one thing at a time for each agent."""

    def __init__(self) -> None:
        self.counts: Counter[type[e.Event]] = Counter()
        self.states: dict[str, str] = {}
        self._ids: set[str] = set()
        self._at: datetime | None = None
        self._last: dict[str, type[e.Event]] = {}
        self._with: dict[str, str] = {}
        """The agent who rings or talks, by call."""
        self._engaged: dict[str, tuple[str, str]] = {}
        """What an agent is at, and with which call."""

    def follow(self, events: Iterable[e.Event]) -> None:
        for event in events:
            assert event.id not in self._ids
            assert self._at is None or event.time >= self._at
            self._ids.add(event.id)
            self._at = event.time
            self.counts[type(event)] += 1
            if isinstance(event, e.AgentStateChanged):
                self._state(event)
            elif isinstance(event, e.CallWrappedUp):
                agent = event.data.agent_id
                assert agent is not None
                assert self._engaged.pop(agent) == ("wraps up", event.subject)
            else:
                last = self._last.get(event.subject)
                assert type(event) in MAY_FOLLOW[last], f"{event} after {last}"
                self._last[event.subject] = type(event)
                self._call(event)

    def _state(self, event: e.AgentStateChanged) -> None:
        engaged = self._engaged.get(event.subject, ("", ""))[0]
        state = event.data.state
        assert (
            state
            in {
                "": {"available", "away", "offline"},
                "rings": {"available"},
                "talks": {"busy"},
                "wraps up": {"wrap_up"},
            }[engaged]
        ), (event, engaged)
        before = self.states.get(event.subject, "offline")
        assert state != before or state == "away"
        assert before != "offline" or state in {"available", "busy", "away"}
        self.states[event.subject] = state

    def _call(self, event: e.Event) -> None:
        match event:
            case e.CallRinging():
                self._engage(event.data.agent_id, "rings", event.subject)
            case e.CallAnswered():
                agent = event.data.agent_id
                if event.subject in self._with:
                    assert self._with[event.subject] == agent
                    assert self._engaged.pop(agent) == ("rings", event.subject)
                self._engage(agent, "talks", event.subject)
            case e.CallRingMissed():
                assert self._with[event.subject] == event.data.agent_id
                self._part(event.subject)
            case e.CallHeld() | e.CallResumed():
                assert self._with[event.subject] == event.data.agent_id
            case e.CallTransferred() | e.CallEnded() | e.CallAbandoned():
                self._part(event.subject)
            case _:
                pass

    def _engage(self, agent: str, at: str, call: str) -> None:
        assert agent not in self._engaged, f"{agent} {at} {call} and is at {self._engaged[agent]}"
        assert self.states.get(agent, "available") in {"available", "busy", "wrap_up"}
        self._engaged[agent] = (at, call)
        self._with[call] = agent

    def _part(self, call: str) -> None:
        agent = self._with.pop(call, None)
        if agent is None:
            return
        at, _ = self._engaged.pop(agent)
        if at == "talks" and self.wraps_up:
            self._engaged[agent] = ("wraps up", call)

    wraps_up = True
    """Whether the plan has wrap-up after each talk."""
