"""A Faust application whose agents are the stages of one runner."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import faust
from yarl import URL

from streams.engine.clients import Clients
from streams.engine.runner import Runner
from streams.engine.stage import Stage
from streams.engine.task import TaskOptions
from streams.engine.transport import BatchConsumer, BatchTransport
from streams.engine.watchdog import Watchdog

RECOVERY_TIMEOUT_S = 900.0
"""Faust goes on as if all were well when a recovery takes longer than this; the watchdog is there before."""
BUFFERED_BATCHES = 8
POLL_RECORDS = 4_000
FETCH_BYTES = 4 << 20


Fatal = Callable[[BaseException], None]


@dataclass(frozen=True)
class EngineOptions:
    """What the engine needs to know of an application."""

    app_id: str
    bootstrap: str
    tasks: TaskOptions
    security: dict[str, Any] = field(default_factory=dict)
    session_timeout_s: float = 10.0
    watchdog_s: float = 60.0


class Application:
    """Starts and stops a Faust app with its runner; `fatal` is called with what must end the process."""

    def __init__(self, stages: Sequence[Stage], options: EngineOptions, fatal: Fatal) -> None:
        clients = Clients(options.bootstrap, options.app_id, options.security)
        self.runner = Runner(stages, clients, options.tasks, topics=lambda stage: stage.inputs, fatal=fatal)
        self.faust = _faust_app(options)
        transport = BatchTransport(
            [URL(f"kafka://{server}") for server in options.bootstrap.split(",")],
            self.faust,
            topics=frozenset(topic for stage in stages for topic in stage.inputs),
            seek=self.runner.seek,
            security=options.security,
        )
        self.runner.delivered = transport.delivered
        self.faust.transport = transport
        for stage in stages:
            attach(self.faust, stage, self.runner, fatal)
        self._watchdog = Watchdog(self.runner, options.watchdog_s, fatal)
        self._fatal = fatal
        self._ticking: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Join the group and begin; returns before partitions are assigned (see `Runner.ready`)."""
        self.faust.on_partitions_revoked.connect(self._revoked)
        self.faust.on_partitions_assigned.connect(self._assigned)
        self.faust.finalize()
        await self.faust.start()
        self._ticking = asyncio.create_task(self._tick())
        self._watchdog.start()

    async def _revoked(self, *_: Any, **__: Any) -> None:
        await self.runner.pause()

    async def _assigned(self, *sender_and_assigned: Any, **_: Any) -> None:
        if not any(sender_and_assigned[1:]):  # Faust seeks nothing then, so nobody else would give the tasks up
            await self.runner.seek(set())

    async def _tick(self) -> None:
        try:
            await self.runner.pass_time(lambda: cast("BatchConsumer", self.faust.consumer))
        except Exception as error:  # noqa: BLE001 - a task whose time stands still must not live on
            self._fatal(error)

    async def stop(self) -> None:
        """Drain: commit what was folded, leave the group; also in the middle of a recovery, which is broken off."""
        self._watchdog.stop()
        if self._ticking is not None:
            self._ticking.cancel()
        await self.runner.close()
        await self.faust.stop()


def attach(app: faust.App, stage: Stage, runner: Runner, fatal: Fatal) -> None:
    """Give `app` an agent that hands the stage's batches to its tasks."""

    async def fold(stream: faust.StreamT[Any]) -> None:
        async for event in stream.events():
            message = event.message
            if message.generation_id != app.consumer_generation_id:
                continue
            try:
                await runner.process(message)
            except Exception as error:  # noqa: BLE001 - Faust would start the agent anew and go on past the batch
                fatal(error)

    channel = app.topic(*stage.inputs, key_serializer="raw", value_serializer="raw", acks=False)
    app.agent(channel, name=stage.name)(fold)


class BareApp(faust.App):
    """State lives in the ledger: Faust needs no data folder, and starts nothing once a recovery is over."""

    def _create_directories(self) -> None:
        """None."""

    async def on_started(self) -> None:
        """Not waiting for the first recovery, as Faust does: the process has to hear of a stop, and tell of itself."""


def _faust_app(options: EngineOptions) -> faust.App:
    return BareApp(
        options.app_id,
        broker=[f"kafka://{server}" for server in options.bootstrap.split(",")],
        store="memory://",
        web_enabled=False,
        topic_partitions=options.tasks.partitions,
        topic_disable_leader=True,
        topic_allow_declare=False,
        consumer_auto_offset_reset="earliest",
        consumer_max_fetch_size=FETCH_BYTES,
        broker_max_poll_records=POLL_RECORDS,
        broker_max_poll_interval=2 * RECOVERY_TIMEOUT_S,
        broker_request_timeout=RECOVERY_TIMEOUT_S,
        broker_session_timeout=options.session_timeout_s,
        broker_heartbeat_interval=options.session_timeout_s / 5,
        stream_buffer_maxsize=BUFFERED_BATCHES,
        stream_wait_empty=False,
        producer_linger=0.005,
    )
