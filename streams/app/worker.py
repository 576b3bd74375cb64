"""`pasokh worker`: all stages, their metrics and health page, until told to end."""

import asyncio
import signal
from collections.abc import Callable

import structlog

from streams.app.dying import die
from streams.app.prepare import prepare
from streams.app.stages import build_stages, scorer_of, task_options
from streams.engine.application import Application, EngineOptions
from streams.export.web import serve
from streams.policy import Policy
from streams.settings import Settings, kafka_security

log = structlog.get_logger(__name__)


def build_application(
    settings: Settings, policy: Policy, fatal: Callable[[BaseException], None] = die, *, staffed: bool = True
) -> Application:
    """The engine with the stages of Pasokh, not started; not `staffed`: without that of agents.

    Raises `WeightsError` now, and not at the first message, where the weights that score texts cannot be read.
    """
    if settings.score_text:
        scorer_of(settings.text_weights)
    options = EngineOptions(
        app_id=settings.app_id,
        bootstrap=settings.broker,
        tasks=task_options(settings),
        security=kafka_security(settings),
        session_timeout_s=settings.session_timeout_s,
        watchdog_s=settings.watchdog_s,
    )
    return Application(build_stages(settings, policy, staffed=staffed).all, options, fatal)


async def run_worker(settings: Settings, policy: Policy) -> None:
    """Work until SIGTERM or SIGINT; what was folded by then is committed."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    created = await prepare(settings, policy)
    if created:
        log.info("topics created", topics=created)
    application = build_application(settings, policy)
    async with serve(settings, policy, application):
        await application.start()
        await stop.wait()
        log.info("draining")
        await application.stop()
