"""What a report has of each channel, by the real registry of measures."""

import csv
import io

import pytest

from streams.app.reported import CHANNELS, COLUMNS
from streams.measures.lines import REGISTRY
from streams.measures.pane import TOGETHER
from streams.measures.rates import rates_in
from streams.measures.registry import ALL, EVERY
from streams.policy import Policy
from streams.records import Duration
from streams.report.columns import layouts
from streams.report.lines import Figures, Report
from streams.report.written import to_csv

SECONDS = Duration(count=1, sum_s=7.0, mean_s=7.0, max_s=7.0, p50_s=7.0, p90_s=7.0, p95_s=7.0, p99_s=7.0)


def line(channel: str) -> Figures:
    """One in which nothing is nothing."""
    columns = COLUMNS[channel]
    return Figures(
        day=None,
        queue="a",
        channel=channel,
        complete=True,
        counts=dict.fromkeys(columns.counts, 7),
        left={"key": 7},
        service_level=0.7,
        abandonment=0.7,
        sums=dict.fromkeys(columns.sums, 7.0),
        rates=dict.fromkeys(columns.rates, 0.7),
        durations=dict.fromkeys(columns.durations, SECONDS),
    )


def test_a_channel_has_what_is_measured_in_it() -> None:
    call, ticket = COLUMNS["call"], COLUMNS["ticket"]
    assert {"offered", "answered", "left_queue_key", "promised", "expired"} <= set(call.counts)
    assert not {"created", "backlog", "messages_from_agent"} & set(call.counts)
    assert {"created", "resolved", "reopened", "backlog", "surveyed"} <= set(ticket.counts)
    assert {"resolution_first", "resolution", "requester_wait", "first_response"} <= set(ticket.durations)
    assert (call.standing, ticket.standing) == ((), ("backlog",))
    assert {"service_level", "abandonment", "csat_top_two", "nps"} <= set(COLUMNS["chat"].rates)
    assert "net_closing_per_h" in ticket.rates
    assert "hours_to_clear" not in ticket.rates, "it is of now"


def test_every_measure_but_those_of_agents_alone_is_in_some_report() -> None:
    told = {name for one in COLUMNS.values() for name in (*one.counts, *one.sums, *one.durations)}
    assert REGISTRY.keys() - told == {measure.name for measure in REGISTRY.values() if not measure.rules}


def test_all_channels_together_have_what_adds_up_and_nothing_of_agents_who_are_not_asked() -> None:
    together = COLUMNS[TOGETHER]
    assert {"offered", "handled", "backlog", "csat_answered"} <= set(together.counts)
    assert "answered" not in together.counts
    assert together.durations == ()
    assert not any(name.endswith("_s") for name in together.sums)
    assert not {"occupancy", "concurrency"} & set(together.rates)


@pytest.mark.parametrize("channel", sorted(EVERY))
def test_every_rate_of_a_day_is_reported(channel: str) -> None:
    of_a_day = rates_in(ALL, channel, Policy().default_of(channel).formula)
    assert of_a_day.keys() <= set(COLUMNS[channel].rates)


@pytest.mark.parametrize("channel", CHANNELS)
def test_no_column_of_a_table_asks_for_what_its_channel_does_not_have(channel: str) -> None:
    full = line(channel)
    for column in layouts("20 s")[channel].columns:
        assert column.asked is None or column.asked(full), column.head
        assert column.show(full) not in ("0", "–"), column.head


def test_columns_of_all_channels_in_one_csv_have_names_of_their_own() -> None:
    report = Report(timezone="UTC", channels=COLUMNS, days=[], totals=[line(channel) for channel in CHANNELS])
    header = next(csv.reader(io.StringIO(to_csv(report))))
    assert len(header) == len(set(header))
