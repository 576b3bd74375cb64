"""`pasokh deadletters`: a record is found, shown as it came, and sent again once the cause is mended."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.command import run
from tests.e2e.installation import Installation, Sent, Worker, event, structured, until

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

LARGE = "x" * 4_000


@pytest.mark.timeout(180)
async def test_a_record_refused_as_too_large_is_sent_again_and_counts_once(broker: Any, tmp_path: Path) -> None:
    place = Installation(broker.address, tmp_path)
    now = datetime.now(UTC)
    small, large = event("queued", "c1", now, queue="billing"), event("queued", "c2", now, queue="billing", topic="t")
    (oversized,) = structured(large | {"comment": LARGE})  # an extension attribute: ignored, but it has to be read

    def deadletters(*arguments: str) -> CompletedProcess[bytes]:
        return run("deadletters", *arguments, folder=tmp_path, **place.settings())

    async def letters() -> int:
        return len(await place.read("deadletters"))

    async def offered() -> int:
        day = [one for key, one in (await place.latest()).items() if key.startswith("queue/billing/call/P1D/")]
        return sum(one["counts"].get("offered", 0) for one in day)

    with Worker(place, max_event_bytes="2000"):
        await place.send([*structured(small), oversized, Sent(b"junk", b"c3")])
        await until(letters, 2)
        await until(offered, 1)

    listed = deadletters("list")
    assert listed.returncode == 0, listed.stderr.decode()
    assert b"too_large" in listed.stdout
    assert b"not_json" in listed.stdout
    assert b"2 dead letters" in listed.stdout
    only = deadletters("list", "--reason", "too_large").stdout
    assert b"1 dead letters: too_large 1" in only
    where = next(
        word for line in only.decode().splitlines() if "too_large" in line for word in line.split() if ":" in word
    )

    shown = deadletters("show", where)
    assert b"too_large" in shown.stdout
    assert LARGE.encode() in shown.stdout
    assert deadletters("show", where, "--raw").stdout == oversized.value
    nowhere = deadletters("show", "1:999")
    assert (nowhere.returncode, b"no dead letter at 1:999" in nowhere.stderr) == (2, True)
    assert deadletters("resend").returncode == 2, "all of them only when it is said"
    assert b"no dead letter at 0:998" in deadletters("resend", "0:998").stderr

    with Worker(place) as worker:
        again = deadletters("resend", where)
        assert again.stdout == b"1 sent again\n", again.stderr.decode()
        await until(offered, 2)
        assert deadletters("resend", "--reason", "too_large").returncode == 0
        assert deadletters("resend", "--all").stdout == b"2 sent again\n"
        await until(letters, 3)
        assert await offered() == 2, "sent three times, known by its id"
        ids = [json.loads(record.value)["id"] for record in await place.read("contacts")]
        assert sorted(ids) == sorted([small["id"], large["id"]])
        assert 'reason="not_json"' in worker.get("/metrics")[1]
