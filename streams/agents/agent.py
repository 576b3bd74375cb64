"""One agent: what is known of him, and what was told of his minutes."""

from bisect import bisect_left, insort
from collections import Counter

import msgspec

from streams.agents.minutes import NOTHING, Minute, Tally
from streams.agents.reasons import Reasons
from streams.agents.timeline import LONG_AGO_US, Cursor, Patience, Step, next_change_us, order, steps_of, walk, when
from streams.measures.pane import MINUTE_US
from streams.measures.staff import Report, Span, Spans

Key = tuple[str, str]
"""Channel and contact."""


class Settled(msgspec.Struct, array_like=True, gc=False):
    """What the ledger keeps of an agent, but for contacts and minutes: how he stood, and his reports from then on."""

    at_us: int = LONG_AGO_US
    report: Report | None = None
    sign_us: int = LONG_AGO_US
    state: str | None = None
    reason: str | None = None
    since_us: int = LONG_AGO_US
    reports: list[Report] = []


class Standing(msgspec.Struct, frozen=True, gc=False):
    """How an agent stands now."""

    state: str | None = None
    since_us: int = LONG_AGO_US
    reason: str | None = None
    team: str | None = None
    queues: tuple[str, ...] = ()
    in_hand: dict[str, int] = {}
    """Contacts by channel."""


class Agent:
    """Reports and contacts in, minutes and a standing out.

    Three cursors go over the time line. `_settled` stays behind, where nothing changes any more but what comes far
    too late. `_upto` is where minutes are added up to; it goes back to the settled one when something changes
    before it. A third one looks ahead for what stands now. So as long as things come in order, no stretch is walked
    over again and again.
    """

    __slots__ = (
        "_patience",
        "_reasons",
        "_redo",
        "_reports",
        "_settled",
        "_spans",
        "_steps",
        "_tally",
        "_upto",
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
        self._upto = self._settled.copy()
        self._tally = Tally(reasons)
        self._redo = True

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
            settled.hear(report)  # what was told of the time since then stays, but so he stands now
            settled.sign_us = max(settled.sign_us, report.at_us)
        else:
            place = bisect_left(self._reports, order(report), key=order)
            if place < len(self._reports) and order(self._reports[place]) == order(report):
                return False
            self._reports.insert(place, report)
        if report.at_us < self._upto.at_us:
            self._go_back()
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
        """Add up to `now_us`: the minutes that are over and are not as they were told, before and now.

        Of minutes before `floor` nothing is told any more.
        """
        walk(self._upto, self._steps, self._reports, now_us, self._patience, self._tally.book)
        found = self._tally.take(now_us // MINUTE_US)
        if self._redo:
            self._redo = False
            found |= dict.fromkeys(self.minutes.keys() - found.keys(), NOTHING)
        told = self.minutes
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
        del self._steps[:steps]
        del self._reports[:reports]
        over = [key for key, spans in self._spans.items() if _is_over(spans, at_us)]
        for key in over:
            del self._spans[key]
        return minutes, over

    def is_gone(self, floor: int) -> bool:
        """Nothing is known of him from this minute on."""
        upto = self._upto
        over = upto.state is None and upto.since_us <= floor * MINUTE_US
        return over and not (self._spans or self._steps or self._reports or self.minutes)

    def standing(self) -> tuple[Standing, int | None]:
        """How he stands after all that is known, and when time alone changes that."""
        at = self._upto.copy()
        seen_us = at.at_us
        if self._steps:
            seen_us = max(seen_us, self._steps[-1].at_us)
        if self._reports:
            seen_us = max(seen_us, self._reports[-1].at_us)
        walk(at, self._steps, self._reports, seen_us + 1, self._patience)
        if at.state is None:
            return Standing(), None
        team, queues = (None, ()) if at.report is None else (at.report.team, at.report.queues or ())
        standing = Standing(at.state, at.since_us, at.reason, team, queues, at.in_hand)
        return standing, next_change_us(at, self._patience)

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
        if step.at_us < self._upto.at_us:
            self._go_back()

    def _go_back(self) -> None:
        self._upto = self._settled.copy()
        self._tally = Tally(self._reasons)
        self._redo = True


def _is_over(spans: tuple[Span, ...], at_us: int) -> bool:
    """Whether all of it was before `at_us`."""
    return all(span.ended_us is not None and max(span.ended_us, span.wrapped_us or 0) < at_us for span in spans)
