"""A dead letter can be listed, shown and, once its cause is mended, sent again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.e2e.command import run
from tests.e2e.installation import Installation, Worker, event, structured, until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import RunningBroker


@pytest.mark.timeout(180)
async def test_dead_letters_can_be_listed_shown_and_sent_again(broker: RunningBroker, tmp_path: Path) -> None:
    place = Installation(broker.address, tmp_path)
    now = datetime.now(UTC)
    [big] = structured(event("queued", "big", now, queue="late", topic="t" * 200, note="n" * 2_000))
    [small] = structured(event("queued", "small", now, queue="late"))
    own = {"broker": place.broker, "prefix": place.prefix}

    async def offered() -> int:
        days = [one for key, one in (await place.latest()).items() if key.startswith("queue/late/call/P1D/")]
        return sum(day["counts"]["offered"] for day in days)

    with Worker(place, max_event_bytes="1024"):
        await place.send([big, small])
        await until(offered, 1)
    [letter] = await place.read("deadletters")
    where = f"{letter.partition}:{letter.offset}"
    listed = run("deadletters", "list", "--reason", "too_large", folder=tmp_path, **own)
    assert b"1 dead letters: too_large 1" in listed.stdout, listed
    assert b"too_large" in run("deadletters", "show", where, folder=tmp_path, **own).stdout
    assert run("deadletters", "show", where, "--raw", folder=tmp_path, **own).stdout == big.value
    with Worker(place):
        for which in (where, "--all"):  # sent twice, it still counts once
            assert run("deadletters", "resend", which, folder=tmp_path, **own).stdout == b"1 sent again\n"
        await until(offered, 2)
        await place.send(structured(event("queued", "last", now, queue="late")))
        await until(offered, 3)
        assert len(await place.read("deadletters")) == 1
