"""Asterisk's queue_log: `epoch|uniqueid|queue|agent|EVENT|d1..d5`, one line an event.

Times are the lines' own epoch seconds, so waits and talks are differences of those and may be a second away from the
durations that Asterisk rounds by itself. An event's id is made of its line alone: a line that is replayed twice, or
stands in two overlapping files, gives the same event.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from streams.events import payloads as p
from streams.events import types as t
from streams.events.times import moment
from streams.sources.agentnames import agent_name
from streams.sources.lines import decoded
from streams.sources.logline import Line, Malformed, Silent, parse, whole_number
from streams.sources.members import Members
from streams.sources.outcome import Outcome, Passed, RejectedLine, Why, shown
from streams.sources.ties import ENDS, Ties

SOURCE = "/asterisk/queue_log"
NOBODY = frozenset({"", "NONE", "REALTIME", "MANAGER", "CLI"})
"""What stands for a uniqueid, queue or agent when there is none."""

NO_CALLER = frozenset({"", "anonymous", "unknown", "<unknown>", "restricted", "unavailable", "private", "withheld"})
MEMBER_EVENTS = frozenset(
    {"ADDMEMBER", "REMOVEMEMBER", "PAUSE", "UNPAUSE", "PAUSEALL", "UNPAUSEALL"}
    | {"AGENTLOGIN", "AGENTLOGOFF", "AGENTCALLBACKLOGIN", "AGENTCALLBACKLOGOFF"}
)
LEFT: dict[str, p.LeftReason] = {
    "EXITWITHTIMEOUT": "timeout",
    "EXITEMPTY": "empty",
    "EXITWITHKEY": "key",
    "WITHDRAW": "withdrawn",
    "SYSCOMPAT": "other",
}
CALL_EVENTS = ENDS | {"ENTERQUEUE", "CONNECT", "RINGNOANSWER"}
AGENT_NEEDED = frozenset({"CONNECT", "RINGNOANSWER"})
ARGUMENTS = {"RINGNOANSWER": 1, "BLINDTRANSFER": 1, "TRANSFER": 1}
"""How many parameters cannot be done without."""

UNKNOWN_TARGET = "unknown"
CALLS_KEPT = 20_000
"""Calls whose last queue is remembered."""


def read_queue_log(lines: Iterable[tuple[int, bytes]], file: str, source: str = SOURCE) -> Iterator[Sequence[Outcome]]:
    """Each line's events, or why there are none. `source` tells several exchanges apart."""
    log = QueueLog(source)
    for number, raw in lines:
        text = decoded(raw, file, number)
        if isinstance(text, RejectedLine):
            yield (text,)
            continue
        try:
            events = log.events(text)
        except Malformed as error:
            yield (RejectedLine(file, number, error.reason, str(error)),)
        except Silent as error:
            yield (Passed(number, "ignored", str(error)),)
        else:
            yield events


