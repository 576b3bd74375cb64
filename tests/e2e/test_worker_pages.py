"""Health, readiness and Prometheus' page of a live worker; its counters outlive it."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.command import ROOT
from tests.e2e.installation import Installation, Worker, event, structured, until

if TYPE_CHECKING:
    from pathlib import Path


def test_the_workers_pages_answer(live: Worker) -> None:
    assert live.get("/healthz") == (200, "ok\n")
    assert live.get("/readyz") == (200, "ready\n")
    status, text = live.get("/metrics")
    assert status == 200
    for name in ("pasokh_contacts_offered_total", "pasokh_lag_events", "pasokh_commit_seconds_bucket"):
        assert f"\n{name}{{" in text
    assert "# EOF" in live.get("/metrics", "application/openmetrics-text; version=1.0.0")[1]


def test_promtool_finds_nothing_to_complain_of(live: Worker) -> None:
    promtool = shutil.which("promtool") or shutil.which("promtool", path=str(ROOT / ".venv" / "bin"))
    if promtool is None:
        pytest.skip("promtool is not installed")
    text = live.get("/metrics")[1]
    done = subprocess.run(
        [promtool, "check", "metrics"], input=text.encode(), capture_output=True, timeout=30, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


async def test_counters_go_on_after_a_kill(broker: Any, tmp_path: Path) -> None:
    place = Installation(broker.address, tmp_path)

    async def send(first: int, last: int) -> None:
        now = datetime.now(UTC)
        await place.send(structured(*(event("queued", f"c{i}", now, queue="billing") for i in range(first, last))))

    def offered(worker: Worker) -> float | None:
        page = worker.get("/metrics")[1]
        found = re.search(r'pasokh_contacts_offered_total{queue="billing",channel="call"} (\S+)', page)
        return found and float(found[1])

    with Worker(place, session_timeout_s="6") as first:

        async def before() -> float | None:
            return offered(first)

        await send(0, 30)
        await until(before, 30)
        first.kill()
    await send(20, 50)  # ten of them look new: their ids are others
    with Worker(place, session_timeout_s="6") as second:

        async def after() -> float | None:
            return offered(second)

        await until(after, 50)
