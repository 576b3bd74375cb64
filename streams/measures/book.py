"""The book of panes: what the measures say of changed parts, summed by scope and minute until a commit."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol, TypeAlias

from streams.contacts.facts.parts import Booking, Part
from streams.measures.lines import REGISTRY, Line, Lines, PolicyOf
from streams.measures.pane import MINUTE_US, Pane
from streams.measures.registry import Measure
from streams.measures.sheet import Row, Sheet

_Sheets: TypeAlias = defaultdict[int, Sheet]
_Entry: TypeAlias = tuple[Line, str | None, str | None, Booking]


class HasParts(Protocol):
    """What the book needs of a contact's course."""

    changed: list[Part]
    dropped: tuple[Part, ...]

    def parts(self) -> list[Part]: ...


class PaneBook:
    """Takes changed parts, and gives the deltas since it was last drained."""

    __slots__ = ("_lines", "_policies", "_policies_of", "_sheets")

    def __init__(self, policies_of: Callable[[str], PolicyOf], registry: Mapping[str, Measure] = REGISTRY) -> None:
        """`policies_of` gives a channel's policies by queue."""
        self._policies_of = policies_of
        self._policies: dict[str, PolicyOf] = {}
        self._lines = Lines(registry)
        self._sheets: defaultdict[str, _Sheets] = defaultdict(_sheets_by_minute)

    def tell(self, channel: str, course: HasParts) -> None:
        """Book what changed in the course since it was last told."""
        changed = course.changed
        if not changed and not course.dropped:
            return
        policy_of = self._policies.get(channel)
        if policy_of is None:
            policy_of = self._policies[channel] = self._policies_of(channel)
        if course.dropped:
            self._tell_anew(self._sheets[channel], policy_of, course)
        else:
            for part in changed:
                self._tell_part(self._sheets[channel], policy_of, part)
        changed.clear()

    def drain(self) -> Iterator[Pane]:
        """The panes, and start afresh."""
        sheets, self._sheets = self._sheets, defaultdict(_sheets_by_minute)
        for channel, minutes in sheets.items():
            for minute, sheet in minutes.items():
                yield from sheet.panes(channel, minute)

    def _tell_part(self, sheets: _Sheets, policy_of: PolicyOf, part: Part) -> None:  # noqa: C901  # the hottest loop, so without calls
        """Book how the part's measures differ from what they last said."""
        booked = part.booked
        if booked is None:
            raise RuntimeError("a part whose bookings are forgotten is folded anew, never changed")
        lines, ended = self._lines.of(type(part), part.told, part.flags)
        part.stale = False
        part.told = part.flags
        queue = part.queue
        minute, scopes = -1, 0
        rows: tuple[Row, ...] = ()
        for line in lines:
            name, is_duration, line_scopes, value, judged = line
            said = value(part) if value is not None else judged(part, policy_of(queue))  # type: ignore[misc, arg-type]
            if name in booked:
                if said == booked[name]:
                    continue
                _post(sheets, line, queue, part.agent_id, booked.pop(name), -1)
            if said is None:
                continue
            booked[name] = said
            at_us, amount = said
            at_minute = at_us // MINUTE_US
            if at_minute != minute or line_scopes != scopes:
                minute, scopes = at_minute, line_scopes
                rows = sheets[at_minute].rows(line_scopes, queue, part.agent_id)
            for row in rows:
                if is_duration:
                    row.added[name].append(amount)
                else:
                    row.counts[name] += amount
        for line in ended:
            if line[0] in booked:
                _post(sheets, line, part.queue, part.agent_id, booked.pop(line[0]), -1)
        if part.FIXED:
            part.booked = None

    def _tell_anew(self, sheets: _Sheets, policy_of: PolicyOf, course: HasParts) -> None:
        """Book how a course that was folded anew differs from the one before: only what is not in both."""
        difference: Counter[_Entry] = Counter()
        for part in course.dropped:
            known = part.booked
            for line in self._lines.every(type(part), part.told):
                said = self._lines.ask(part, line, policy_of) if known is None else known.get(line[0])
                if said is not None:
                    difference[line, part.queue, part.agent_id, said] -= 1
        for part in course.parts():
            part.stale = False
            part.told = part.flags
            booked: dict[str, Booking] = {}
            part.booked = None if part.FIXED else booked
            for line in self._lines.every(type(part), part.flags):
                said = self._lines.ask(part, line, policy_of)
                if said is not None:
                    booked[line[0]] = said
                    difference[line, part.queue, part.agent_id, said] += 1
        course.dropped = ()
        for (line, queue, agent_id, booking), times in difference.items():
            if times:
                _post(sheets, line, queue, agent_id, booking, times)


def _sheets_by_minute() -> _Sheets:
    return defaultdict(Sheet)


def _post(sheets: _Sheets, line: Line, queue: str | None, agent_id: str | None, booking: Booking, times: int) -> None:
    """Book, or with negative `times` take back."""
    name, is_duration, scopes, _, _ = line
    at_us, amount = booking
    rows = sheets[at_us // MINUTE_US].rows(scopes, queue, agent_id)
    if not is_duration:
        for row in rows:
            row.counts[name] += amount * times
        return
    for row in rows:
        (row.added if times > 0 else row.taken)[name].extend((amount,) * abs(times))
