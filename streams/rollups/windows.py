"""Which window of each interval a minute belongs to; all windows are half-open, [start, end).

Minutes and half hours are aligned to UTC, so they are the same instants for every reader. A zone whose
offset is a whole or half hour sees them start at :00 and :30; one of 45 minutes (Nepal) sees :15 and :45,
and there a half hour may lie in two days. Day sums are made of minutes, never of half hours, so they are
right everywhere.

Days follow the policy's time zone: see `streams.policy.days`.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal

from streams.measures.pane import MINUTE_US
from streams.policy.days import Span

Interval = Literal["PT1M", "PT30M", "P1D"]

HALF_HOUR: Final = 30

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=16_384)
def stamp(minute: int) -> str:
    """RFC 3339 in UTC: `1999-01-01T09:30:00Z`."""
    return (_EPOCH + timedelta(minutes=minute)).isoformat().replace("+00:00", "Z")


def minute_of(at_us: int) -> int:
    """The epoch minute that holds the instant."""
    return at_us // MINUTE_US


def half_hour(minute: int) -> Span:
    """The half hour that holds the minute."""
    start = minute - minute % HALF_HOUR
    return start, start + HALF_HOUR