class QueueLog:
    """Reads one log from its top. What it keeps: the queues seen, who serves which, and the calls of one second."""

    def __init__(self, source: str = SOURCE) -> None:
        self._source = source
        self._queues: set[str] = set()
        self._waits_in: dict[str, str] = {}
        self._ties = Ties()
        self._members = Members()

    def events(self, text: str) -> list[t.Event]:
        """Raises Malformed or Silent when there are none."""
        if not text.strip():
            raise Silent("blank line")
        line = parse(text)
        if line.event in MEMBER_EVENTS:
            return [self._member(line)]
        if line.event not in CALL_EVENTS:
            raise Silent(line.event[:64])
        if line.uniqueid in NOBODY or line.queue in NOBODY:
            raise Malformed(f"{line.event} without a uniqueid or a queue")
        if line.event in AGENT_NEEDED and line.agent in NOBODY:
            raise Malformed(f"{line.event} without an agent")
        if len(line.args) < ARGUMENTS.get(line.event, 0):
            raise Malformed(f"{line.event} without its parameters")
        at = moment(self._ties.at_us(line.uniqueid, line.event, line.at_us))
        return self._call(msgspec.structs.replace(line, at=at))

    def _call(self, line: Line) -> list[t.Event]:  # noqa: PLR0911  a table of what each event of the log means
        subject = line.uniqueid
        match line.event:
            case "ENTERQUEUE":
                self._entered(line)
                return [self._make(t.CallQueued, line, subject, data=_queued(line))]
            case "CONNECT":
                data = p.Answered(agent_id=agent_name(line.agent), queue=line.queue)
                return [self._make(t.CallAnswered, line, subject, data=data)]
            case "COMPLETECALLER":
                return [self._make(t.CallEnded, line, subject, data=p.Ended(by="customer"))]
            case "COMPLETEAGENT":
                return [self._make(t.CallEnded, line, subject, data=p.Ended(by="agent"))]
            case "ABANDON":
                return [self._make(t.CallAbandoned, line, subject, data=p.Abandoned(position=_position(line, 0)))]
            case "RINGNOANSWER":
                return [self._make(t.CallRingMissed, line, subject, data=_missed(line))]
            case "BLINDTRANSFER" | "ATTENDEDTRANSFER" | "TRANSFER":
                # The agent's part ends here, and as far as the log knows the call does. It may come to a queue again.
                transferred = self._make(t.CallTransferred, line, subject, data=self._transferred(line))
                if self._waits_in.get(subject, line.queue) != line.queue:
                    return [transferred]  # logged after the call had come to the next queue
                return [transferred, self._make(t.CallEnded, line, subject, "-ended", data=p.Ended(by="agent"))]
            case _:
                return [self._make(t.CallLeftQueue, line, subject, data=p.LeftQueue(reason=LEFT[line.event]))]

    def _entered(self, line: Line) -> None:
        self._queues.add(line.queue)
        self._waits_in.pop(line.uniqueid, None)
        self._waits_in[line.uniqueid] = line.queue
        if len(self._waits_in) > CALLS_KEPT:
            del self._waits_in[next(iter(self._waits_in))]

    def _transferred(self, line: Line) -> p.Transferred:
        if line.event == "ATTENDEDTRANSFER":
            # d1 is how the two calls were joined, d2 a bridge, an application or a channel: seldom a person.
            target = line.argument(1) if line.argument(0) == "LINK" else ""
            return p.Transferred(to_agent=agent_name(target) or UNKNOWN_TARGET, kind="attended")
        kind: Literal["blind"] | None = "blind" if line.event == "BLINDTRANSFER" else None
        extension = line.argument(0)
        if extension in self._queues:
            return p.Transferred(to_queue=extension, kind=kind)
        return p.Transferred(to_agent=extension[:256] or UNKNOWN_TARGET, kind=kind)

    def _member(self, line: Line) -> t.Event:
        if line.agent in NOBODY:
            raise Malformed(f"{line.event} without an agent")
        agent = agent_name(line.agent)
        queue = None if line.queue in NOBODY else line.queue
        data = self._members.changed(agent, queue, line.event, line.argument(0))
        if data is None:
            raise Silent(f"{line.event} that changes nothing")
        return self._make(t.AgentStateChanged, line, agent, data=data)

    def _make(
        self, kind: Callable[..., t.Event], line: Line, subject: str, more: str = "", *, data: p.Payload
    ) -> t.Event:
        return kind(id=line.id + more, source=self._source, time=line.at, subject=subject, data=data)


def _queued(line: Line) -> p.Queued:
    caller = line.argument(1).strip()
    known = caller.lower() not in NO_CALLER
    return p.Queued(queue=line.queue, customer_id=caller[:256] if known else None, position=_position(line, 2))


def _position(line: Line, index: int) -> int | None:
    text = line.argument(index)
    if not text:
        return None
    position = whole_number(text)
    if position is None:
        raise Malformed(f"{line.event}: {shown(text)} is no position", Why.BAD_NUMBER)
    return position


def _missed(line: Line) -> p.RingMissed:
    rang_ms = whole_number(line.argument(0), 31_536_000_000)
    if rang_ms is None:
        raise Malformed(f"{line.event}: {shown(line.argument(0))} is no number of milliseconds", Why.BAD_NUMBER)
    if rang_ms == 0:
        # Written when the phone was busy or out of reach: nobody heard a ring, so nobody missed one.
        raise Silent("RINGNOANSWER of 0 ms")
    return p.RingMissed(agent_id=agent_name(line.agent), rang_s=rang_ms / 1000)
