"""Three months of a bank's calls: our events against a recompute from the file that uses none of our code."""

import csv
import gzip
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from streams.events.types import CallAbandoned, CallAnswered, CallEnded, CallQueued, Event
from streams.sources.mapping import load_mapping
from streams.sources.reading import Reading
from tests.sources.rig import EXAMPLES, data_folder

ZONE = ZoneInfo("Asia/Jerusalem")
MONTHS = ("01_January", "02_February", "09_September")

Key = tuple[date, str]


class Numbers:
    """Counts, and all waits and service times in whole seconds, by local day and type."""

    def __init__(self) -> None:
        self.offered: Counter[Key] = Counter()
        self.waits_answered: defaultdict[Key, list[int]] = defaultdict(list)
        self.waits_abandoned: defaultdict[Key, list[int]] = defaultdict(list)
        self.services: defaultdict[Key, list[int]] = defaultdict(list)

    def sorted(self) -> tuple[object, ...]:
        lists = (self.waits_answered, self.waits_abandoned, self.services)
        return self.offered, *({key: sorted(values) for key, values in by_key.items()} for by_key in lists)


def month(name: str) -> Path:
    return data_folder("anonymousbank") / f"{name}.txt.gz"


@cache
def read(name: str) -> tuple[Reading, list[Event]]:
    """Once for all tests."""
    reading = Reading(month(name), "csv", load_mapping(EXAMPLES / "anonymousbank.toml"))
    return reading, list(reading)


def straight_from(path: Path) -> Numbers:
    numbers = Numbers()
    with gzip.open(path, "rt", encoding="ascii") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["outcome"] == "PHANTOM":
                continue
            wait, service = int(row["q_time"]), int(row["ser_time"])
            entered = datetime.strptime(row["date"] + row["vru_entry"], "%y%m%d%H:%M:%S")  # noqa: DTZ007  local
            column = "q_start" if wait > 0 else "vru_exit"
            queued = datetime.strptime(row["date"] + row[column], "%y%m%d%H:%M:%S")  # noqa: DTZ007  local
            if entered - queued > timedelta(hours=12):
                queued += timedelta(days=1)
            at = queued.replace(tzinfo=ZONE).timestamp()
            outcome_day = datetime.fromtimestamp(at + wait, ZONE).date()
            end_day = datetime.fromtimestamp(at + wait + service, ZONE).date()
            numbers.offered[queued.date(), row["type"]] += 1
            if row["outcome"] == "AGENT":
                numbers.waits_answered[outcome_day, row["type"]].append(wait)
                numbers.services[end_day, row["type"]].append(service)
            else:
                numbers.waits_abandoned[outcome_day, row["type"]].append(wait)
    return numbers


def from_events(found: list[Event]) -> Numbers:
    numbers = Numbers()
    queued: dict[str, CallQueued] = {}
    answered: dict[str, CallAnswered] = {}
    for event in found:
        day = event.time.astimezone(ZONE).date()
        if isinstance(event, CallQueued):
            assert event.subject not in queued
            queued[event.subject] = event
            numbers.offered[day, event.data.queue] += 1
            continue
        start = queued[event.subject]
        key = (day, start.data.queue)
        if isinstance(event, CallAnswered):
            answered[event.subject] = event
            numbers.waits_answered[key].append(whole(event.time - start.time))
        elif isinstance(event, CallAbandoned):
            numbers.waits_abandoned[key].append(whole(event.time - start.time))
        else:
            assert isinstance(event, CallEnded)
            numbers.services[key].append(whole(event.time - answered[event.subject].time))
    return numbers


def whole(length: timedelta) -> int:
    assert length.microseconds == 0
    return length // timedelta(seconds=1)


@pytest.mark.parametrize("name", MONTHS)
def test_a_month_comes_out_as_the_file_says(name: str) -> None:
    path = month(name)
    _, found = read(name)
    assert from_events(found).sorted() == straight_from(path).sorted()
    assert [event.time for event in found] == sorted(event.time for event in found)
    assert len({(event.source, event.id) for event in found}) == len(found)


@pytest.mark.parametrize("name", MONTHS)
def test_no_row_is_lost_in_silence(name: str) -> None:
    rows = pl.read_csv(
        gzip.decompress(month(name).read_bytes()),
        separator="\t",
        quote_char=None,
        schema_overrides={"customer_id": pl.String},
    )
    reading, found = read(name)
    queued = [event for event in found if isinstance(event, CallQueued)]
    outcomes = dict(rows["outcome"].value_counts().iter_rows())
    tally = reading.tally
    assert tally.rows == rows.height
    assert not tally.rejected
    assert tally.filtered.total() == outcomes["PHANTOM"]
    assert len(queued) == outcomes["AGENT"] + outcomes["HANG"]
    assert tally.events["call.answered"] == tally.events["call.ended"] == outcomes["AGENT"]
    assert tally.events["call.abandoned"] == outcomes["HANG"]
    calls = rows.filter(pl.col("outcome") != "PHANTOM")
    noted = [
        calls.filter((pl.col("outcome") == "HANG") & (pl.col("ser_time") > 0)).height,
        calls.filter((pl.col("outcome") == "AGENT") & (pl.col("server") == "NO_SERVER")).height,
        calls.filter(pl.col("vru_time") < 0).height,
        calls.filter(pl.col("customer_id").str.contains("E")).height,
    ]
    assert sorted(tally.noted.values()) == sorted(n for n in noted if n)
    assert not any("E" in (event.data.customer_id or "") for event in queued)


def test_the_published_figures_come_out_roughly() -> None:
    """Brown et al. 2005, over ten months: about 20 % abandoned, mean service 185 s; three months are near that."""
    answered = abandoned = 0
    services: list[int] = []
    for name in MONTHS:
        numbers = from_events(read(name)[1])
        answered += sum(map(len, numbers.waits_answered.values()))
        abandoned += sum(map(len, numbers.waits_abandoned.values()))
        services += [s for some in numbers.services.values() for s in some if 0 < s <= 3600]
    assert 0.12 < abandoned / (answered + abandoned) < 0.25
    assert 165 < sum(services) / len(services) < 205
