"""Deltas of minutes on their way into half hours, days and lifetimes, and into the ledger."""

from streams.rollups.sheet import Day, Half, Minute, Sheet, Window
from streams.rollups.store import Store
from streams.rollups.sums import Gathered, Sums


class Adding:
    """Adds up; the ledger is told at the end of a flush, when it is known which minutes are still kept."""

    __slots__ = ("_store", "_unsaved")

    def __init__(self, store: Store) -> None:
        self._store = store
        self._unsaved: list[Minute] = []

    def save(self) -> None:
        """Write the minutes that changed; those let go since then never were in the ledger."""
        minutes, self._unsaved = self._unsaved, []
        for minute in minutes:
            if minute.unsaved:
                minute.unsaved = False
                minute.kept = True
                self._store.keep_minute(minute)

    def add_all(self, minutes: list[Minute]) -> dict[Window, None]:
        """What is fresh of the minutes; gives the windows that changed, each once.

        Minutes are gathered on their way up, so that a month of them is not added three times over.

        What is taken back goes first, so that nothing is higher in between than before and after.
        """
        halves: Gathered[tuple[Half, Day]] = Gathered()
        days: Gathered[Day] = Gathered()
        rising: list[tuple[Minute, Sums]] = []
        changed: dict[Window, None] = dict.fromkeys(minutes)
        for minute in minutes:
            if minute.fresh is None:
                continue
            if minute.fresh.lowers():
                self.add(minute)
                changed[minute.half] = changed[minute.day] = None
            else:
                rising.append((minute, minute.fresh))
        for minute, delta in rising:
            halves.add((minute.half, minute.day), delta)
            self._take_in(minute, delta, takes_back=False)
        for (half, day), delta in halves.sums.items():
            half.add(delta)
            days.add(day, delta)
            changed[half] = None
        for day, delta in days.sums.items():
            day.add(delta)
            self.live_on(day.sheet, delta)
            changed[day] = None
        return changed

    def add(self, minute: Minute) -> None:
        """What is fresh of one minute."""
        fresh = minute.fresh
        if fresh is None:
            return
        self.live_on(minute.sheet, fresh)
        minute.half.add(fresh)
        minute.day.add(fresh)
        self._take_in(minute, fresh, takes_back=fresh.takes_back())

    def _take_in(self, minute: Minute, fresh: Sums, *, takes_back: bool) -> None:
        minute.fresh = None
        if minute.sums.is_new() and not takes_back:
            minute.sums = fresh
        else:
            minute.add(fresh)
        if not minute.unsaved:
            minute.unsaved = True
            self._unsaved.append(minute)
        minute.sheet.sliding.touched(minute.start, fresh)

    def live_on(self, sheet: Sheet, delta: Sums) -> None:
        """A delta counts in the lifetime, whichever windows it is too late for."""
        lifetime = sheet.lifetime
        if lifetime is not None and lifetime.add(delta):
            self._store.keep_lifetime(sheet)
