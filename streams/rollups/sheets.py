"""All scopes of one task: deltas and levels in, windows that changed out."""

from collections.abc import Iterable
from typing import Final

from streams.engine.stage import Context
from streams.measures.lines import REGISTRY
from streams.measures.pane import TOGETHER, Levels, Pane, Scope
from streams.policy.days import Days, Span
from streams.rollups.adding import Adding
from streams.rollups.closing import Closing
from streams.rollups.lifetime import Kept, Lifetime
from streams.rollups.sheet import Day, Half, Level, Minute, Sheet, Window
from streams.rollups.store import Store
from streams.rollups.sums import Sums
from streams.rollups.windows import half_hour

CHANNEL_KIND: Final = "all"
OF_DAYS: Final = frozenset(measure.name for measure in REGISTRY.values() if measure.of_days)
"""Counts that are told hours after the minute they belong to, as a rule."""


def is_lasting(scope: Scope) -> bool:
    """Whether the scope has a lifetime, for Prometheus to count.

    Only a queue in one channel has: queues sum up to all, agents are too many for counters, and who adds up what is
    told of each channel would count the sum over all of them twice.
    """
    return scope.kind == "queue" and scope.channel != TOGETHER


class Sheets:
    """Applies deltas and levels, and lets go of what is over.

    A delta that comes after its minute was over still counts in the day unless that is over too, and always
    in the lifetime; records already published of the smaller windows stay as they are.
    """

    def __init__(self, context: Context, days: Days, grace_us: int) -> None:
        self._context = context
        self.by_scope: dict[Scope, Sheet] = {}
        self.channels: list[Sheet] = []
        """Those of all of a channel, one for each channel ever heard of; they stay."""
        self.closing = Closing(grace_us)
        self.days = days
        self._fresh: list[Minute] = []
        self._late_for: list[Day] = []
        self._store = Store(context)
        self._adding = Adding(self._store)

    def recovered(self, now_us: int | None) -> None:
        """Rebuild everything from the tables, as of this time."""
        if now_us is not None:
            self.closing.time(now_us)
        for scope in self._store.channels():
            self.sheet(scope)
        for scope, start, settled in self._store.days():
            self._recover_day(self.sheet(scope), start, settled)
        for scope, source, level in self._store.levels():
            self.sheet(scope).levels[source] = level
        for scope, number, sums in self._store.minutes():
            minute = self._open(self.sheet(scope), number, sums)
            minute.kept = True
            minute.half.sums.add(sums)
            minute.day.sums.add(sums)
        for scope, kept in self._store.lifetimes():
            sheet = self.sheet(scope)
            sheet.lifetime = Lifetime(kept, (day.sums for day in sheet.days.values()))
        self.late = self._store.late()

    def sheet(self, scope: Scope) -> Sheet:
        """The sheet of a scope, a new one if there is none."""
        sheet = self.by_scope.get(scope)
        if sheet is None:
            sheet = self.by_scope[scope] = Sheet(scope)
            if scope.kind == CHANNEL_KIND:
                self.channels.append(sheet)
                self._store.keep_channel(sheet)
            if scope.channel != TOGETHER:
                sheet.whole = self.sheet(scope._replace(channel=TOGETHER))
                sheet.whole.parts.append(sheet)
        return sheet

    def apply(self, pane: Pane, *, told: bool = True) -> Sheet:
        """Take a delta; it is in the sums after the next `add_up`. Not `told`: it repeats one of a single channel."""
        sheet = self.sheet(pane.scope)
        number = pane.minute
        delta = Sums(pane.counts, pane.spreads)
        if sheet.lifetime is None and is_lasting(sheet.scope):
            sheet.lifetime = Lifetime(Kept(self._context.wall_us, Sums()))
            self._store.keep_lifetime(sheet)
        if number < self.closing.late_before:
            self._apply_late(sheet, number, delta, told=told)
            return sheet
        minute = sheet.minutes.get(number)
        if minute is None:
            minute = self._open(sheet, number, Sums())
        if minute.fresh is None:
            minute.fresh = delta
            self._fresh.append(minute)
        elif delta.takes_back():  # a delta cannot be merged into another when it takes values back
            self._adding.add(minute)
            minute.fresh = delta
        else:
            minute.fresh.add(delta)
        return sheet

    def add_up(self) -> Iterable[Window]:
        """Add what is fresh to its windows; gives the windows that changed."""
        minutes, self._fresh = self._fresh, []
        changed = self._adding.add_all(minutes)
        late_for, self._late_for = self._late_for, []
        changed.update(dict.fromkeys(late_for))
        return changed

    def level(self, levels: Levels) -> Sheet:
        """Replace what a source said of a scope."""
        sheet = self.sheet(levels.scope)
        level = None
        if levels.waiting or levels.in_progress or levels.backlog or levels.states or levels.agent is not None:
            level = sheet.levels[levels.source] = Level(
                levels.waiting,
                levels.in_progress,
                levels.oldest_waiting_us,
                levels.backlog,
                levels.states,
                levels.agent,
            )
        else:
            sheet.levels.pop(levels.source, None)
        self._store.keep_level(sheet, levels.source, level)
        return sheet

    def retire(self) -> None:
        """Let go of what is over and whose last record is out."""
        self.closing.retire_halves(self._retire)
        if self.closing.retire_days(self._retire_day):
            self.by_scope = {scope: sheet for scope, sheet in self.by_scope.items() if not sheet.is_empty()}
            for sheet in self.by_scope.values():
                sheet.parts = [part for part in sheet.parts if part.scope in self.by_scope]

    def save(self) -> None:
        """Write what changed to the ledger."""
        self._adding.save()

    def _open(self, sheet: Sheet, number: int, sums: Sums) -> Minute:
        start, end = half_hour(number)
        half = sheet.halves.get(start)
        if half is None:
            half = sheet.halves[start] = Half(sheet, start, end)
            self.closing.opened_half(half)
        minute = sheet.minutes[number] = Minute(half, self._day(sheet, self.days.of(number)), number, sums)
        half.minutes.append(minute)
        self.closing.opened(minute)
        return minute

    def _day(self, sheet: Sheet, span: Span) -> Day:
        return sheet.days.get(span[0]) or self._open_day(sheet, span, Sums())

    def _open_day(self, sheet: Sheet, span: Span, settled: Sums) -> Day:
        day = sheet.days[span[0]] = Day(sheet, *span, settled)
        self.closing.opened_day(day)
        return day

    def _apply_late(self, sheet: Sheet, number: int, delta: Sums, *, told: bool) -> None:
        self._adding.live_on(sheet, delta)
        span = self.days.of(number)
        missed = ["PT1M", "PT30M"]
        if self.closing.is_over(span):
            missed.append("P1D")
            if (lifetime := sheet.lifetime) is not None:
                lifetime.settle(delta)
                self._store.keep_lifetime(sheet)
        else:
            day = self._day(sheet, span)
            day.add(delta)
            day.settled.add(delta)
            self._store.keep_day(day)
            self._late_for.append(day)
        if not told or (delta.counts.keys() <= OF_DAYS and not delta.spreads):
            return  # it was counted in its channel, or is late by its nature
        for interval in missed:
            self.late.deltas[interval] = self.late.deltas.get(interval, 0) + 1
        self._store.keep_late(self.late)

    def _retire(self, half: Half) -> bool:
        sheet, minutes = half.sheet, half.minutes
        if half.dirty or any(minute.dirty for minute in minutes):
            return False
        self._settle(half)
        for minute in minutes:
            del sheet.minutes[minute.start]
            minute.unsaved = False
            if minute.kept:
                self._store.drop_minute(minute)
        minutes.clear()  # they know their half: without the cycle no collector is needed to let them go
        del sheet.halves[half.start]
        return True

    def _settle(self, half: Half) -> None:
        days = {minute.day.start: minute.day for minute in half.minutes}
        if len(days) == 1:
            [day] = days.values()
            day.settled.add(half.sums)
        else:  # in a zone whose days do not begin with a half hour
            for minute in half.minutes:
                minute.day.settled.add(minute.sums)
        for day in days.values():
            self._store.keep_day(day)

    def _retire_day(self, day: Day) -> bool:
        sheet = day.sheet
        if day.dirty or sheet.present.dirty or any(minute.day is day for minute in sheet.minutes.values()):
            return False
        if sheet.lifetime is not None:
            sheet.lifetime.settle(day.sums)
            self._store.keep_lifetime(sheet)
        del sheet.days[day.start]
        self._store.drop_day(sheet, day.start)
        return True

    def _recover_day(self, sheet: Sheet, start: int, settled: Sums) -> None:
        span = self.days.of(start)
        if span[0] == start:
            self._open_day(sheet, span, settled)
            return
        # The policy names another time zone by now: what was settled goes to the day that holds its beginning.
        self._store.drop_day(sheet, start)
        day = self._day(sheet, span)
        day.settled.add(settled)
        day.add(settled)
        self._store.keep_day(day)
