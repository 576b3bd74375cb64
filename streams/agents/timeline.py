"""The time line of one agent: the state at each instant, by what was reported and what was in hand.

What comes first in this list decides:

1. With a contact in hand: `busy`, whatever was reported. Reports lag, and the contact's facts do not.
2. In the wrap-up of a contact, as that contact's facts have it: `wrap_up`, unless `away` or `offline` was reported.
3. Reported `available`, and no sign for `silent_us`: `silent`. A sign is a report, also one of the same state, and a
   contact that the agent took, ended or wrapped up.
4. Otherwise the state reported last; None, if none was: nobody knows.

When there was no sign for `gone_us`, what had been reported is forgotten.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

import msgspec

from streams.measures.staff import Report, Span

LONG_AGO_US: Final = -(1 << 62)
NEVER_US: Final = 1 << 62
AVAILABLE: Final = "available"
BUSY: Final = "busy"
AWAY: Final = "away"
WRAP_UP: Final = "wrap_up"
OFFLINE: Final = "offline"
SILENT: Final = "silent"
CHAT: Final = "chat"
_NOT_THERE: Final = frozenset({AWAY, OFFLINE})


@dataclass(frozen=True, slots=True)
class Patience:
    """After how long without a sign an agent is taken for something else."""

    silent_us: int
    """0: never."""
    gone_us: int


class Step(NamedTuple):
    """By how much what an agent has in hand, and wraps up changes at `at_us`."""

    at_us: int
    channel: str
    in_hand: int
    wrapping: int

    def undone(self) -> "Step":
        """What takes it back."""
        return self._replace(in_hand=-self.in_hand, wrapping=-self.wrapping)


class Cursor(msgspec.Struct, gc=False):
    """How the agent stands at `at_us`, by all reports and steps before that instant."""

    at_us: int = LONG_AGO_US
    report: Report | None = None
    """The last one; what it left out is filled in from those before."""
    sign_us: int = LONG_AGO_US
    in_hand: dict[str, int] = {}
    """Contacts by channel."""
    wrapping: dict[str, int] = {}
    """Contacts that are wrapped up, by channel."""
    state: str | None = None
    reason: str | None = None
    since_us: int = LONG_AGO_US

    def copy(self) -> "Cursor":
        """One that moves on by itself."""
        other = msgspec.structs.replace(self)
        other.in_hand = self.in_hand.copy()
        other.wrapping = self.wrapping.copy()
        return other

    def take(self, step: Step) -> None:
        _, channel, in_hand, wrapping = step
        if in_hand:
            _add(self.in_hand, channel, in_hand)
        if wrapping:
            _add(self.wrapping, channel, wrapping)

    def hear(self, report: Report) -> None:
        """The report replaces the one before; what it does not say stays as it was."""
        before = self.report
        if before is not None and (report.team is None or report.queues is None or report.capacity is None):
            report = msgspec.structs.replace(
                report,
                team=report.team if report.team is not None else before.team,
                queues=report.queues if report.queues is not None else before.queues,
                capacity=report.capacity if report.capacity is not None else before.capacity,
            )
        self.report = report


def _add(counts: dict[str, int], channel: str, change: int) -> None:
    count = counts.get(channel, 0) + change
    if count:
        counts[channel] = count
    else:
        counts.pop(channel, None)


def order(report: Report) -> tuple[int, int]:
    """Sort key of the one order of reports."""
    return report.at_us, report.mark


def when(report: Report) -> int:
    """Time of a report."""
    return report.at_us


class Book(Protocol):
    """Told of everything on the way."""

    def book(self, start_us: int, end_us: int, cursor: Cursor) -> None:
        """Nothing changes in [start_us, end_us), in which the agent stands like this."""

    def took(self, at_us: int, in_hand: int, cursor: Cursor) -> None:
        """The agent took a chat, and had so many contacts in hand then, this one included."""


def steps_of(channel: str, spans: Sequence[Span]) -> list[Step]:
    """What times of having a contact in hand change, and when."""
    steps: list[Step] = []
    for span in spans:
        lasts = int(span.ended_us != span.started_us)  # one of no length was in nobody's hand
        steps.append(Step(span.started_us, channel, lasts, 0))
        if span.ended_us is None:
            continue
        wraps = span.wrapped_us is not None and span.wrapped_us > span.ended_us
        steps.append(Step(span.ended_us, channel, -lasts, int(wraps)))
        if span.wrapped_us is not None:
            steps.append(Step(max(span.wrapped_us, span.ended_us), channel, 0, -int(wraps)))
    return steps


def walk(
    cursor: Cursor,
    steps: list[Step],
    reports: list[Report],
    until_us: int,
    patience: Patience,
    book: Book | None = None,
) -> None:
    """Move the cursor on to `until_us`, over the steps and reports from its own time on, both in order."""
    i, most = bisect_left(steps, (cursor.at_us,)), len(steps)
    j = bisect_left(reports, cursor.at_us, key=when)
    step_us = steps[i][0] if i < most else NEVER_US
    report_us = reports[j].at_us if j < len(reports) else NEVER_US
    while (at_us := cursor.at_us) < until_us:
        if at_us in (step_us, report_us):
            if at_us - cursor.sign_us >= patience.gone_us:
                cursor.report = None
            cursor.sign_us = at_us
            taken: list[int] = []
            while step_us == at_us:
                cursor.take(steps[i])
                if steps[i].in_hand > 0 and steps[i].channel == CHAT:
                    taken.append(sum(cursor.in_hand.values()))
                i += 1
                step_us = steps[i][0] if i < most else NEVER_US
            while report_us == at_us:
                cursor.hear(reports[j])
                j += 1
                report_us = reports[j].at_us if j < len(reports) else NEVER_US
            if book is not None:
                for in_hand in taken:
                    book.took(at_us, in_hand, cursor)
        _pass(cursor, min(step_us, report_us, until_us), patience, book)


def next_change_us(cursor: Cursor, patience: Patience) -> int | None:
    """When time alone changes how the agent stands, if nothing happens before."""
    report = cursor.report
    if cursor.in_hand or cursor.wrapping or report is None:
        return None
    silent_us, gone_us = _limits(cursor, report, patience)
    return silent_us if cursor.at_us <= silent_us else gone_us


def _limits(cursor: Cursor, report: Report, patience: Patience) -> tuple[int, int]:
    """Until when the agent stays as reported, and when everything reported is forgotten."""
    gone_us = cursor.sign_us + patience.gone_us
    silent_us = cursor.sign_us + patience.silent_us
    if report.state != AVAILABLE or not patience.silent_us or silent_us > gone_us:
        return gone_us, gone_us
    return silent_us, gone_us


def _pass(cursor: Cursor, end_us: int, patience: Patience, book: Book | None) -> None:
    """Nothing happens until `end_us`, but that the agent may fall silent, and be given up."""
    report = cursor.report
    if cursor.in_hand:
        _stay(cursor, BUSY, None, end_us, book)
    elif report is None:
        _stay(cursor, WRAP_UP if cursor.wrapping else None, None, end_us, book)
    elif cursor.wrapping and report.state not in _NOT_THERE:
        _stay(cursor, WRAP_UP, None, end_us, book)
    else:
        silent_us, gone_us = _limits(cursor, report, patience)
        _stay(cursor, report.state, report.reason, min(silent_us, end_us), book)
        _stay(cursor, SILENT, None, min(gone_us, end_us), book)
        _stay(cursor, None, None, end_us, book)


def _stay(cursor: Cursor, state: str | None, reason: str | None, end_us: int, book: Book | None) -> None:
    start_us = cursor.at_us
    if end_us <= start_us:
        return
    if state != cursor.state or reason != cursor.reason:
        cursor.state, cursor.reason, cursor.since_us = state, reason, start_us
    if book is not None and state is not None:
        book.book(start_us, end_us, cursor)
    cursor.at_us = end_us
