"""An incident log of a year through a replay, against a recompute from the file that uses none of our code.

Day records say what was known when their days were over. A final resolution that is taken back by a reopening
weeks later is told by the panes, whose sums are compared here too.

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

from streams.app.prepare import all_topics, prepare
from streams.app.report import ANY_TIME_US, CLOSE_AFTER_US, folded, somewhere
from streams.app.worker import build_application
from streams.engine.topics import delete_topics
from streams.measures.pane import Pane, decode_pane
from streams.policy import Policy
from streams.report.collect import collect, read_committed
from streams.rollups.figures import duration
from streams.rollups.sums import Sums
from streams.settings import Settings, kafka_security
from streams.sources.mapping import load_mapping
from streams.sources.reading import Reading
from streams.sources.replay import replay
from tests.e2e.command import EXAMPLES, data_file, new_prefix
from tests.e2e.recompute_tickets import Day, Ticket, backlog_at_midnights, by_day, read_tickets

if TYPE_CHECKING:
    from pathlib import Path

    from streams.records import Duration, MetricRecord

FILE = ("uci_incident", "incident_event_log_until_2016-04.csv.gz")
MAPPING = EXAMPLES / "uci-incident.toml"
ALL = "all"
REOPENED_WITHIN_S = 60 * 86_400
"""Two incidents are reopened more than four weeks after they were closed."""
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

Days = dict[tuple[date, str], "MetricRecord"]
"""The record of each day and queue (`all`: of all queues)."""
Panes = dict[tuple[date, str], Sums]
"""What all panes of the day add up to."""


@pytest.fixture(scope="module")
def file() -> Path:
    return data_file(*FILE)


@pytest.fixture(scope="module")
def told(broker: Any, file: Path) -> tuple[Days, Panes]:
    """As the command folds it, but the day records themselves, and what they are made of."""
    settings = Settings(broker=broker.address, prefix=new_prefix("uci"), ticket_reopen_s=REOPENED_WITHIN_S)
    policy = replace(Policy(), timezone=ZoneInfo("UTC"))
    records, panes = asyncio.run(fold(Reading(file, "csv", load_mapping(MAPPING)), settings, policy))
    found = {}
    for record in records:
        if record.channel == "ticket" and record.scope.kind in ("queue", ALL):
            assert record.complete
            assert record.start is not None
            found[datetime.fromisoformat(record.start).date(), record.scope.id] = record
    sums: Panes = {}
    for pane in panes:
        if pane.scope.kind in ("queue", ALL):
            day = datetime.fromtimestamp(pane.minute * 60, UTC).date()
            sums.setdefault((day, pane.scope.id), Sums()).add(Sums(pane.counts, pane.spreads))
    return found, sums


@pytest.fixture(scope="module")
def days(told: tuple[Days, Panes]) -> Days:
    return told[0]


async def fold(reading: Reading, settings: Settings, policy: Policy) -> tuple[list[MetricRecord], list[Pane]]:
    async with somewhere(settings) as own:
        await prepare(own, policy)
        failed: list[BaseException] = []
        application = build_application(own, policy, failed.append)
        await application.start()
        try:
            counts = await replay(
                reading, bootstrap=own.broker, prefix=own.prefix, partitions=own.partitions,
                tick_after_us=CLOSE_AFTER_US, ahead_us=ANY_TIME_US,
            )  # fmt: skip
            assert counts.ticked_us is not None
            await folded(application, counts.ticked_us - round(own.disorder_s * 1e6))
            panes: list[Pane] = []

            def keep(_: bytes | None, value: bytes | None) -> None:
                message = decode_pane(value or b"")
                if isinstance(message, Pane):
                    panes.append(message)

            await read_committed(own.broker, own.topic("panes"), keep, {})
            return await collect(own.broker, own.prefix), panes
        finally:
            await application.stop()
            await delete_topics(own.broker, [spec.name for spec in all_topics(own, policy)], kafka_security(own))
            assert failed == []


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
def test_final_resolutions_took_as_long_as_the_file_says(
    told: tuple[Days, Panes], expected: dict[tuple[date, str], Day]
) -> None:
    for place, day in expected.items():
        spreads = told[1][place].spreads
        for name, theirs in FINAL.items():
            found = duration(spreads[name]) if name in spreads else None
            assert_same(found, getattr(day, theirs), (*place, name))


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
