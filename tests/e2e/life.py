"""One call from its first event to its last."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.e2e.installation import event

QUEUE = "billing/é %"
KEY = "queue/billing%2F%C3%A9%20%25/call"


def life(subject: str, start: datetime, queue: str = QUEUE) -> list[dict[str, Any]]:
    """20 s of waiting, 60 of talk with 10 on hold in it, 5 of wrap-up."""

    def at(second: float, kind: str, **data: Any) -> dict[str, Any]:
        return event(kind, subject, start + timedelta(seconds=second), **data)

    return [
        at(
            0,
            "queued",
            queue=queue,
            customer_id="u1",
            priority="high",
            topic="cards",
            language="fa",
            direction="inbound",
        ),
        at(1, "wait_announced", expected_wait_s=15),
        at(9, "ringing", agent_id="ann"),
        at(12, "ring_missed", agent_id="ann", rang_s=3),
        at(20, "answered", agent_id="bob"),
        at(25, "utterance", speaker="customer", text="a secret"),
        at(30, "held", agent_id="bob"),
        at(40, "resumed", agent_id="bob"),
        at(80, "ended", by="customer"),
        at(85, "wrapped_up", agent_id="bob"),
    ]
