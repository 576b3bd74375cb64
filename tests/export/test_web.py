"""The worker's pages over HTTP."""

import asyncio
import time
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest

from streams.export.web import STUCK_AFTER_S, serve
from streams.policy import Policy
from tests.export.worker import Worker
from tests.rollups.rig import Rig, pane

SETTINGS: Any = SimpleNamespace(web_host="127.0.0.1", web_port=0, label_limit=500, time_source="live")


class Site:
    """A worker whose pages are served."""

    def __init__(self, worker: Worker, url: str, client: aiohttp.ClientSession) -> None:
        self.worker = worker
        self._url = url
        self._client = client

    async def get(self, path: str, **headers: str) -> tuple[int, str, str]:
        async with self._client.get(self._url + path, headers=headers) as answer:
            return answer.status, answer.headers["Content-Type"], await answer.text()


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    rig = Rig()
    rig.fold(pane("1999-01-04T09:00:00Z", offered=1))
    rig.commit()
    worker = Worker(rig)
    worker.ticked_at_s = time.monotonic()
    async with serve(SETTINGS, Policy(), worker) as port, aiohttp.ClientSession() as client:
        yield Site(worker, f"http://127.0.0.1:{port}", client)


async def test_metrics_come_as_classic_text(site: Site) -> None:
    status, content_type, text = await site.get("/metrics")
    assert (status, content_type) == (200, "text/plain; version=0.0.4; charset=utf-8")
    assert 'pasokh_contacts_offered_total{queue="billing",channel="call"} 1\n' in text
    assert "# TYPE pasokh_contacts_offered_total counter\n" in text


async def test_metrics_come_as_openmetrics_for_those_who_accept_it(site: Site) -> None:
    accept = "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.2"
    _, content_type, text = await site.get("/metrics", Accept=accept)
    assert content_type == "application/openmetrics-text; version=1.0.0; charset=utf-8"
    assert "# TYPE pasokh_contacts_offered counter\n" in text
    assert text.endswith("# EOF\n")


async def test_scrapes_at_the_same_time_do_not_disturb_each_other(site: Site) -> None:
    answers = await asyncio.gather(*(site.get("/metrics") for _ in range(5)))
    assert {status for status, _, _ in answers} == {200}
    assert all('pasokh_contacts_offered_total{queue="billing",channel="call"} 1\n' in text for *_, text in answers)


async def test_readyz_tells_whether_the_state_is_back(site: Site) -> None:
    assert (await site.get("/readyz"))[0] == 200
    site.worker.ready = False
    assert (await site.get("/readyz"))[0] == 503


async def test_healthz_tells_when_nothing_moves_any_more(site: Site) -> None:
    assert (await site.get("/healthz"))[0] == 200
    site.worker.ticked_at_s -= STUCK_AFTER_S + 1
    status, _, text = await site.get("/healthz")
    assert status == 503
    assert text.startswith("nothing moved for 31 s")


async def test_health_does_not_wait_for_recovery(site: Site) -> None:
    site.worker.ready = False
    assert (await site.get("/healthz"))[0] == 200


async def test_a_port_that_is_taken_is_an_error(site: Site) -> None:
    port = int(site._url.rsplit(":", 1)[1])
    settings: Any = SimpleNamespace(**{**vars(SETTINGS), "web_port": port})
    with pytest.raises(OSError, match="address already in use"):
        async with serve(settings, Policy(), site.worker):
            pass


async def test_a_worker_without_partitions_still_answers(site: Site) -> None:
    site.worker.rigs = {}
    assert (await site.get("/metrics"))[0] == 200
