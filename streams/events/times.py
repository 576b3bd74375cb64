"""Time inside the program: int microseconds since the epoch, UTC."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
LAST_US: Final = 253_402_214_400_000_000
"""9999-12-31T00:00:00Z: what comes before it can be written down in every zone."""

FLOATS_EXACT_US: Final = 1 << 52
"""Up to 2112: until then floating-point seconds are so close together that rounding finds the right microsecond."""


def micros(time: datetime) -> int:
    """Exact for any aware datetime; a naive one raises TypeError."""
    since = time - EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def moment(us: int) -> datetime:
    """The time in UTC, exact."""
    if -FLOATS_EXACT_US < us < FLOATS_EXACT_US:  # in a third of the time
        return datetime.fromtimestamp(us / 1_000_000, UTC)
    return EPOCH + timedelta(microseconds=us)


def rfc3339(us: int) -> str:
    """UTC with a Z; six decimals of a second, or none when it is whole."""
    minute, rest_us = divmod(us, 60_000_000)
    second, fraction_us = divmod(rest_us, 1_000_000)
    decimals = f".{fraction_us:06d}" if fraction_us else ""
    return f"{_to_the_minute(minute)}{second:02d}{decimals}Z"


@lru_cache(maxsize=16_384)  # times come close together, and the calendar is the slow part
def _to_the_minute(minute: int) -> str:
    return (EPOCH + timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%M:")
