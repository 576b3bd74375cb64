"""Three months of a bank's calls through the command, against a recompute from the file that uses none of our code."""

from __future__ import annotations

import gzip
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from tests.e2e.command import BANK_MAPPING, data_file, new_prefix, replay_report, reported, topics
from tests.e2e.recompute import Day, Days, assert_same

if TYPE_CHECKING:
    from pathlib import Path

ZONE = "Asia/Jerusalem"
MONTHS = ("01_January", "02_February", "09_September")


def rows(month: str) -> pl.DataFrame:
    return pl.read_csv(
        gzip.decompress(data_file("anonymousbank", f"{month}.txt.gz").read_bytes()),
        separator="\t",
        quote_char=None,
        schema_overrides={"customer_id": pl.String},
    )


def calls(month: pl.DataFrame) -> pl.DataFrame:
    """Every call with the local days in which it was queued, left the queue and ended."""

    def at(column: str) -> pl.Expr:
        text = pl.concat_str("date", pl.lit(" "), pl.col(column).str.zfill(8))
        return text.str.to_datetime("%y%m%d %H:%M:%S")

    queued = pl.when(pl.col("q_time") > 0).then(at("q_start")).otherwise(at("vru_exit"))
    past_midnight = at("vru_entry") - queued > pl.duration(hours=12)
    local = pl.when(past_midnight).then(queued + pl.duration(days=1)).otherwise(queued)
    instant = local.dt.replace_time_zone(ZONE, ambiguous="earliest")
    return (
        month.filter(pl.col("outcome") != "PHANTOM")
        .with_columns(queued=instant)
        .with_columns(left=pl.col("queued") + pl.duration(seconds="q_time"))
        .with_columns(ended=pl.col("left") + pl.duration(seconds="ser_time"))
        .with_columns(pl.col("queued", "left", "ended").dt.date().dt.to_string())
    )


def straight_from(month: pl.DataFrame) -> Days:
    days: defaultdict[tuple[str, str], Day] = defaultdict(Day)
    columns = ("type", "outcome", "queued", "left", "ended", "q_time", "ser_time")
    for queue, outcome, queued, left, ended, wait_s, service_s in calls(month).select(columns).iter_rows():
        days[queued, queue].offered += 1
        if outcome == "HANG":
            days[left, queue].waits_abandoned.append(wait_s)
            continue
        days[left, queue].waits_answered.append(wait_s)
        days[ended, queue].talks.append(service_s)
    return dict(days)


@pytest.fixture(scope="module")
def reports(broker: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, dict[str, Any]]]:
    """Each month's prefix and report; the three commands run at once, as they may."""
    folder = tmp_path_factory.mktemp("bank")
    files = {month: data_file("anonymousbank", f"{month}.txt.gz") for month in MONTHS}
    prefixes = {month: new_prefix("bank") for month in MONTHS}
    running = {month: begin(files[month], broker.address, prefixes[month], folder) for month in MONTHS}
    return {month: (prefixes[month], reported(process)) for month, process in running.items()}


def begin(file: Path, broker: str, prefix: str, folder: Path) -> Any:
    return replay_report(
        file, "--format", "csv", "--mapping", BANK_MAPPING, broker=broker, prefix=prefix, folder=folder
    )


@pytest.mark.timeout(180)
@pytest.mark.parametrize("month", MONTHS)
def test_a_month_is_reported_as_the_file_says(month: str, reports: dict[str, tuple[str, dict[str, Any]]]) -> None:
    report = reports[month][1]
    assert report["timezone"] == ZONE, "the mapping's zone, since no policy names one"
    assert_same(report, straight_from(rows(month)))


@pytest.mark.timeout(180)
@pytest.mark.parametrize("month", MONTHS)
def test_every_row_is_reported_or_counted_as_left_out(
    month: str, reports: dict[str, tuple[str, dict[str, Any]]]
) -> None:
    report, there = reports[month][1], rows(month)
    outcomes = dict(there["outcome"].value_counts().iter_rows())
    file = report["file"]
    assert file["rows"] == there.height
    assert sum(file["filtered"].values()) == outcomes["PHANTOM"]
    assert file["rows"] == file["events"]["call.queued"] + outcomes["PHANTOM"] + sum(file["rejected"].values())
    assert report["dead_letters"] == {}
    (total,) = [line for line in report["totals"] if line["queue"] == "all"]
    assert total["counts"]["offered"] == file["events"]["call.queued"]
    assert total["counts"]["answered"] + total["counts"]["abandoned"] == total["counts"]["offered"]


@pytest.mark.timeout(180)
async def test_a_report_leaves_no_topic_behind(broker: Any, reports: dict[str, tuple[str, dict[str, Any]]]) -> None:
    for prefix, _ in reports.values():
        assert await topics(broker.address, prefix) == set()
