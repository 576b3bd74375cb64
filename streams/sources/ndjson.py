"""NDJSON: one CloudEvent in structured mode a line, as Pasokh's own topics carry them."""

from collections.abc import Iterable, Iterator, Sequence

from streams.events.decode import structured
from streams.events.reasons import Rejected
from streams.events.times import LAST_US, micros
from streams.events.types import ClockTicked
from streams.sources.lines import LONGEST_LINE
from streams.sources.outcome import Outcome, Passed, RejectedLine, Why


def read_events(lines: Iterable[tuple[int, bytes]], file: str) -> Iterator[Sequence[Outcome]]:
    """Whether an event is too far ahead of the clock is left to the stage that gets it."""
    for number, raw in lines:
        yield (_outcome(raw, file, number),)


def _outcome(raw: bytes, file: str, number: int) -> Outcome:
    text = raw.strip()
    if not text:
        return Passed(number, "ignored", "blank line")
    if len(raw) > LONGEST_LINE:
        return RejectedLine(file, number, Why.TOO_LONG, f"more than {LONGEST_LINE} bytes")
    try:
        event = structured(text)
    except Rejected as rejected:
        return RejectedLine(file, number, rejected.reason, rejected.detail)
    if isinstance(event, ClockTicked):
        return Passed(number, "ignored", "clock.ticked: a replay moves the clock itself")
    if not 0 <= micros(event.time) <= LAST_US:
        return RejectedLine(file, number, Why.BAD_TIME, "`$.time` lies outside the years 1970 to 9999")
    return event
