"""A second stage, in ten lines, to show that the engine is general: counts words, says each new count."""

from __future__ import annotations

from typing import Any

import msgspec

from streams.engine.records import Record, Rejected
from streams.engine.stage import Context


class Count(msgspec.Struct):
    n: int = 0


class Words:
    """Counts each word; `!word` is refused, and `bell` sets a timer for a second later."""

    def __init__(self, context: Context) -> None:
        self._context, self._counts = context, context.table("counts", Count)

    def decode(self, record: Record) -> tuple[int | None, Any]:
        if record.value is None or record.value.startswith(b"!"):
            raise Rejected("rude", "words are said without shouting")
        return record.timestamp * 1000, record.value.decode()

    def fold(self, item: Any, at_us: int | None) -> None:
        count = self._counts.get(item) or Count()
        count.n += 1
        self._counts.put(item, count)
        self._context.out.send("said", item.encode(), b"%d" % count.n)
        if item == "bell" and at_us is not None:
            self._context.timers.set(item, at_us + 1_000_000)

    def fire(self, key: str, at_us: int) -> None:
        self._context.out.send("said", b"rang", b"%d" % at_us)

    def recovered(self) -> None: ...

    def moved(self, now_us: int) -> None: ...

    def flush(self) -> None: ...

    def pending(self) -> bool:
        return False
