"""Stage 2: one-minute deltas become windows of a minute, half an hour and a day, and what stands now."""

from dataclasses import dataclass
from itertools import chain
from typing import Final

import msgspec

from streams.engine.records import Record, Rejected
from streams.engine.stage import Context, Stage
from streams.engine.times import Heard, Times
from streams.measures.pane import TOGETHER, Levels, Mentioned, Message, Pane, decode_pane
from streams.policy import Policy
from streams.policy.days import Days, Span
from streams.records import encode
from streams.rollups.figures import Figures
from streams.rollups.publisher import Item, Owed, Publisher
from streams.rollups.reading import Reader, TaskReading
from streams.rollups.sheet import PRESENT_SUFFIX, Present, Sheet, Window
from streams.rollups.sheets import Sheets
from streams.rollups.sliding import LONGEST
from streams.rollups.soon import Soon
from streams.rollups.store import scope_of
from streams.rollups.together import together
from streams.rollups.topics import Topics
from streams.rollups.windows import minute_of

STAGE_NAME: Final = "rollups"
SIGN_OF_LIFE_US: Final = 1_000_000
"""So far time has to move before the record of all of a channel says so, although nothing happened."""


@dataclass(frozen=True, kw_only=True)
class RollupOptions:
    """What the wiring decides for every task."""

    panes_topic: str
    metrics_topic: str
    policy: Policy
    grace_us: int
    """How long after its end a window may still change before it is called complete."""
    publish_us: int
    """The least time between two records of one key."""
    disorder_us: int
    """By how much watermarks lag behind the newest event: the current minute is ahead of them by as much."""
    sources: int | None = None
    """Tasks that must have told their time before any window is complete; None: all of contacts and of agents."""


