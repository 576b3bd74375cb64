"""An incident log of a year through a report, against a recompute from the file that uses none of our code.

Two incidents are reopened more than four weeks after they were closed: a report forgets no ticket.

The file's leak (`resolved_at` and `closed_at` filled in on rows that are weeks older) is left alone by both.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from streams.app.report import report
from streams.policy import Policy
from streams.settings import Settings
from streams.sources.mapping import load_mapping
from streams.sources.reading import Reading
from tests.e2e.command import EXAMPLES, data_file, new_prefix
from tests.e2e.recompute_tickets import Day, Ticket, backlog_at_midnights, by_day, read_tickets

if TYPE_CHECKING:
    from pathlib import Path

    from streams.records import Duration
    from streams.report.lines import Figures

FILE = ("uci_incident", "incident_event_log_until_2016-04.csv.gz")
MAPPING = EXAMPLES / "uci-incident.toml"
ALL = "all"
COUNTS = {
    "created": "created",
    "offered": "created",
    "resolved": "resolved",
    "handled": "first_resolved",
    "reopened": "reopened",
}
FINAL = {
    "resolution": "final_unresolved_s",
    "requester_wait": "final_requester_wait_s",
    "agent_work": "final_agent_work_s",
}
SHARES = {"p50_s": 0.5, "p90_s": 0.9, "p95_s": 0.95, "p99_s": 0.99}

Days = dict[tuple[date, str], "Figures"]
"""The line of each day and queue (`all`: of all queues)."""


@pytest.fixture(scope="module")
def file() -> Path:
    return data_file(*FILE)


@pytest.fixture(scope="module")
def days(broker: Any, file: Path) -> Days:
    """The lines of the report, as the command makes it."""
    settings = Settings(broker=broker.address, prefix=new_prefix("uci"))
    policy = replace(Policy(), timezone=ZoneInfo("UTC"))
    failed: list[BaseException] = []
    found = asyncio.run(report(Reading(file, "csv", load_mapping(MAPPING)), settings, policy, fatal=failed.append))
    assert failed == []
    assert not found.dead_letters
    lines = {}
    for line in found.days:
        if line.channel == "ticket":
            assert line.complete
            assert line.day is not None
            lines[date.fromisoformat(line.day), line.queue] = line
    return lines


@pytest.fixture(scope="module")
def tickets(file: Path) -> list[Ticket]:
    return read_tickets(file)


@pytest.fixture(scope="module")
def expected(tickets: list[Ticket]) -> dict[tuple[date, str], Day]:
    """Of every queue and of all together."""
    return by_day(tickets) | by_day(tickets, ALL)


@pytest.mark.timeout(300)
def test_each_day_counts_what_the_file_says(days: Days, expected: dict[tuple[date, str], Day]) -> None:
    for place, day in expected.items():
        counts = days[place].counts
        assert {name: counts[name] for name in COUNTS} == {
            name: getattr(day, theirs) for name, theirs in COUNTS.items()
        }, place
    for place in days.keys() - expected.keys():
        assert not any(days[place].counts[name] for name in COUNTS), place


@pytest.mark.timeout(300)
def test_each_day_ends_with_the_backlog_the_file_says(days: Days, tickets: list[Ticket]) -> None:
    queues: defaultdict[str, list[Ticket]] = defaultdict(list)
    for ticket in tickets:
        queues[ticket.queue].append(ticket)
    for name, some in [(ALL, tickets), *queues.items()]:
        expected = {midnight - timedelta(days=1): left for midnight, left in backlog_at_midnights(some).items()}
        found = {day: record.counts["backlog"] for (day, queue), record in days.items() if queue == name}
        assert {day: count for day, count in found.items() if count} == {
            day: count for day, count in expected.items() if count
        }, name


@pytest.mark.timeout(300)
def test_first_resolutions_took_as_long_as_the_file_says(days: Days, expected: dict[tuple[date, str], Day]) -> None:
    for place, day in expected.items():
        assert_same(days[place].durations.get("resolution_first"), day.first_resolution_s, place)


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("name", "theirs"), FINAL.items())
def test_final_resolutions_took_as_long_as_the_file_says(
    days: Days, expected: dict[tuple[date, str], Day], name: str, theirs: str
) -> None:
    for place, day in expected.items():
        assert_same(days[place].durations.get(name), getattr(day, theirs), (*place, name))


@pytest.mark.timeout(300)
def test_the_backlog_grows_by_what_comes_and_shrinks_by_what_is_resolved(days: Days) -> None:
    left = 0
    day, last = min(day for day, _ in days), max(day for day, _ in days)
    while day <= last:
        record = days.get((day, ALL))
        if record is not None:
            counts = record.counts
            left += counts["created"] + counts["found_open"] + counts["reopened"] - counts["resolved"]
            assert counts["backlog"] == left, day
            pace = record.rates["net_closing_per_h"]
            assert pace == pytest.approx((counts["resolved"] - counts["reopened"] - counts["created"]) / 24)
        day += timedelta(days=1)
    assert left == 0
    assert datetime(2016, 1, 1, tzinfo=UTC).date() < last


def assert_same(got: Duration | None, seconds: list[int], where: tuple[object, ...]) -> None:
    """Counts exactly, sums to the second, percentiles within 2 %; nothing at all where there was none."""
    if not seconds:
        assert got is None or got.count == 0, where
        return
    assert got is not None, where
    assert got.count == len(seconds), where
    assert got.sum_s == pytest.approx(sum(seconds), abs=1), where
    assert got.max_s == pytest.approx(max(seconds), abs=0.01), where
    for name, share in SHARES.items():
        assert getattr(got, name) == pytest.approx(float(np.quantile(seconds, share)), rel=0.02, abs=0.01), (
            *where,
            name,
        )
