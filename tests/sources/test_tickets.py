"""An incident log of a year: our events against what the file itself says, read by none of our code."""

import csv
import gzip
from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from streams.events.types import Event, TicketAssigned, TicketCreated, TicketPriorityChanged, TicketStatusChanged
from streams.sources.mapping import load_mapping
from streams.sources.reading import Reading
from tests.e2e.recompute_tickets import UNRESOLVED, Ticket, backlog_at_midnights, by_day, read_tickets, unresolved_at
from tests.sources.rig import EXAMPLES, data_folder

MAPPING = EXAMPLES / "uci-incident.toml"


def log() -> Path:
    return data_folder("uci_incident") / "incident_event_log_until_2016-04.csv.gz"


@cache
def read() -> tuple[Reading, list[Event]]:
    """Once for all tests."""
    reading = Reading(log(), "csv", load_mapping(MAPPING))
    return reading, list(reading)


@cache
def tickets() -> list[Ticket]:
    return read_tickets(log())


@cache
def rows() -> list[dict[str, str]]:
    with gzip.open(log(), "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def from_events(found: list[Event]) -> dict[str, Ticket]:
    """What was told, in the order in which it comes; steps of a microsecond belong to their minute."""
    told: dict[str, Ticket] = {}
    for event in found:
        if isinstance(event, TicketCreated):
            assert event.subject not in told
            told[event.subject] = Ticket(event.subject, event.data.queue, event.time)
        elif isinstance(event, TicketStatusChanged):
            told[event.subject].changes.append((event.time.replace(microsecond=0), event.data.status))
    return told


def test_every_ticket_lives_as_the_file_says() -> None:
    assert from_events(read()[1]) == {ticket.number: ticket for ticket in tickets()}


def test_events_added_up_day_by_day_are_the_recomputed_days_and_backlogs() -> None:
    """A fold that knows nothing but the order of events, against the sums over whole tickets."""
    status: dict[str, str] = {}
    counts: defaultdict[date, Counter[str]] = defaultdict(Counter)
    for event in read()[1]:
        day = event.time.date()
        if isinstance(event, TicketCreated):
            status[event.subject] = "new"
            counts[day]["created"] += 1
        elif isinstance(event, TicketStatusChanged):
            before = status[event.subject] in UNRESOLVED
            status[event.subject] = event.data.status
            after = event.data.status in UNRESOLVED
            if before is not after:
                counts[day]["resolved" if before else "reopened"] += 1
    expected = by_day(tickets(), queue="all")
    assert {day: dict(found) for day, found in counts.items() if found} == {
        day: {name: count for name in ("created", "resolved", "reopened") if (count := getattr(found, name))}
        for (day, _), found in expected.items()
    }
    backlogs = backlog_at_midnights(tickets())
    backlog = 0
    for day in sorted(counts):
        assert backlogs.get(day, 0) == backlog
        backlog += counts[day]["created"] + counts[day]["reopened"] - counts[day]["resolved"]
    assert backlog == 0 == backlogs[max(backlogs)]


def test_backlogs_are_what_the_tickets_states_say() -> None:
    backlogs = backlog_at_midnights(tickets())
    for day in list(backlogs)[::30]:
        assert backlogs[day] == unresolved_at(tickets(), day)


def test_times_until_resolutions_add_up() -> None:
    for ticket in tickets():
        first, final = ticket.resolutions()[0], ticket.resolutions()[-1]
        assert ticket.spent_s(UNRESOLVED, first) == (first - ticket.created).total_seconds()
        every = frozenset({"new", "open", "pending", "on_hold", "solved", "closed"})
        assert ticket.spent_s(every, final) == (final - ticket.created).total_seconds()
        assert (ticket.spent_s(UNRESOLVED, final) < ticket.spent_s(every, final)) <= bool(ticket.reopenings())


def test_reopenings_are_those_that_the_file_counts_itself() -> None:
    last: dict[str, int] = {}
    for row in rows():
        last[row["number"]] = int(row["reopen_count"])
    assert {ticket.number: len(ticket.reopenings()) for ticket in tickets()} == last


def test_no_row_is_lost_in_silence() -> None:
    reading, found = read()
    tally = reading.tally
    assert tally.rows == len(rows())
    assert not tally.rejected
    assert not tally.filtered
    assert tally.noted == {
        "sys_updated_at before opened: taken as that": 5,
        "earlier than the row before it": 1,
        "Resolved and yet not active: counted as solved": 1,
    }
    with_events = {event.id.rpartition(".")[0] for event in found}
    assert len(with_events) == tally.rows - tally.ignored["nothing changed"]
    assert len({event.id for event in found}) == len(found)


def test_changes_of_hands_and_of_priority_are_those_between_neighbouring_rows() -> None:
    assigned = priorities = 0
    before: dict[str, str] = {"number": "", "assigned_to": "?", "priority": ""}
    for row in rows():
        same = row["number"] == before["number"]
        assigned += row["assigned_to"] not in {"?", before["assigned_to"] if same else "?"}
        priorities += same and row["priority"] != before["priority"]
        before = row
    kinds = Counter(type(event) for event in read()[1])
    assert (kinds[TicketAssigned], kinds[TicketPriorityChanged]) == (assigned, priorities)


def test_an_incident_s_changes_have_the_order_of_its_rows_and_each_a_time_of_its_own() -> None:
    """Where two are of one time, their order would be anybody's guess further on."""
    latest: dict[str, tuple[int, datetime]] = {}
    same_minute = 0
    for event in read()[1]:
        if isinstance(event, TicketStatusChanged):
            row = int(event.id.rpartition("/")[2].partition(".")[0])
            row_before, before = latest.get(event.subject, (0, datetime(1970, 1, 1, tzinfo=UTC)))
            assert row_before < row
            assert before < event.time
            same_minute += before.replace(microsecond=0) == event.time.replace(microsecond=0)
            latest[event.subject] = row, event.time
    assert same_minute > 100


def test_what_the_file_knows_of_the_future_makes_no_difference(tmp_path: Path) -> None:
    """`resolved_at`, `closed_at` and what else is filled in from the end: blanked, and cut off after a row."""
    known = [row for row in rows() if row["number"] < "INC0000800"]
    blanked = [row | {"resolved_at": "?", "closed_at": "?", "resolved_by": "?", "closed_code": "?"} for row in known]
    whole = through(known, tmp_path)
    assert through(blanked, tmp_path) == whole
    cut = datetime(2016, 3, 2, tzinfo=UTC)
    early = [row for row in known if minute(row["sys_updated_at"]) < cut]
    told = Counter((event.subject, event.time, type(event)) for event in through(early, tmp_path))
    assert told.total() > 500
    assert told == Counter(
        (event.subject, event.time, type(event))
        for event in whole
        if event.time < cut and event.subject in {row["number"] for row in early}
    )


def through(found: list[dict[str, str]], folder: Path) -> list[Event]:
    path = folder / "log.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(found[0]))
        writer.writeheader()
        writer.writerows(found)
    return list(Reading(path, "csv", load_mapping(MAPPING)))


def minute(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=UTC)


@pytest.mark.parametrize("state", ["-100", ""])
def test_a_state_that_is_none_is_rejected_by_its_line(tmp_path: Path, state: str) -> None:
    first, second, third = rows()[:3]
    path = tmp_path / "log.csv"
    through([first, second | {"incident_state": state}, third], tmp_path)
    reading = Reading(path, "csv", load_mapping(MAPPING))
    found = from_events(list(reading))
    (line,) = reading.rejected
    assert (line.file, line.line, line.column) == ("log.csv", 3, "incident_state")
    assert found[first["number"]].changes == [(minute(third["sys_updated_at"]), "solved")]
