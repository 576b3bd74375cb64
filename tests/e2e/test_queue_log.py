"""A real queue_log of 2010 through the command, against a recompute with nothing but split."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tests.e2e.command import data_file, new_prefix, replay_report, reported, topics
from tests.e2e.recompute import Day, Days, assert_same

if TYPE_CHECKING:
    from pathlib import Path


EXPIRE_S = 86_400


def straight_from(file: Path) -> Days:
    """A call whose end is not in the log is given up a day after it came in, and counted as such then."""
    days: defaultdict[tuple[str, str], Day] = defaultdict(Day)
    entered: dict[str, int] = {}
    queues: dict[str, str] = {}
    connected: dict[str, int] = {}
    for line in file.read_text("utf-8").splitlines():
        at, call, queue, _, event, *_ = line.split("|")
        day = days[date(int(at)), queue]
        match event:
            case "ENTERQUEUE":
                day.offered += 1
                entered[call], queues[call] = int(at), queue
            case "CONNECT":
                day.waits_answered.append(int(at) - entered[call])
                connected[call] = int(at)
            case "ABANDON":
                del queues[call]
                day.waits_abandoned.append(int(at) - entered[call])
            case "COMPLETECALLER" | "COMPLETEAGENT":
                del queues[call]
                day.talks.append(int(at) - connected[call])
            case other:
                assert not other.startswith(("EXIT", "TRANSFER", "BLIND", "ATTENDED", "WITHDRAW"))
    for call, queue in queues.items():
        days[date(entered[call] + EXPIRE_S), queue].expired += 1
    return {place: day for place, day in days.items() if day != Day()}


def date(at_s: int) -> str:
    return datetime.fromtimestamp(at_s, UTC).date().isoformat()


async def test_the_sample_is_reported_as_its_lines_say(broker: Any, tmp_path: Path) -> None:
    file = data_file("queue_log", "asterisk_queue_log_2010_masked.txt")
    prefix = new_prefix("log")
    report = reported(
        replay_report(file, "--format", "asterisk-queue-log", broker=broker.address, prefix=prefix, folder=tmp_path)
    )
    expected = straight_from(file)
    assert sum(day.offered for day in expected.values()) == 21
    assert sum(day.expired for day in expected.values()) == 2
    assert_same(report, expected)
    told = sum(report["file"]["events"].values()) + sum(report["file"]["ignored"].values())
    assert report["file"]["rows"] == told == len(file.read_text("utf-8").splitlines())
    assert (report["file"]["rejected"], report["dead_letters"]) == ({}, {})
    assert await topics(broker.address, prefix) == set()
