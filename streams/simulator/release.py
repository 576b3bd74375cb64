"""Lets simulated events out: the past as fast as it goes, what comes after it in its own time."""

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from streams.events.encode import encode
from streams.events.times import micros
from streams.events.types import Event

PROGRESS_EVERY = 500
"""Events between two looks at the event loop, which has sending to do."""


class Clock(Protocol):
    def now_us(self) -> int: ...

    async def sleep(self, seconds: float) -> None: ...


class WallClock:
    """The real one."""

    def now_us(self) -> int:
        return time.time_ns() // 1_000

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class Sink(Protocol):
    """Where events go; `flush` returns when all of them are there."""

    async def put(self, event: Event, /) -> None: ...

    async def flush(self) -> None: ...


class Lines:
    """Events as lines of JSON (NDJSON), for a file or standard output."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    async def put(self, event: Event) -> None:
        self._out.write(encode(event) + b"\n")

    async def flush(self) -> None:
        self._out.flush()


@dataclass(frozen=True)
class Released:
    """How far it has come: events so far, the time of the last one, and whether the past is over."""

    events: int
    at_us: int
    live: bool


async def release(
    events: Iterable[Event],
    sink: Sink,
    *,
    history_until_us: int | None,
    speed: float,
    clock: Clock,
    on_progress: Callable[[Released], None] | None,
) -> Released:
    """Put every event before `history_until_us` at once, and those after it `speed` times as fast as they happen.

    The moment of the call and `history_until_us` belong together: what happens a second later goes out a second
    later, or at once if the history took that long. None: everything is history. However this ends, by
    cancellation too, what was put is flushed.
    """
    tell = on_progress or (lambda _: None)
    began_us = clock.now_us()
    count = at_us = 0
    live = False
    try:
        for event in events:
            at_us = micros(event.time)
            if history_until_us is not None and at_us >= history_until_us:
                live = True
                due_us = began_us + (at_us - history_until_us) / speed
                if due_us > clock.now_us():
                    await sink.flush()
                    tell(Released(count, at_us, live))
                    await clock.sleep((due_us - clock.now_us()) / 1e6)
            await sink.put(event)
            count += 1
            if count % PROGRESS_EVERY == 0:
                tell(Released(count, at_us, live))
                await asyncio.sleep(0)
    finally:
        await sink.flush()
    done = Released(count, at_us, live)
    tell(done)
    return done
