"""What the workers left, against what must have come of the load."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson

from tests.chaos.expected import DAY, HALF_HOUR, Expected, Figure, Figures, Scope, Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LENGTHS = {"PT1M": 1, "PT30M": HALF_HOUR, "P1D": DAY}
MICROS = 1_000_000
SHOWN = 10


@lru_cache(maxsize=10_000)
def minute(start: str) -> int:
    return int(datetime.fromisoformat(start).timestamp()) // 60


def window(record: dict[str, Any]) -> Window:
    """Which one a metric record is of."""
    scope = record["scope"]
    return Window(Scope(scope["kind"], scope["id"], record["channel"]), record["interval"], minute(record["start"]))


def figure(record: dict[str, Any], where: Figure) -> int:
    """One figure of a metric record; what is not there is 0."""
    place, name = where
    if place == "counts":
        counts: dict[str, int] = record["counts"]
        return counts.get(name, 0)
    if place == "sums":
        sums: dict[str, float] = record.get("sums", {})
        return round(sums.get(name, 0) * MICROS)
    duration: dict[str, float] = record["durations"].get(name, {})
    return int(duration.get("count", 0)) if place == "times" else round(duration.get("sum_s", 0) * MICROS)


def check_ids(expected: Expected, ids: Iterable[str]) -> None:
    """Every input has one enriched record."""
    times = bytearray(expected.events)
    for name in ids:
        number = int(name.removeprefix("e")) - 1
        times[number] = min(255, times[number] + 1)
    missing, repeated = times.count(0), expected.events - times.count(0) - times.count(1)
    assert (missing, repeated) == (0, 0), f"{missing} enriched records missing, {repeated} more than once"


def check_windows(windows: Mapping[Window, Figures], found: Mapping[Window, bytes]) -> None:
    """Every figure that was counted is right in every window; where nothing was counted, nothing is."""
    names: defaultdict[Scope, set[Figure]] = defaultdict(set)
    for one, figures in windows.items():
        names[one.scope].update(figures)
    missing = windows.keys() - found.keys()
    assert not missing, f"{len(missing)} windows missing: {sorted(missing)[:SHOWN]}"
    wrong = []
    for one, value in found.items():
        record: dict[str, Any] = orjson.loads(value)
        figures = windows.get(one, Figures())
        wrong += [
            f"{one}: {where} is {got}, not {figures[where]}"
            for where in names[one.scope]
            if (got := figure(record, where)) != figures[where]
        ]
    assert not wrong, "\n".join([f"{len(wrong)} figures are wrong:", *sorted(wrong)[:SHOWN]])
