"""An agents task without an engine: what it sends is a list, its ledger a dict. Times are seconds past noon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from streams.agents.stage import AgentOptions, Agents
from streams.engine.clock import Clock
from streams.engine.partitions import partition_of
from streams.engine.stage import Context
from streams.measures.pane import MINUTE_US, AgentLevel, Levels, Message, Pane, Scope, Told, decode_pane, place_key
from streams.measures.spread import Spread
from streams.measures.staff import TAKEN, Report, Span, Spans, StaffMessage, StateTold, encode_staff

NOON_US = 1_767_268_800_000_000
"""A whole minute."""
NOON = NOON_US // MINUTE_US
ANN = Scope("agent", "ann", "all")
ALL = Scope("all", "all", "all")


def us(seconds: float) -> int:
    return NOON_US + round(seconds * 1_000_000)


def state(at_s: float, name: str, agent_id: str = "ann", mark: int | None = None, **more: Any) -> StateTold:
    """A report; its mark follows from its time unless given."""
    return StateTold(agent_id, Report(us(at_s), round(at_s * 1000) if mark is None else mark, name, **more))


def spans(contact: str, *times_s: tuple[float | None, ...], channel: str = "call", agent_id: str = "ann") -> Spans:
    """Each time is (started, ended, wrapped), of which the last may be missing."""
    made = (Span(*(None if at_s is None else us(at_s) for at_s in one)) for one in times_s)  # type: ignore[arg-type]
    return Spans(agent_id, channel, contact, tuple(made))


class FakeOut:
    """Keeps what was sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[bytes | None, bytes, int | None]] = []

    def send(self, topic: str, key: bytes | None, value: bytes, partition: int | None = None) -> None:
        self.sent.append((key, value, partition))


class Rig:
    """Feeds a task, commits it, and can start it anew from its ledger."""

    def __init__(self, silent_s: float = 300, grace_s: float = 600, gone_s: float = 86_400, sources: int = 1) -> None:
        self.options = AgentOptions(
            staff_topic="staff",
            panes_topic="panes",
            grace_us=round(grace_s * 1e6),
            silent_us=round(silent_s * 1e6),
            gone_us=round(gone_s * 1e6),
        )
        self.sources = sources
        self.ledger: dict[bytes, bytes] = {}
        self.sums: dict[tuple[Scope, int], Counter[str]] = {}
        self.spreads: dict[tuple[Scope, str], Spread] = {}
        self.levels: dict[Scope, Levels] = {}
        self.told_us: int | None = None
        self.restart()

    def restart(self) -> None:
        """A new process takes over what was committed, and nothing else."""
        self.out = FakeOut()
        self.context = Context(0, self.sources, Clock(("staff",), 0, live=False), self.out)  # type: ignore[arg-type]
        self.task = Agents(self.context, self.options)
        for key, value in self.ledger.items():
            table, _, rest = key.decode().partition("/")
            self.context.tables[table].load(rest, value)
        self.task.recovered()

    def fold(self, *messages: StaffMessage) -> Rig:
        class Record:
            value = encode_staff(messages)

        at_us, item = self.task.decode(Record())  # type: ignore[arg-type]
        self.task.fold(item, at_us)
        return self

    def now(self, at_s: float, source: int = 0) -> Rig:
        """A contacts partition says that it is so late; committed."""
        self.fold(Told(source, us(at_s)))
        self.commit()
        return self

    def commit(self) -> list[Message]:
        """Flush and commit; returns what was told."""
        self.task.flush()
        for table in self.context.tables.values():
            for key, value in table.take_changes():
                if value is None:
                    self.ledger.pop(key, None)
                else:
                    self.ledger[key] = value
        sent, self.out.sent = self.out.sent, []
        messages = [self._read(*one) for one in sent]
        for message in messages:
            if isinstance(message, Pane):
                self.sums.setdefault((message.scope, message.minute - NOON), Counter()).update(message.counts)
                for name, delta in message.spreads.items():
                    self.spreads.setdefault((message.scope, name), Spread()).merge(delta)
            elif isinstance(message, Levels):
                self.levels[message.scope] = message
            else:
                self.told_us = message.now_us
        return messages

    def _read(self, key: bytes | None, value: bytes, partition: int | None) -> Message:
        message = decode_pane(value)
        if isinstance(message, Told):
            assert partition is not None
        else:
            assert key == place_key(message.scope)
            assert partition is None
            assert partition_of(key, 4) < 4
        return message

    def seconds(self, scope: Scope = ANN, minutes: Iterable[int] | None = None) -> dict[str, float]:
        """Sums of a scope that are not zero, of all minutes past noon or of some."""
        total: Counter[str] = Counter()
        for (a_scope, minute), sums in self.sums.items():
            if a_scope == scope and (minutes is None or minute in minutes):
                total.update(sums)
        return {name: found / 1e6 for name, found in total.items() if found and name not in TAKEN}

    def taken(self, scope: Scope = ANN) -> dict[int, int]:
        """Chats taken, by how many contacts were in hand then."""
        total: Counter[str] = Counter()
        for (a_scope, _), sums in self.sums.items():
            if a_scope == scope:
                total.update(sums)
        return {place: total[name] for place, name in enumerate(TAKEN, 1) if total[name]}

    def plain(self) -> dict[tuple[Scope, int], dict[str, int]]:
        """Every sum that is not zero."""
        found = {key: {name: n for name, n in sums.items() if n} for key, sums in self.sums.items()}
        return {key: sums for key, sums in found.items() if sums}

    def agent(self, agent_id: str = "ann") -> AgentLevel | None:
        level = self.levels.get(Scope("agent", agent_id, "all"))
        return None if level is None else level.agent

    def state(self, agent_id: str = "ann") -> str | None:
        level = self.agent(agent_id)
        return None if level is None else level.state

    def agents(self, scope: Scope = ALL) -> dict[str, int]:
        """States of a scope that somebody is in."""
        level = self.levels.get(scope)
        return {} if level is None else {name: count for name, count in level.states.items() if count}
