"""A report's numbers worked out straight from lists of seconds, and compared with what Pasokh printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

WITHIN_S = 20
SHARES = {"p50_s": 0.5, "p90_s": 0.9, "p95_s": 0.95, "p99_s": 0.99}
DURATIONS = {
    "wait_answered": "waits_answered",
    "wait_abandoned": "waits_abandoned",
    "wait_left": "waits_left",
    "talk": "talks",
}


@dataclass
class Day:
    """What one local day of one queue must show; durations in whole seconds."""

    offered: int = 0
    waits_answered: list[int] = field(default_factory=list)
    waits_abandoned: list[int] = field(default_factory=list)
    waits_left: list[int] = field(default_factory=list)
    talks: list[int] = field(default_factory=list)
    expired: int = 0

    @property
    def counts(self) -> dict[str, int]:
        return {
            "offered": self.offered,
            "answered": len(self.waits_answered),
            "answered_within": sum(wait <= WITHIN_S for wait in self.waits_answered),
            "abandoned": len(self.waits_abandoned),
            "left_queue": len(self.waits_left),
            "handled": len(self.talks),
            "expired": self.expired,
        }


Days = dict[tuple[str, str], Day]
"""By local day and queue."""


def assert_same(report: dict[str, Any], expected: Days) -> None:
    """Counts exactly, sums to the second, percentiles within 2 %, no line more or less, and all queues their sum."""
    days = expected | _by(expected, lambda date, _: (date, "all"))
    assert_same_lines({(line["day"], line["queue"]): line for line in report["days"]}, days)
    totals = _by(expected, lambda _, queue: ("total", queue)) | _by(expected, lambda *_: ("total", "all"))
    assert_same_lines({("total", line["queue"]): line for line in report["totals"]}, totals)


def _by(days: Days, place_of: Callable[[str, str], tuple[str, str]]) -> Days:
    """Days put together, values and all, under a place made of date and queue."""
    sums: defaultdict[tuple[str, str], Day] = defaultdict(Day)
    for place, day in days.items():
        together = sums[place_of(*place)]
        together.offered += day.offered
        together.expired += day.expired
        for name in DURATIONS.values():
            getattr(together, name).extend(getattr(day, name))
    return dict(sums)


def assert_same_lines(lines: dict[tuple[str, str], dict[str, Any]], expected: Days) -> None:
    """The lines of a report, each under its place."""
    assert lines.keys() == expected.keys()
    for place, day in expected.items():
        assert lines[place]["complete"], place
        got = lines[place]["counts"]
        assert {name: got[name] for name in day.counts} == day.counts, place
        for name, ours in DURATIONS.items():
            assert_same_duration(lines[place]["durations"].get(name), getattr(day, ours), (*place, name))


def assert_same_duration(got: dict[str, Any] | None, seconds: list[int], where: tuple[str, ...]) -> None:
    """Nothing at all where there were none."""
    if not seconds:
        assert got is None, where
        return
    assert got is not None, where
    assert (got["count"], got["sum_s"], got["max_s"]) == (len(seconds), sum(seconds), max(seconds)), where
    assert got["mean_s"] == pytest.approx(sum(seconds) / len(seconds), abs=1e-6), where
    for name, share in SHARES.items():
        assert got[name] == pytest.approx(float(np.quantile(seconds, share)), rel=0.02), (*where, name)
