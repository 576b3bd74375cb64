"""How far a zone's clocks are ahead of UTC, and from when to when."""

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

Offset = tuple[int, int, int]
"""From, until (half-open), and by how much local clocks are ahead of UTC in between; all in microseconds."""

SECOND_US: Final = 1_000_000

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STEP_S: Final = 6 * 3600  # no zone ever changed its clocks twice in so short a time


def offsets(zone: ZoneInfo, start_us: int, end_us: int) -> list[Offset]:
    """In order and without gaps from start to end, which are whole seconds."""
    start_s, end_s = start_us // SECOND_US, end_us // SECOND_US
    found: list[Offset] = []
    since_s, ahead = start_s, _ahead(zone, start_s)
    for probe_s in range(start_s, end_s + _STEP_S, _STEP_S):
        later = _ahead(zone, min(probe_s, end_s - 1))
        if later != ahead:
            changed_s = _changed(zone, max(since_s, probe_s - _STEP_S), min(probe_s, end_s - 1), later)
            found.append((since_s * SECOND_US, changed_s * SECOND_US, ahead // timedelta(microseconds=1)))
            since_s, ahead = changed_s, later
    found.append((since_s * SECOND_US, end_us, ahead // timedelta(microseconds=1)))
    return found


def _changed(zone: ZoneInfo, low_s: int, high_s: int, later: timedelta) -> int:
    """The first second in (low, high] at which the clocks are ahead by `later`, as they are at `high`."""
    while high_s - low_s > 1:
        middle_s = (low_s + high_s) // 2
        if _ahead(zone, middle_s) == later:
            high_s = middle_s
        else:
            low_s = middle_s
    return high_s


def _ahead(zone: ZoneInfo, at_s: int) -> timedelta:
    ahead = (_EPOCH + timedelta(seconds=at_s)).astimezone(zone).utcoffset()
    assert ahead is not None  # noqa: S101  a ZoneInfo always has one
    return ahead
