"""A file with contacts of all channels through `pasokh replay --report`, on a real Kafka."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from streams.app.report import report
from streams.policy import Policy
from streams.settings import load_settings
from streams.sources.reading import Reading

if TYPE_CHECKING:
    from pathlib import Path

    from streams.report.lines import Figures

DAY = "2026-03-02"


def event(at: str, kind: str, subject: str, /, **data: Any) -> str:
    told = {
        "specversion": "1.0", "id": uuid4().hex, "source": "/test", "type": kind, "time": f"{at}Z", "subject": subject,
        "data": data,
    }  # fmt: skip
    return json.dumps(told)


def csat(at: str, contact: str, score: int) -> str:
    return event(at, "survey.answered", contact, contact_id=contact, kind="csat", score=score, scale_max=5)


EVENTS = (
    event(f"{DAY}T09:00:00", "agent.state_changed", "ann", state="available"),
    event(f"{DAY}T10:00:00", "call.queued", "c-1", queue="billing"),
    event(f"{DAY}T10:00:10", "call.answered", "c-1", agent_id="ann"),
    event(f"{DAY}T10:02:10", "call.ended", "c-1", by="customer"),
    csat(f"{DAY}T10:05:00", "c-1", 5),
    event(f"{DAY}T11:00:00", "chat.started", "h-1", queue="billing"),
    event(f"{DAY}T11:00:00", "chat.message", "h-1", speaker="customer", text="hello"),
    event(f"{DAY}T11:00:20", "chat.assigned", "h-1", agent_id="ann"),
    event(f"{DAY}T11:00:30", "chat.message", "h-1", speaker="agent", agent_id="ann", text="good morning"),
    event(f"{DAY}T11:05:00", "chat.ended", "h-1", by="customer"),
    event(f"{DAY}T12:00:00", "ticket.created", "t-1", queue="billing"),
    event(f"{DAY}T12:00:00", "ticket.created", "t-2", queue="sales"),
    event(f"{DAY}T14:00:00", "ticket.status_changed", "t-1", status="solved"),
    csat(f"{DAY}T15:00:00", "nobody-knows", 1),
    event("2026-03-04T09:00:00", "ticket.status_changed", "t-1", status="open"),
)


async def test_every_channel_is_reported_with_surveys_and_a_backlog_and_without_agents(
    broker: Any, tmp_path: Path
) -> None:
    file = tmp_path / "mixed.ndjson"
    file.write_text("".join(f"{line}\n" for line in EVENTS), "utf-8")
    errors: list[BaseException] = []
    settings = load_settings(broker=broker.address, prefix=f"mixed-{uuid4().hex[:8]}.")
    done = await report(Reading(file, "events"), settings, Policy(), fatal=errors.append)
    assert errors == []
    assert done.dead_letters == {}
    lines = {(line.day, line.channel, line.queue): line for line in (*done.days, *done.totals)}

    call, chat = lines[DAY, "call", "billing"], lines[DAY, "chat", "all"]
    assert (call.counts["answered"], call.service_level, call.rates["csat_top_two"]) == (1, 1.0, 1.0)
    assert (chat.counts["offered"], chat.durations["first_response"].sum_s) == (1, 30.0)

    backlog = {place: line.counts["backlog"] for place, line in lines.items() if place[1:] == ("ticket", "all")}
    assert {place[0]: n for place, n in backlog.items()} == {DAY: 1, "2026-03-03": 1, "2026-03-04": 2, None: 2}
    total = lines[None, "ticket", "billing"]
    assert (total.counts["created"], total.counts["resolved"], total.counts["reopened"]) == (1, 1, 1)
    assert total.durations["resolution_first"].sum_s == 7200.0

    assert_adds_up(lines[None, "all", "all"])
    assert (lines[None, "all", "billing"].counts["csat_answered"], lines[None, "all", "sales"].counts["offered"]) == (
        1,
        1,
    )


def assert_adds_up(together: Figures) -> None:
    counts = together.counts
    assert (counts["offered"], counts["backlog"], counts["csat_answered"], counts["surveyed"]) == (4, 2, 2, 2)
    assert (together.sums["csat_points"], together.rates["csat_mean"]) == (6.0, 3.0)
    assert "available_s" not in together.sums
