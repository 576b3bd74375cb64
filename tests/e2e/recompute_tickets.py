"""The numbers of the incident log worked out straight from its file, by none of our code.

Decisions, which docs/examples/uci-incident.toml makes in the same way:

- Times are UTC to the minute. A day is a UTC day, half-open.
- **created**: `opened_at`, the same on all rows of an incident. The queue is the group of its first row ("?": "no
  group").
- **status**: New is new, Active is open, Awaiting User Info is pending, the other Awaiting (Vendor, Problem,
  Evidence) are on_hold, Resolved is solved, Closed is closed. From its creation to its first row an incident is new.
  A row changes the status at its `sys_updated_at` (not before `opened_at`), in the order of the file. `resolved_at`
  and `closed_at` are never looked at: rows bear them that are weeks older than the times themselves.
- **unresolved** is new, open, pending and on_hold; **resolved** is solved and closed.
- **a resolution** is the change from unresolved to resolved. So a ticket that is closed without being solved (3
  incidents) is resolved as it is closed, and the closing of one that is solved is no second resolution. Therefore the
  backlog grows by created + reopened - resolved, exactly.
- **reopened** is the change back, from solved or from closed alike. That is what the file's own `reopen_count`
  counts.
- **backlog at a midnight**: tickets created before it and unresolved by all changes before it.
- **resolution times**: from the creation to the first and to the final (latest) resolution; `calendar` is all of that
  time, `unresolved` only what of it was spent in new, open, pending and on_hold. For the first resolution the two are
  one.
- Each is booked on the day of its resolution: the first on the day of the first, the final on the day of the final.
"""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

STATUS = {
    "New": "new",
    "Active": "open",
    "Awaiting User Info": "pending",
    "Awaiting Vendor": "on_hold",
    "Awaiting Problem": "on_hold",
    "Awaiting Evidence": "on_hold",
    "Resolved": "solved",
    "Closed": "closed",
}
UNRESOLVED = frozenset({"new", "open", "pending", "on_hold"})
REQUESTER_WAIT = frozenset({"new", "open", "on_hold"})
AGENT_WORK = frozenset({"new", "open"})
NO_GROUP = "no group"


@dataclass
class Ticket:
    """One incident: `changes` are (when, new status) in order, the creation left out."""

    number: str
    queue: str
    created: datetime
    changes: list[tuple[datetime, str]] = field(default_factory=list)

    @property
    def status(self) -> str:
        return self.changes[-1][1] if self.changes else "new"

    def steps(self) -> Iterator[tuple[datetime, str, str]]:
        """(when, status before, status after)."""
        before = "new"
        for at, after in self.changes:
            yield at, before, after
            before = after

    def resolutions(self) -> list[datetime]:
        return [at for at, before, after in self.steps() if before in UNRESOLVED and after not in UNRESOLVED]

    def reopenings(self) -> list[datetime]:
        return [at for at, before, after in self.steps() if before not in UNRESOLVED and after in UNRESOLVED]

    def spent_s(self, statuses: frozenset[str], until: datetime) -> int:
        """Seconds in any of `statuses`, from the creation to `until`."""
        total, since = timedelta(), self.created
        for at, before, _ in [*self.steps(), (until, self.status, "")]:
            end = min(at, until)
            if before in statuses and end > since:
                total += end - since
            since = max(since, end)
        return seconds(total)


@dataclass
class Day:
    """One UTC day of one queue; durations in whole seconds."""

    created: int = 0
    resolved: int = 0
    """Every resolution, also after a reopening."""
    first_resolved: int = 0
    reopened: int = 0
    first_resolution_s: list[int] = field(default_factory=list)
    final_resolution_s: list[int] = field(default_factory=list)
    """Calendar time."""
    final_unresolved_s: list[int] = field(default_factory=list)
    """The same resolutions: only time in new, open, pending and on_hold."""
    final_requester_wait_s: list[int] = field(default_factory=list)
    """New, open and on_hold."""
    final_agent_work_s: list[int] = field(default_factory=list)
    """New and open."""


Days = dict[tuple[date, str], Day]
"""By UTC day and queue."""


def read_tickets(path: Path) -> list[Ticket]:
    """ValueError where a change goes back in time: then these decisions would not do."""
    tickets: dict[str, Ticket] = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            created = minute(row["opened_at"])
            queue = NO_GROUP if row["assignment_group"] == "?" else row["assignment_group"]
            ticket = tickets.setdefault(row["number"], Ticket(row["number"], queue, created))
            at, status = max(minute(row["sys_updated_at"]), created), STATUS[row["incident_state"]]
            if status == ticket.status:
                continue
            if ticket.changes and at < ticket.changes[-1][0]:
                raise ValueError(f"{ticket.number} goes back in time")
            ticket.changes.append((at, status))
    return list(tickets.values())


def minute(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=UTC)


def seconds(length: timedelta) -> int:
    return length // timedelta(seconds=1)


def by_day(tickets: Iterable[Ticket], queue: str | None = None) -> Days:
    """Every day and queue on which something happened; with `queue` all of them are told as that one."""
    days: defaultdict[tuple[date, str], Day] = defaultdict(Day)
    for ticket in tickets:
        name = ticket.queue if queue is None else queue
        days[ticket.created.date(), name].created += 1
        for at in ticket.reopenings():
            days[at.date(), name].reopened += 1
        resolutions = ticket.resolutions()
        for at in resolutions:
            days[at.date(), name].resolved += 1
        if not resolutions:
            continue
        first, final = days[resolutions[0].date(), name], days[resolutions[-1].date(), name]
        first.first_resolved += 1
        first.first_resolution_s.append(seconds(resolutions[0] - ticket.created))
        final.final_resolution_s.append(seconds(resolutions[-1] - ticket.created))
        final.final_unresolved_s.append(ticket.spent_s(UNRESOLVED, resolutions[-1]))
        final.final_requester_wait_s.append(ticket.spent_s(REQUESTER_WAIT, resolutions[-1]))
        final.final_agent_work_s.append(ticket.spent_s(AGENT_WORK, resolutions[-1]))
    return dict(days)


def backlog_at_midnights(tickets: Iterable[Ticket]) -> dict[date, int]:
    """The unresolved as each day began, from the day after the first creation to that after the last change."""
    steps: defaultdict[date, int] = defaultdict(int)
    for ticket in tickets:
        steps[ticket.created.date()] += 1
        for at in ticket.reopenings():
            steps[at.date()] += 1
        for at in ticket.resolutions():
            steps[at.date()] -= 1
    if not steps:
        return {}
    backlog, found = 0, {}
    day, last = min(steps), max(steps)
    while day <= last:
        backlog += steps[day]
        day += timedelta(days=1)
        found[day] = backlog
    return found


def unresolved_at(tickets: Iterable[Ticket], day: date) -> int:
    """The same for one midnight, counted out from the tickets' states; a check of the sums above."""
    midnight = datetime.combine(day, time(), UTC)
    count = 0
    for ticket in tickets:
        status = [status for at, status in [(ticket.created, "new"), *ticket.changes] if at < midnight]
        count += bool(status) and status[-1] in UNRESOLVED
    return count
