"""One agent: reports and contacts, and what was told of the minutes."""

from bisect import bisect_left, insort
from collections import Counter, deque
from typing import Final

from streams.agents.minutes import NOTHING, Minute, Tally
from streams.agents.reasons import Reasons
from streams.agents.standing import Settled, Standing
from streams.agents.timeline import (
    NEVER_US,
    Cursor,
    Patience,
    Step,
    next_change_us,
    order,
    steps_of,
    walk,
    when,
)
from streams.measures.pane import MINUTE_US
from streams.measures.staff import Report, Span, Spans

MOST_MARKS: Final = 16
"""Of one agent; what changes further back is added up from where it is settled."""
SWAPPED_US: Final = 1_000_000
"""What is known of the latest second often comes in another order than it happened."""
Key = tuple[str, str]
"""Channel and contact."""


class Agent:
    """Reports and contacts in, minutes and a standing out.

    `_settled` stays behind on the time line, where nothing changes any more but what comes far too late. `_marks`
    are how the agent stood where minutes were added up to. When something changes before the last of them, those after
    it are dropped, and adding up goes on at the one before it. `_ahead` is close to the present, from where what stands
    now is found. So no stretch is walked over again without need.
    """

    __slots__ = (
        "_ahead",
        "_changed_us",
        "_marks",
        "_patience",
        "_reasons",
        "_reports",
        "_settled",
        "_spans",
        "_steps",
        "minutes",
    )

    def __init__(self, patience: Patience, reasons: Reasons, kept: Settled | None = None) -> None:
        self.minutes: dict[int, Minute] = {}
        """What was told of minutes that may still change."""
        self._patience = patience
        self._reasons = reasons
        at = kept or Settled()
        self._settled = Cursor(at.at_us, at.report, at.sign_us, state=at.state, reason=at.reason, since_us=at.since_us)
        self._reports = at.reports
        self._spans: dict[Key, tuple[Span, ...]] = {}
        self._steps: list[Step] = []
        self._marks: deque[Cursor] = deque(maxlen=MOST_MARKS)
        self._changed_us = NEVER_US
        """The earliest change since minutes were added up."""
        self._ahead: Cursor | None = None

    def kept(self) -> Settled:
        """For the ledger."""
        at = self._settled
        return Settled(at.at_us, at.report, at.sign_us, at.state, at.reason, at.since_us, self._reports)

    def hear(self, report: Report) -> bool:
        """Take a report; False for one that is known, or of which nothing follows any more."""
        settled = self._settled
        if report.at_us < settled.at_us:
            if settled.report is not None and order(report) <= order(settled.report):
                return False
            settled.hear(report)  # what was told of the time since then stays, but this is how the agent stands
            settled.sign_us = max(settled.sign_us, report.at_us)
        else:
            place = bisect_left(self._reports, order(report), key=order)
            if place < len(self._reports) and order(self._reports[place]) == order(report):
                return False
            self._reports.insert(place, report)
        self._changed_at(report.at_us)
        return True

    def put(self, told: Spans) -> bool:
        """Replace what was known of a contact; whether any of it is to be kept."""
        key = told.channel, told.contact
        self._replace(steps_of(told.channel, self._spans.get(key, ())), steps_of(told.channel, told.spans))
        if _is_over(told.spans, self._settled.at_us):
            self._spans.pop(key, None)
            return False
        self._spans[key] = told.spans
        return True

    def tell(self, now_us: int, floor: int) -> list[tuple[int, Minute, Minute]]:
        """Add up the minutes that are over by `now_us`: those that are not as they were told, before and now.

        Of minutes before `floor` nothing is told any more.
        """
        marks, end_us = self._marks, now_us - now_us % MINUTE_US
        while marks and marks[-1].at_us > self._changed_us:
            marks.pop()
        self._changed_us = NEVER_US
        at = self._last_mark().copy()
        if at.at_us >= end_us:
            return []
        first, tally, told = at.at_us // MINUTE_US, Tally(self._reasons), self.minutes
        walk(at, self._steps, self._reports, end_us, self._patience, tally)
        marks.append(at)
        found = tally.minutes()
        found |= {minute: NOTHING for minute in told if minute >= first and minute not in found}
        changed = [
            (minute, before, now)
            for minute, now in found.items()
            if minute >= floor and now != (before := told.get(minute, NOTHING))
        ]
        for minute, _, now in changed:
            if now.slices:
                told[minute] = now
            else:
                del told[minute]
        return changed

    def settle(self, floor: int) -> tuple[list[int], list[Key]] | None:
        """Minutes before `floor` stay as they are: forget what they are made of.

        Returns the minutes and the contacts that are forgotten; None: nothing was.
        """
        minutes = [minute for minute in self.minutes if minute < floor]
        for minute in minutes:
            del self.minutes[minute]
        at_us = floor * MINUTE_US
        steps, reports = bisect_left(self._steps, (at_us,)), bisect_left(self._reports, at_us, key=when)
        if not steps and not reports:
            return (minutes, []) if minutes else None
        walk(self._settled, self._steps, self._reports, at_us, self._patience)
        while self._marks and self._marks[0].at_us < at_us:
            self._marks.popleft()
        del self._steps[:steps]
        del self._reports[:reports]
        over = [key for key, spans in self._spans.items() if _is_over(spans, at_us)]
        for key in over:
            del self._spans[key]
        return minutes, over

    def is_gone(self, floor: int) -> bool:
        """Nothing is known of the agent from this minute on."""
        last = self._last_mark()
        over = last.state is None and last.since_us <= floor * MINUTE_US
        return over and not (self._spans or self._steps or self._reports or self.minutes)

    def standing(self, now_us: int) -> tuple[Standing, int | None]:
        """How the agent stands at `now_us` or, if anything later is known, after that; and when time alone changes it.

        Minutes have to be added up before.
        """
        seen_us = now_us
        if self._steps:
            seen_us = max(seen_us, self._steps[-1].at_us)
        if self._reports:
            seen_us = max(seen_us, self._reports[-1].at_us)
        mark, ahead = self._last_mark(), self._ahead
        if ahead is None or ahead.at_us < mark.at_us:
            ahead = self._ahead = mark.copy()
        walk(ahead, self._steps, self._reports, max(now_us, seen_us - SWAPPED_US), self._patience)
        at = ahead.copy()
        walk(at, self._steps, self._reports, seen_us + 1, self._patience)
        if at.state is None:
            return Standing(), None
        team, queues = (None, ()) if at.report is None else (at.report.team, at.report.queues or ())
        standing = Standing(at.state, at.since_us, at.reason, team, queues, at.in_hand)
        return standing, next_change_us(at, self._patience)

    def team(self, minute: int) -> str | None:
        """The team that had most of a minute that was told; of one further back, the last that is known."""
        told = self.minutes.get(minute)
        if told is not None:
            return told.team()
        if minute * MINUTE_US >= self._settled.at_us:
            return None
        report = self._settled.report
        return None if report is None else report.team

    def _replace(self, gone: list[Step], come: list[Step]) -> None:
        same = 0
        while same < len(gone) and same < len(come) and gone[same] == come[same]:
            same += 1
        change = Counter(come[same:])
        change.subtract(gone[same:])
        for step, times in change.items():
            for _ in range(abs(times)):
                self._change(step, comes=times > 0)

    def _change(self, step: Step, *, comes: bool) -> None:
        settled = self._settled
        if step.at_us < settled.at_us:
            settled.take(step if comes else step.undone())
            settled.sign_us = max(settled.sign_us, step.at_us)
        elif comes:
            insort(self._steps, step)
        else:
            del self._steps[bisect_left(self._steps, step)]
        self._changed_at(step.at_us)

    def _changed_at(self, at_us: int) -> None:
        if at_us < self._changed_us:
            self._changed_us = at_us
        if self._ahead is not None and at_us < self._ahead.at_us:
            self._ahead = None

    def _last_mark(self) -> Cursor:
        return self._marks[-1] if self._marks else self._settled


def _is_over(spans: tuple[Span, ...], at_us: int) -> bool:
    """Whether all of it was before `at_us`."""
    return all(span.ended_us is not None and max(span.ended_us, span.wrapped_us or 0) < at_us for span in spans)
