"""Every event comes out with what is known of its contact by then."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest

from tests.e2e.command import ROOT
from tests.e2e.installation import binary, structured, until
from tests.e2e.life import QUEUE, life

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.installation import Sent, Worker


@pytest.mark.parametrize("mode", [structured, binary])
async def test_every_event_comes_out_enriched_with_what_is_known_by_then(
    mode: Callable[..., list[Sent]], live: Worker
) -> None:
    start = datetime.now(UTC) - timedelta(minutes=5)
    subject = f"call-{mode.__name__}"
    told = life(subject, start)
    await live.place.send(mode(*told))

    async def ids() -> list[str]:
        return [
            json.loads(record.value)["id"]
            for record in await live.place.read("contacts")
            if record.key == subject.encode()
        ]

    await until(ids, [one["id"] for one in told])
    records = [record for record in await live.place.read("contacts") if record.key == subject.encode()]
    out = [json.loads(record.value) for record in records]
    for event_in, event_out in zip(told, out, strict=True):
        assert event_out["specversion"] == "1.0"
        assert event_out["type"] == f"{event_in['type']}.enriched"
        assert (event_out["source"], event_out["subject"]) == (event_in["source"], subject)
        assert datetime.fromisoformat(event_out["time"]) == datetime.fromisoformat(event_in["time"])
        assert event_out["data"]["event"] == {name: one for name, one in event_in["data"].items() if name != "text"}
    states = [one["data"]["contact"]["state"] for one in out]
    assert states[0] == "waiting"
    assert states[2] == "ringing"
    assert states[4] == "talking"
    assert states[6] == "on_hold"
    first, last = out[0]["data"]["contact"], out[-1]["data"]["contact"]
    assert first == {
        "channel": "call",
        "state": "waiting",
        "queue": QUEUE,
        "customer_id": "u1",
        "priority": "high",
        "topic": "cards",
        "language": "fa",
        "direction": "inbound",
        "queued_at": told[0]["time"],
    }
    assert last == first | {
        "state": "closed",
        "agent_id": "bob",
        "answered_at": told[4]["time"],
        "ended_at": told[8]["time"],
        "outcome": "answered",
        "wait_s": 20,
        "expected_wait_s": 15,
        "promise_error_s": 5,
        "talk_s": 50,
        "hold_s": 10,
        "holds": 1,
        "wrap_up_s": 5,
        "handle_s": 65,
        "rings_missed": 1,
    }


async def test_every_record_is_as_the_published_schemas_say(live: Worker) -> None:
    await live.place.send(structured(*life("schemas", datetime.now(UTC) - timedelta(minutes=9))))

    async def is_there() -> bool:
        return any(record.key == b"schemas" for record in await live.place.read("contacts"))

    await until(is_there, wanted=True)
    for topic, name in (("contacts", "enriched"), ("metrics", "metric")):
        schema = json.loads((ROOT / "schemas" / "records" / f"{name}.schema.json").read_bytes())
        validator = jsonschema_rs.validator_for(schema, validate_formats=True)
        records = await live.place.read(topic)
        assert records
        for record in records:
            validator.validate(json.loads(record.value))
