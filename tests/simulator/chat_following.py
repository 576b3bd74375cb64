"""Follows simulated chats event by event, and complains of what no chat server and no agent can do."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from streams.events import types as e
from streams.simulator.plan import CentrePlan


@dataclass
class Seen:
    """One chat, as far as it has come."""

    phase: str = "bot"
    queue: str = ""
    agent: str = ""
    next_agent: str = ""
    answered: bool = False
    events: list[e.Event] = field(default_factory=list)


class ChatFollower:
    """Asserts the order of each chat's events, and what each agent has in hand, by the told capacity."""

    def __init__(self, capacity: Mapping[str, int]) -> None:
        self.chats: dict[str, Seen] = {}
        self.counts: Counter[type[e.Event]] = Counter()
        self.most_in_hand = 0
        self.states: dict[str, str] = {}
        self._capacity = capacity
        self._talks: Counter[str] = Counter()
        self._wraps: dict[tuple[str, str], int] = Counter()
        self._wrapping: Counter[str] = Counter()
        self._at: datetime | None = None

    def follow(self, events: Iterable[e.Event]) -> None:
        for event in events:
            assert self._at is None or event.time >= self._at
            self._at = event.time
            self.counts[type(event)] += 1
            match event:
                case e.AgentStateChanged():
                    self._state(event)
                case e.SurveyAnswered():
                    assert event.data.contact_id == event.subject
                    assert self.chats[event.subject].answered
                case e.ChatWrappedUp():
                    self._wrapped_up(event)
                case _:
                    self._chat(event)

    def _chat(self, event: e.Event) -> None:
        seen = self.chats.get(event.subject)
        if seen is None:
            assert isinstance(event, e.ChatStarted), event
            seen = self.chats[event.subject] = Seen(queue=event.data.queue)
        else:
            assert not isinstance(event, e.ChatStarted)
        assert seen.phase != "over", (event, seen)
        seen.events.append(event)
        match event:
            case e.ChatQueued():
                assert seen.phase in {"bot", "overflown", "to queue"}
                assert seen.phase != "to queue" or event.data.queue == seen.queue
                seen.phase, seen.queue = "waits", event.data.queue
            case e.ChatAssigned():
                assert seen.phase == "waits" or (seen.phase == "to agent" and seen.next_agent == event.data.agent_id)
                seen.phase, seen.agent = "talks", event.data.agent_id
                self._talks[seen.agent] += 1
                in_hand = self._talks[seen.agent] + self._wrapping[seen.agent]
                assert in_hand <= self._capacity[seen.agent]
                self.most_in_hand = max(self.most_in_hand, in_hand)
            case e.ChatMessaged():
                self._message(event, seen)
            case e.ChatTransferred():
                self._let_go(event.subject, seen, wraps_up=True)
                seen.phase = "to queue" if event.data.to_queue else "to agent"
                seen.queue, seen.next_agent = event.data.to_queue or "", event.data.to_agent or ""
            case e.ChatLeftQueue():
                assert seen.phase == "waits"
                seen.phase = "overflown" if event.data.reason == "overflow" else "gave up"
            case e.ChatAbandoned():
                assert seen.phase == "waits" or not seen.answered
                self._let_go(event.subject, seen, wraps_up=False)
                seen.phase = "over"
            case e.ChatEnded():
                assert seen.phase in {"bot", "gave up", "talks"}
                self._let_go(event.subject, seen, wraps_up=True)
                seen.phase = "over"
            case _:
                assert isinstance(event, e.ChatStarted)

    def _message(self, event: e.ChatMessaged, seen: Seen) -> None:
        said = event.data
        assert said.text.strip()
        if said.speaker == "agent":
            assert (seen.phase, seen.agent) == ("talks", said.agent_id)
            seen.answered = seen.answered or said.visibility != "internal"
        else:
            assert said.agent_id is None
            assert said.visibility is None
            assert seen.phase in ({"bot"} if said.speaker == "bot" else {"bot", "waits", "talks"})

    def _let_go(self, subject: str, seen: Seen, *, wraps_up: bool) -> None:
        if seen.agent:
            self._talks[seen.agent] -= 1
            if wraps_up and self.wraps_up:
                self._wraps[seen.agent, subject] += 1
                self._wrapping[seen.agent] += 1
        seen.agent = ""

    def _wrapped_up(self, event: e.ChatWrappedUp) -> None:
        agent = event.data.agent_id or ""
        self._wraps[agent, event.subject] -= 1
        self._wrapping[agent] -= 1
        assert self._wraps[agent, event.subject] >= 0

    def _state(self, event: e.AgentStateChanged) -> None:
        """Where states are told at once, they agree with what the agent has in hand."""
        agent, state = event.subject, event.data.state
        assert event.data.capacity == {"chat": self._capacity[agent]}
        if self.told_at_once:
            talks, wraps = self._talks[agent], self._wrapping[agent]
            assert state in ({"busy"} if talks else {"wrap_up"} if wraps else {"available", "away", "offline"}), event
            assert state != self.states.get(agent, "offline") or state == "away"
        self.states[agent] = state

    wraps_up = True
    told_at_once = True


def capacities(plan: CentrePlan) -> dict[str, int]:
    """By agent, where all agents of the plan work in chats or come after those who do not."""
    before = sum(group.count for group in plan.agents if group.channel == "call")
    chat = [group.capacity for group in plan.agents if group.channel == "chat" for _ in range(group.count)]
    return {f"agent-{n:03d}": capacity for n, capacity in enumerate(chat, start=before + 1)}
