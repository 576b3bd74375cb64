"""A dead letter can be listed, shown and, once its cause is mended, sent again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from tests.e2e.command import run
from tests.e2e.outside import Centre, centre, event, when

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import RunningBroker

QUEUED = "call.queued"


async def dead(one: Centre, count: int) -> list[dict[str, Any]]:
    deadline_s = time.monotonic() + 30
    letters: list[dict[str, Any]] = []
    while len(letters) < count and time.monotonic() < deadline_s:
        letters = [orjson.loads(record.value) for record in await one.read("deadletters")]
    return letters


@pytest.mark.timeout(180)
async def test_dead_letters_can_be_listed_shown_and_sent_again(broker: RunningBroker, tmp_path: Path) -> None:
    text = {"queue": "late", "topic": "t" * 200, "customer_id": "c" * 250}
    async with centre(broker.address, tmp_path, max_event_bytes="1024") as one:
        big = event("big", QUEUED, when(), text, note="n" * 2_000)
        await one.send("calls", big, event("small", QUEUED, when(), {"queue": "late"}))
        [letter] = await dead(one, 1)
        assert letter["reason"] == "too_large"
        await one.until("queue/late/call/P1D", lambda m: m["counts"]["offered"] == 1)
        one.end()
        own = {"broker": one.broker, "prefix": one.prefix}
        listed = run("deadletters", "list", "--reason", "too_large", folder=tmp_path, **own)
        assert b"1 dead letters: too_large 1" in listed.stdout, listed
        [record] = await one.read("deadletters")
        place = f"{record.partition}:{record.offset}"
        assert b"too_large" in run("deadletters", "show", place, folder=tmp_path, **own).stdout
        assert run("deadletters", "show", place, "--raw", folder=tmp_path, **own).stdout == orjson.dumps(big)
        one.settings = {}
        one.start()
        await one.ready()
        for which in (place, "--all"):  # sent twice, it still counts once
            assert run("deadletters", "resend", which, folder=tmp_path, **own).stdout == b"1 sent again\n"
        await one.until("queue/late/call/P1D", lambda m: m["counts"]["offered"] == 2)
        await one.send("calls", event("last", QUEUED, when(), {"queue": "late"}))
        assert await one.until("queue/late/call/P1D", lambda m: m["counts"]["offered"] == 3)
        assert len(await one.read("deadletters")) == 1
