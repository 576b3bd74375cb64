"""What an agent's time was spent on, minute by minute."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

import msgspec

from streams.agents.reasons import Reasons
from streams.agents.timeline import AVAILABLE, AWAY, WRAP_UP, Cursor
from streams.measures.pane import MINUTE_US
from streams.measures.staff import AWAY_FOR, STATES, TAKEN

WHOLE: Final = 1_000_000
"""Capacity is shared out in millionths."""

Place = tuple[str | None, tuple[str, ...]]
"""Team and queues."""


class Slice(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """The part of a minute in which the agent was of one team and served the same queues; microseconds, and counts."""

    team: str | None
    queues: tuple[str, ...]
    sums: dict[str, int]


class Minute(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One minute of one agent."""

    slices: tuple[Slice, ...] = ()

    def team(self) -> str | None:
        """Which had most of it, but for the time in which nobody knew; of two that had as much, the last by name."""
        times: defaultdict[str, int] = defaultdict(int)
        for one in self.slices:
            if one.team is not None:
                times[one.team] += sum(one.sums.get(name, 0) for name in _TIMES)
        return max(times, key=lambda team: (times[team], team), default=None)


NOTHING: Final = Minute()
_READY: Final = frozenset({AVAILABLE, WRAP_UP})
_TIMES: Final = tuple(f"{state}_s" for state in STATES)
_NAMES: Final[Mapping[str | None, tuple[str, ...]]] = {state: (f"{state}_s",) for state in STATES}


class Tally:
    """Adds up stretches of a time line; see `streams.agents.timeline.walk`."""

    __slots__ = ("_minutes", "_reasons")

    def __init__(self, reasons: Reasons) -> None:
        self._reasons = reasons
        self._minutes: dict[int, dict[Place, _Cell]] = {}

    def book(self, start_us: int, end_us: int, cursor: Cursor) -> None:
        """The agent stood like this in [start_us, end_us)."""
        report, names = cursor.report, self._names(cursor)
        contacts = sum(cursor.in_hand.values())
        share = None
        if report is not None and (contacts or cursor.state in _READY):
            share = _in_use(cursor, report.capacity or {})
        while start_us < end_us:
            minute = start_us // MINUTE_US
            until_us = min(end_us, (minute + 1) * MINUTE_US)
            self._cell(minute, cursor).add(until_us - start_us, names, contacts, share)
            start_us = until_us

    def took(self, at_us: int, in_hand: int, cursor: Cursor) -> None:
        """A chat was taken, as one of so many contacts in hand."""
        self._cell(at_us // MINUTE_US, cursor).sums[TAKEN[min(max(in_hand, 1), len(TAKEN)) - 1]] += 1

    def minutes(self) -> dict[int, Minute]:
        """All that was added up."""
        return {minute: _minute(cells) for minute, cells in self._minutes.items()}

    def _cell(self, minute: int, cursor: Cursor) -> "_Cell":
        report = cursor.report
        place = (None, ()) if report is None else (report.team, report.queues or ())
        cells = self._minutes.setdefault(minute, {})
        cell = cells.get(place)
        if cell is None:
            cell = cells[place] = _Cell()
        return cell

    def _names(self, cursor: Cursor) -> tuple[str, ...]:
        if cursor.state == AWAY and cursor.reason is not None:
            return "away_s", AWAY_FOR + self._reasons.name(cursor.reason)
        return _NAMES[cursor.state]


class _Cell:
    """A slice in the making."""

    __slots__ = ("in_use", "ready_us", "sums")

    def __init__(self) -> None:
        self.sums: defaultdict[str, int] = defaultdict(int)
        self.ready_us = 0
        """Available, on contacts or wrapping them up, of an agent who reports states."""
        self.in_use = 0
        """The share of capacity in use over that time, in millionths of microseconds."""

    def add(self, us: int, names: tuple[str, ...], contacts: int, share: int | None) -> None:
        sums = self.sums
        for name in names:
            sums[name] += us
        if contacts:
            sums["engaged_s"] += us
            sums["contact_s"] += us * contacts
        if share is not None:
            self.ready_us += us
            self.in_use += us * share

    def done(self) -> dict[str, int]:
        sums = dict(self.sums)
        if self.ready_us:
            sums["capacity_used_s"] = used_us = self.in_use // WHOLE
            sums["idle_s"] = self.ready_us - used_us
        return {name: us for name, us in sums.items() if us}


def _in_use(cursor: Cursor, capacity: dict[str, int]) -> int:
    """The share of capacity in use, in millionths; of one whose capacity is unknown, a contact is all.

    A contact takes its share until it is wrapped up. A wrap-up of which no contact tells takes all.
    """
    if cursor.state == WRAP_UP and not cursor.wrapping:
        return WHOLE
    used = 0
    for counts in (cursor.in_hand, cursor.wrapping):
        for channel, count in counts.items():
            used += count * WHOLE // max(1, capacity.get(channel, 1))
    return min(used, WHOLE)


def _minute(cells: dict[Place, _Cell]) -> Minute:
    return Minute(tuple(Slice(*place, sums) for place in sorted(cells, key=repr) if (sums := cells[place].done())))
