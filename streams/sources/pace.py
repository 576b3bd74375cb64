"""How fast a replay goes: as fast as it can, or so many times faster than it happened."""

import math
from dataclasses import dataclass

from streams.sources.outcome import SourceError

REAL = 1.0


def parse_speed(text: str) -> float | None:
    """`max` is None, `real` is 1, a number is that many times real time."""
    if text == "max":
        return None
    if text == "real":
        return REAL
    try:
        speed = float(text.removesuffix("x"))
    except ValueError:
        speed = math.nan
    if not (math.isfinite(speed) and speed > 0):
        raise SourceError(f"speed {text!r}: max, real or a number above 0 was expected")
    return speed


@dataclass(frozen=True)
class Pace:
    """Events `speed` times as fast as they happened, the one at `first_us` having gone out at `started_s`."""

    speed: float
    first_us: int
    started_s: float

    def rest_s(self, at_us: int, now_s: float) -> float:
        """How long an event of `at_us` still has to wait; not positive when it is due."""
        return self.started_s + (at_us - self.first_us) / 1_000_000 / self.speed - now_s
