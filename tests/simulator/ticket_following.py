"""Follows simulated tickets event by event, and complains of what no help desk can do."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from streams.events import types as e

MAY_BECOME = {
    "new": {"open"},
    "open": {"pending", "on_hold", "solved"},
    "pending": {"open", "solved"},
    "on_hold": {"open"},
    "solved": {"open", "closed"},
    "closed": set[str](),
}


@dataclass
class Seen:
    """One ticket, as far as it has come."""

    priority: str | None
    status: str = "new"
    owner: str | None = None
    solved: bool = False
    events: list[e.Event] = field(default_factory=list)


class TicketFollower:
    """Asserts the order of each ticket's events, and that agents work when they are at work."""

    def __init__(self) -> None:
        self.tickets: dict[str, Seen] = {}
        self.counts: Counter[type[e.Event]] = Counter()
        self.became: Counter[tuple[str, str]] = Counter()
        self.states: dict[str, str] = {}
        self._at: datetime | None = None

    def follow(self, events: Iterable[e.Event]) -> None:
        for event in events:
            assert self._at is None or event.time >= self._at
            self._at = event.time
            self.counts[type(event)] += 1
            match event:
                case e.AgentStateChanged():
                    assert event.data.capacity == {"ticket": 1}
                    assert event.data.state in {"available", "busy", "away", "offline"}
                    self.states[event.subject] = event.data.state
                case e.SurveyAnswered():
                    assert self.tickets[event.subject].solved
                case _:
                    self._ticket(event)

    def _ticket(self, event: e.Event) -> None:
        seen = self.tickets.get(event.subject)
        if seen is None:
            assert isinstance(event, e.TicketCreated), event
            self.tickets[event.subject] = Seen(priority=event.data.priority, events=[event])
            return
        assert seen.status != "closed", (event, seen)
        seen.events.append(event)
        match event:
            case e.TicketAssigned():
                assert seen.owner != event.data.agent_id
                seen.owner = event.data.agent_id
            case e.TicketStatusChanged():
                status = event.data.status
                assert status in MAY_BECOME[seen.status], (event, seen)
                assert seen.owner is not None
                self.became[seen.status, status] += 1
                seen.solved = seen.solved or status == "solved"
                assert status != "closed" or seen.solved
                seen.status = status
            case e.TicketPriorityChanged():
                assert event.data.priority != seen.priority
                seen.priority = event.data.priority
            case e.TicketMessaged():
                self._message(event, seen)
            case _:
                raise AssertionError(event)

    def _message(self, event: e.TicketMessaged, seen: Seen) -> None:
        said = event.data
        assert said.text.strip()
        if said.speaker == "agent":
            assert said.agent_id == seen.owner
            assert seen.status == "open"
            assert self.states.get(said.agent_id or "", "busy") == "busy"
        else:
            assert (said.agent_id, said.visibility) == (None, "public")
            assert said.speaker == "customer" or seen.status == "new"