class Rollups:
    """The logic of one rollups task; see `Sheets` for what is kept and how long."""

    def __init__(self, context: Context, options: RollupOptions) -> None:
        self._context = context
        self._topic = options.metrics_topic
        self._disorder_us = options.disorder_us
        self._figures = Figures(options.policy)
        self._publisher = Publisher(context.table("owed", Owed), options.publish_us, self._send)
        self.times = Times(context.table("told", Heard), options.sources or 2 * context.partitions)
        self.sheets = Sheets(context, Days(options.policy.timezone), options.grace_us)
        self._soon = Soon(options.grace_us)
        self._topics = Topics(context)
        self._reader = Reader(self.sheets, self.times)
        self._sliding: set[Sheet] = set()
        """Sheets whose sliding windows hold something, so that they change although nothing happens."""
        self._current: int | None = None
        self._today: Span = (0, 0)

    def decode(self, record: Record) -> tuple[None, Message]:
        """Panes have no event time of their own: time is what the contacts partitions tell."""
        try:
            return None, decode_pane(record.value or b"")
        except (msgspec.DecodeError, ValueError) as error:
            raise Rejected("bad_pane", str(error)) from error

    def fold(self, item: Message, at_us: int | None) -> None:  # noqa: ARG002 - part of the engine's protocol
        if isinstance(item, Pane):
            self._soon.saw(item.minute)
            self._apply(item)
            whole = together(item)
            if whole is not None:
                self._apply(whole, told=False)
        elif isinstance(item, Levels):
            sheet = self.sheets.level(item)
            self._show(sheet)
            if sheet.whole is not None:
                self._show(sheet.whole)
        elif isinstance(item, Mentioned):
            self._topics.take(item)
            self._show(self.sheets.sheet(item.scope))
        else:
            self.times.tell(item.source, item.now_us)
            if self.times.now_us is not None:
                self.sheets.closing.time(self.times.now_us)

    def _apply(self, pane: Pane, *, told: bool = True) -> None:
        sheet = self.sheets.apply(pane, told=told)
        self._sliding.add(sheet)
        self._show(sheet)

    def fire(self, key: str, at_us: int) -> None:
        """No timers here: windows end by the time told."""

    def moved(self, now_us: int) -> None:
        """The engine's clock is not used: windows end by the time told."""

    def recovered(self) -> None:
        self.times.recovered()
        self._topics.recovered()
        self.sheets.recovered(self.times.now_us)
        self._sliding = {sheet for sheet in self.sheets.by_scope.values() if sheet.minutes}
        if self.times.shown_us is not None:
            self._current = minute_of(self.times.shown_us + self._disorder_us)
            self._today = self.sheets.days.of(self._current)
        self._recover_owed()
        self._recover_soon()

    def flush(self) -> None:
        for window in self._soon.released(self._context.wall_us):
            self._publisher.changed(window)
        timed = self.times.now_us is not None  # before that, nothing will be complete soon
        for window in chain(self.sheets.add_up(), self.sheets.closing.completed()):
            if not (timed and self._soon.holds(window)):
                self._publisher.changed(window)
        self._turn()
        self._live()
        self._publisher.flush(self._context.wall_us, self._encode)
        self.sheets.retire()
        self.sheets.save()

    def pending(self) -> bool:
        """Some record waits for its turn."""
        return self._publisher.pending > 0 or len(self._soon) > 0

    def read(self) -> TaskReading:
        """What Prometheus is told; only what was added up, which is what is committed or about to be."""
        return self._reader.read(self._publisher.pending)

    def _turn(self) -> None:
        """When a minute begins, sliding windows slide; when a day begins, today is another one."""
        if self.times.shown_us is None:
            return
        current = minute_of(self.times.shown_us + self._disorder_us)
        if current == self._current:
            return
        first = self._current is None
        self._current = current
        today = self.sheets.days.of(current)
        everyone = first or today != self._today
        self._today = today
        if everyone:
            self._topics.retire(self.times.shown_us)
        for sheet in self.sheets.by_scope.values() if everyone else self._sliding:
            self._publisher.changed(sheet.present)

    def _live(self) -> None:
        """Who reads that time moves on can tell a quiet centre from a worker that died."""
        shown_us = self.times.shown_us
        if shown_us is None:
            return
        for sheet in self.sheets.channels:
            if shown_us - sheet.present.shown_us >= SIGN_OF_LIFE_US:
                self._publisher.changed(sheet.present)

    def _show(self, sheet: Sheet) -> None:
        if self._current is not None:  # as soon as time is known everything is shown
            self._publisher.changed(sheet.present)

    def _encode(self, item: Item) -> bytes:
        if isinstance(item, Window):
            encoded = encode(self._figures.window(item))
            if item.complete:  # it is kept for an hour and hardly ever shown again
                item.durations = {}
            return encoded
        assert isinstance(item, Present)  # noqa: S101 - nothing else is published
        shown_us = self.times.shown_us
        assert self._current is not None  # noqa: S101 - nothing is shown before
        assert shown_us is not None  # noqa: S101 - the same
        item.shown_us = shown_us
        sheet, oldest = item.sheet, self._current - LONGEST
        if not any(minute > oldest for minute in sheet.minutes):
            self._sliding.discard(sheet)
        of_queue = sheet.scope.kind == "queue" and sheet.scope.channel == TOGETHER
        topics = self._topics.of(sheet.scope.id, shown_us) if of_queue else []
        record = self._figures.present(sheet, self._current, self._today, shown_us, topics)
        sheet.rates = {name: window.rates for name, window in (record.windows or {}).items()}
        return encode(record)

    def _send(self, key: str, value: bytes) -> None:
        """To the partition of the scope's panes: a scope's records stay in order, and no key has to be hashed."""
        self._context.out.send(self._topic, key.encode(), value, self._context.partition)

    def _recover_owed(self) -> None:
        for key in self._publisher.owed():
            if key.endswith(PRESENT_SUFFIX):  # the last word on a scope of which nothing else may be left
                self.sheets.sheet(scope_of(key.removesuffix(PRESENT_SUFFIX)))
        for sheet in self.sheets.by_scope.values():
            for item in sheet.items():
                self._publisher.recovered(item)

    def _recover_soon(self) -> None:
        """Windows that may have been held back are so again."""
        if self.times.now_us is None:
            return
        sheets = self.sheets.by_scope.values()
        for minute in chain.from_iterable(sheet.minutes for sheet in sheets):
            self._soon.saw(minute)
        for window in chain.from_iterable(sheet.windows() for sheet in sheets):
            self._soon.holds(window)


def rollups_stage(options: RollupOptions) -> Stage:
    """The stage, for the wiring."""
    return Stage(STAGE_NAME, (options.panes_topic,), lambda context: Rollups(context, options))
