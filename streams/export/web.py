"""The worker's own pages: /metrics, /healthz, /readyz."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final, Protocol

import structlog
from aiohttp import web

from streams.export.exporter import Exporter
from streams.export.exporter import Runner as Tasks
from streams.export.queues import Promises

log = structlog.get_logger(__name__)

STUCK_AFTER_S: Final = 30.0
"""Time passes for the tasks many times a second; when it has not for so long, something is stuck."""
COMPRESS_IN_THREAD: Final = 16_384


class Settings(Protocol):
    """The part of the settings that is used here."""

    @property
    def web_host(self) -> str: ...
    @property
    def web_port(self) -> int: ...
    @property
    def label_limit(self) -> int: ...
    @property
    def time_source(self) -> str: ...


class Runner(Tasks, Protocol):
    """The engine's runner."""

    @property
    def ready(self) -> bool: ...
    @property
    def ticked_at_s(self) -> float: ...


class Application(Protocol):
    """The engine's application."""

    @property
    def runner(self) -> Runner: ...


class Pages:
    """Handlers of the three pages."""

    def __init__(self, runner: Runner, exporter: Exporter) -> None:
        self._runner = runner
        self._exporter = exporter
        self._one_at_a_time = asyncio.Lock()

    async def metrics(self, request: web.Request) -> web.Response:
        """Copied here, put into words in a thread: the event loop goes on."""
        accept = request.headers.get("Accept", "")
        async with self._one_at_a_time:
            snapshot = self._exporter.snapshot()
            body, content_type = await asyncio.to_thread(self._exporter.render, snapshot, accept)
        response = web.Response(
            body=body, headers={"Content-Type": content_type}, zlib_executor_size=COMPRESS_IN_THREAD
        )
        response.enable_compression()
        return response

    async def healthz(self, _: web.Request) -> web.Response:
        """200 while time passes for the tasks; a process that stands still should be restarted."""
        quiet_s = time.monotonic() - self._runner.ticked_at_s
        if quiet_s > STUCK_AFTER_S:
            return web.Response(status=503, text=f"nothing moved for {quiet_s:.0f} s\n")
        return web.Response(text="ok\n")

    async def readyz(self, _: web.Request) -> web.Response:
        """200 once partitions are assigned and their state is back."""
        if not self._runner.ready:
            return web.Response(status=503, text="recovering, or not assigned yet\n")
        return web.Response(text="ready\n")


def pages(runner: Runner, exporter: Exporter) -> web.Application:
    """The web application, for whoever runs it."""
    made = Pages(runner, exporter)
    app = web.Application()
    app.add_routes(
        [
            web.get("/metrics", made.metrics),
            web.get("/healthz", made.healthz),
            web.get("/readyz", made.readyz),
        ]
    )
    return app


@asynccontextmanager
async def serve(settings: Settings, promises: Promises, application: Application) -> AsyncIterator[int]:
    """Serve the pages while the context lasts; gives the port. A port that is taken raises OSError."""
    exporter = Exporter(
        application.runner,
        promises,
        label_limit=settings.label_limit,
        live=settings.time_source == "live",
        wall_us=lambda: time.time_ns() // 1000,
    )
    runner = web.AppRunner(pages(application.runner, exporter), access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, settings.web_host, settings.web_port)
        await site.start()
        port: int = runner.addresses[0][1]
        log.info("pages served", url=f"http://{settings.web_host}:{port}", paths=["/metrics", "/healthz", "/readyz"])
        yield port
    finally:
        await runner.cleanup()
