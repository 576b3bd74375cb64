"""Events in the order of their times, however many there are."""

import struct
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from operator import itemgetter
from tempfile import TemporaryFile
from typing import IO, Final, Union

import msgspec

from streams.events.times import micros
from streams.events.types import EVENT_TYPES, Event

IN_MEMORY: Final = 500_000
"""Events sorted at once, some 400 MB; more of them go through sorted files of this size, merged."""

_FRAME = struct.Struct("<qI")
_at: Final = itemgetter(0)
_encoder: Final = msgspec.msgpack.Encoder()
_decoder: Final[msgspec.msgpack.Decoder[Event]] = msgspec.msgpack.Decoder(
    Union[EVENT_TYPES]  # noqa: UP007  built from a tuple
)


def in_time_order(events: Iterable[Event], in_memory: int = IN_MEMORY) -> Iterator[Event]:
    """All events by time; those of one time stay in the order in which they came.

    Reads everything before it gives the first. Beyond `in_memory` events it needs temporary disk space of about the
    size of the events as JSON.
    """
    held: list[tuple[int, Event]] = []
    with ExitStack() as files:
        runs: list[IO[bytes]] = []
        for event in events:
            if len(held) >= in_memory:
                runs.append(files.enter_context(TemporaryFile(prefix="pasokh-replay-")))
                _write(_sorted(held), runs[-1])
                held.clear()
            held.append((micros(event.time), event))
        _sorted(held)
        for _, event in merge(*map(_read, runs), held, key=_at) if runs else held:
            yield event


def _sorted(held: list[tuple[int, Event]]) -> list[tuple[int, Event]]:
    held.sort(key=_at)
    return held


def _write(run: list[tuple[int, Event]], file: IO[bytes]) -> None:
    for at_us, event in run:
        value = _encoder.encode(event)
        file.write(_FRAME.pack(at_us, len(value)))
        file.write(value)
    file.seek(0)


def _read(file: IO[bytes]) -> Iterator[tuple[int, Event]]:
    while frame := file.read(_FRAME.size):
        at_us, size = _FRAME.unpack(frame)
        yield at_us, _decoder.decode(file.read(size))
