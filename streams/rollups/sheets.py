"""All scopes of one task, in memory and in the ledger.

The ledger holds minutes one by one, and of what they add up to (days, lifetimes) only the share of minutes
or days it no longer holds: so an event costs one small ledger record a scope, not a whole day's
distribution. Half hours are not in the ledger at all: they go together with their minutes.
"""

from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

import msgspec

from streams.engine.stage import Context
from streams.measures.pane import Levels, Pane, Scope
from streams.rollups.closing import Closing
from streams.rollups.lifetime import Kept, Lifetime
from streams.rollups.sheet import Day, Level, Minute, Sheet, Window
from streams.rollups.sums import Sums
from streams.rollups.windows import Days, Span, half_hour

LASTING_KIND: Final = "queue"
"""Only queues have a lifetime: their sum is that of all, and agents are too many for counters."""


class Late(msgspec.Struct, array_like=True, gc=False):
    """Deltas that came after their window was over, by interval."""

    deltas: dict[str, int] = {}


class Sheets:
    """Applies deltas and levels, and lets go of what is over.

    A delta that comes after its minute was over still counts in the day unless that is over too, and always
    in the lifetime; records already published of the smaller windows stay as they are.
    """

    def __init__(self, context: Context, days: Days, grace_us: int) -> None:
        self._context = context
        self.by_scope: dict[Scope, Sheet] = {}
        self.late = Late()
        self.closing = Closing(grace_us)
        self.days = days
        self._fresh: list[Minute] = []
        self._late_for: list[Day] = []
        self._minutes = context.table("minutes", Sums)
        self._settled = context.table("days", Sums)
        self._lifetimes = context.table("lifetimes", Kept)
        self._levels = context.table("levels", Level)
        self._late = context.table("late", Late)

    def recovered(self, now_us: int | None) -> None:
        """Rebuild everything from the tables, as of this time."""
        if now_us is not None:
            self.closing.time(now_us)
        for key, settled in list(self._settled.items()):
            self._recover_day(key, settled)
        for key, level in self._levels.items():
            sheet, source = self._numbered(key)
            sheet.levels[source] = level
        for key, sums in self._minutes.items():
            minute = self._open(*self._numbered(key), sums)
            minute.half.sums.add(sums)
            minute.day.sums.add(sums)
        for name, kept in self._lifetimes.items():
            sheet = self._named(name)
            sheet.lifetime = Lifetime(kept, (day.sums for day in sheet.days.values()))
        self.late = self._late.get("all") or self.late

    def apply(self, pane: Pane) -> Sheet:
        """Take a delta; it is in the sums after the next `add_up`."""
        sheet = self.by_scope.get(pane.scope) or self._sheet(pane.scope)
        number = pane.minute
        delta = Sums(pane.counts, pane.spreads)
        if sheet.lifetime is None and sheet.scope.kind == LASTING_KIND:
            sheet.lifetime = Lifetime(Kept(self._context.wall_us, Sums()))
            self._lifetimes.put(sheet.name, sheet.lifetime.kept)
        if number < self.closing.late_before:
            self._apply_late(sheet, number, delta)
            return sheet
        minute = sheet.minutes.get(number)
        if minute is None:
            minute = self._open(sheet, number, Sums())
        if minute.fresh is None:
            minute.fresh = delta
            self._fresh.append(minute)
        elif delta.takes_back():  # a delta cannot be merged into another when it takes values back
            self._add_up(minute)
            minute.fresh = delta
        else:
            minute.fresh.add(delta)
        return sheet

    def add_up(self) -> Iterator[Window]:
        """Add what is fresh to its windows; gives the windows that changed."""
        minutes, self._fresh = self._fresh, []
        for minute in minutes:
            self._add_up(minute)
            minute.fresh = None
            yield minute
            yield minute.half
            yield minute.day
        late_for, self._late_for = self._late_for, []
        yield from late_for

    def level(self, levels: Levels) -> Sheet:
        """Replace what a contacts partition said of a scope."""
        sheet = self.by_scope.get(levels.scope) or self._sheet(levels.scope)
        key = _key(sheet, levels.source)
        if levels.waiting or levels.in_progress:
            level = sheet.levels[levels.source] = Level(levels.waiting, levels.in_progress, levels.oldest_waiting_us)
            self._levels.put(key, level)
        else:
            sheet.levels.pop(levels.source, None)
            self._levels.delete(key)
        return sheet

    def retire(self) -> None:
        """Let go of what is over and whose last record is out."""
        self.closing.retire_halves(self._retire)
        if self.closing.retire_days(self._retire_day):
            self.by_scope = {scope: sheet for scope, sheet in self.by_scope.items() if not sheet.is_empty()}

    def _sheet(self, scope: Scope) -> Sheet:
        sheet = self.by_scope[scope] = Sheet(scope)
        return sheet

    def _open(self, sheet: Sheet, number: int, sums: Sums) -> Minute:
        start, end = half_hour(number)
        half = sheet.halves.get(start)
        if half is None:
            half = sheet.halves[start] = Window(sheet, "PT30M", start, end, Sums())
            self.closing.opened_half(half)
        minute = sheet.minutes[number] = Minute(half, self._day(sheet, self.days.of(number)), number, sums)
        self.closing.opened(minute)
        return minute

    def _day(self, sheet: Sheet, span: Span) -> Day:
        return sheet.days.get(span[0]) or self._open_day(sheet, span, Sums())

    def _open_day(self, sheet: Sheet, span: Span, settled: Sums) -> Day:
        day = sheet.days[span[0]] = Day(sheet, *span, settled)
        self.closing.opened_day(day)
        return day

    def _add_up(self, minute: Minute) -> None:
        sheet, fresh = minute.sheet, minute.fresh
        if fresh is None:
            return
        self._live_on(sheet, fresh)
        minute.half.sums.add(fresh)
        minute.day.sums.add(fresh)
        if minute.sums.is_new() and not fresh.takes_back():
            minute.sums = fresh
        else:
            minute.sums.add(fresh)
        self._minutes.put(_key(sheet, minute.start), minute.sums)
        sheet.sliding.touched(minute.start)

    def _live_on(self, sheet: Sheet, delta: Sums) -> None:
        lifetime = sheet.lifetime
        if lifetime is not None and lifetime.add(delta):
            self._lifetimes.put(sheet.name, lifetime.kept)

    def _apply_late(self, sheet: Sheet, number: int, delta: Sums) -> None:
        self._live_on(sheet, delta)
        span = self.days.of(number)
        missed = ["PT1M", "PT30M"]
        if self.closing.is_over(span):
            missed.append("P1D")
            if (lifetime := sheet.lifetime) is not None:
                lifetime.settle(delta)
                self._lifetimes.put(sheet.name, lifetime.kept)
        else:
            day = self._day(sheet, span)
            day.sums.add(delta)
            day.settled.add(delta)
            self._settled.put(_key(sheet, day.start), day.settled)
            self._late_for.append(day)
        for interval in missed:
            self.late.deltas[interval] = self.late.deltas.get(interval, 0) + 1
        self._late.put("all", self.late)

    def _retire(self, half: Window) -> bool:
        sheet = half.sheet
        minutes = [sheet.minutes[number] for number in range(half.start, half.end) if number in sheet.minutes]
        if half.dirty or any(minute.dirty for minute in minutes):
            return False
        for minute in minutes:
            minute.day.settled.add(minute.sums)
            self._settled.put(_key(sheet, minute.day.start), minute.day.settled)
            del sheet.minutes[minute.start]
            self._minutes.delete(_key(sheet, minute.start))
        del sheet.halves[half.start]
        return True

    def _retire_day(self, day: Day) -> bool:
        sheet = day.sheet
        if day.dirty or sheet.present.dirty or any(minute.day is day for minute in sheet.minutes.values()):
            return False
        if sheet.lifetime is not None:
            sheet.lifetime.settle(day.sums)
            self._lifetimes.put(sheet.name, sheet.lifetime.kept)
        del sheet.days[day.start]
        self._settled.delete(_key(sheet, day.start))
        return True

    def _recover_day(self, key: str, settled: Sums) -> None:
        sheet, number = self._numbered(key)
        span = self.days.of(number)
        if span[0] == number:
            self._open_day(sheet, span, settled)
            return
        # The policy names another time zone by now: what was settled goes to the day that holds its beginning.
        self._settled.delete(key)
        day = self._day(sheet, span)
        day.settled.add(settled)
        day.sums.add(settled)
        self._settled.put(_key(sheet, day.start), day.settled)

    def _numbered(self, key: str) -> tuple[Sheet, int]:
        """What `_key` was made of."""
        name, number = key.rsplit("/", 1)
        return self._named(name), int(number)

    def _named(self, name: str) -> Sheet:
        kind, ident, channel = map(unquote, name.split("/"))
        scope = Scope(kind, ident, channel)  # type: ignore[arg-type]  # written by `scope_key`
        return self.by_scope.get(scope) or self._sheet(scope)


def _key(sheet: Sheet, number: int) -> str:
    return f"{sheet.name}/{number}"
