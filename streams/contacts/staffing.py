"""What the agents stage is told: agents' states, and every change of who had which contact in hand."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from msgspec import Raw

from streams.contacts.course import Course
from streams.contacts.facts.parts import ENDED, WRAPPED_UP, Expiry, Leg
from streams.contacts.facts.stored import mark_of
from streams.engine.partitions import partition_of
from streams.events.types import AgentStateChanged
from streams.measures.staff import Report, Span, Spans, StaffMessage, StateTold, encode_staff

AT_ONCE: Final = 500
"""Messages in one record: some 30 kB."""


class Staffing:
    """Collects until a commit. Of a contact it tells each agent's whole share, which replaces what was told before."""

    __slots__ = ("_partition_count", "_waiting")

    def __init__(self, partitions: int) -> None:
        self._partition_count = partitions
        self._waiting: defaultdict[int, list[StaffMessage | Raw]] = defaultdict(list)

    def state(self, event: AgentStateChanged, at_us: int) -> None:
        """An agent's state, as its event says."""
        data, agent_id = event.data, event.subject
        report = Report(
            at_us,
            mark_of(event.source, event.id),
            data.state,
            data.reason,
            data.team,
            None if data.queues is None else tuple(dict.fromkeys(data.queues)),
            data.capacity,
        )
        self._waiting[partition_of(agent_id.encode(), self._partition_count)].append(StateTold(agent_id, report))

    def tell(self, channel: str, contact: str, course: Course) -> None:
        """What changed in a course; to be called before the book of panes takes note of it."""
        agents: dict[str | None, None] | None = None  # mostly there is nothing to tell
        for part in (*course.dropped, *course.changed) if course.dropped else course.changed:
            if type(part) is Leg:
                agents = agents or {}
                agents[part.agent_id] = None
            elif type(part) is Expiry:  # whoever still had it has it no longer
                agents = (agents or {}) | {leg.agent_id: None for leg in course.worked()}
        for agent_id in agents or ():
            if agent_id is not None:
                spans = tuple([_span(leg, course.expiry) for leg in course.worked() if leg.agent_id == agent_id])
                self._waiting[partition_of(agent_id.encode(), self._partition_count)].append(
                    Spans(agent_id, channel, contact, spans)
                )

    def measured(self, agent_id: str, pane: bytes) -> None:
        """What was measured of an agent, for the team; encoded already."""
        self._waiting[partition_of(agent_id.encode(), self._partition_count)].append(Raw(pane))

    def drain(self) -> Iterator[tuple[int, bytes]]:
        """Partition and record of everything collected; starts afresh."""
        waiting, self._waiting = self._waiting, defaultdict(list)
        for partition, messages in waiting.items():
            for start in range(0, len(messages), AT_ONCE):
                yield partition, encode_staff(messages[start : start + AT_ONCE])


def _span(leg: Leg, expiry: Expiry | None) -> Span:
    if not leg.flags & ENDED:
        return Span(leg.answered_us, None if expiry is None else max(expiry.at_us, leg.answered_us))
    return Span(leg.answered_us, leg.ended_us, leg.wrapped_us if leg.flags & WRAPPED_UP else None)
