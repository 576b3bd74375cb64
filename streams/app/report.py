"""`pasokh replay --report`: a file folded on topics of its own, in event time, and what came of it."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from streams.agents.stage import Agents
from streams.app.prepare import all_topics, prepare
from streams.app.reported import COLUMNS
from streams.app.totals import read_totals
from streams.app.worker import build_application
from streams.broker import Broker
from streams.contacts.stage import Contacts
from streams.engine.application import Application
from streams.engine.topics import delete_topics
from streams.policy import Policy
from streams.records import MetricRecord
from streams.report.build import build
from streams.report.collect import collect, collect_dead_letters
from streams.report.lines import FileFigures, Report, Whole
from streams.rollups.stage import Rollups
from streams.settings import Settings, kafka_security
from streams.sources.reading import Reading
from streams.sources.replay import ReplayCounts, replay

REPORT_PARTITIONS = 2
"""One process folds a report, and each partition costs it transactions."""
CLOSE_AFTER_US = 3 * 86_400_000_000
"""Past the last event every contact has expired and every day is complete."""
ANY_TIME_US = 100 * 366 * 86_400_000_000
"""A file may be of any time: no other's clock is pushed by it."""
LOOK_EVERY_S = 0.05
EXAMPLES = 20
ANSWER_WITHIN_S = 3.0


async def report(
    reading: Reading,
    settings: Settings,
    policy: Policy,
    *,
    on_progress: Callable[[ReplayCounts], None] | None = None,
    on_counted: Callable[[int], None] | None = None,
    fatal: Callable[[BaseException], None],
) -> Report:
    """Fold the file from its first event to its last and remove every trace from the broker."""
    async with somewhere(settings) as own:
        await prepare(own, policy)
        application = build_application(own, policy, fatal, staffed=False)  # no line of it is of agents
        await application.start()
        try:
            counts = await replay(
                reading,
                bootstrap=own.broker,
                prefix=own.prefix,
                partitions=own.partitions,
                tick_after_us=CLOSE_AFTER_US,
                ahead_us=ANY_TIME_US,
                on_progress=on_progress,
                client=kafka_security(own),
            )
            if counts.ticked_us is not None:
                await folded(application, counts.ticked_us - round(own.disorder_s * 1e6), on_counted)
            records = await collect(own.broker, own.prefix, kafka_security(own))
            wholes = await read_totals(own, policy)
            dead, _ = await collect_dead_letters(own.broker, own.prefix, kafka_security(own))
        finally:
            await application.stop()
            names = [spec.name for spec in all_topics(own, policy)]
            await delete_topics(own.broker, names, kafka_security(own))
    return put_together(records, wholes, policy, reading, dead)


def put_together(
    records: list[MetricRecord], wholes: list[Whole], policy: Policy, reading: Reading, dead: Mapping[str, int]
) -> Report:
    """The report of these figures by the policy's days."""
    tally = reading.tally
    return build(
        records,
        wholes,
        policy.timezone,
        COLUMNS,
        file=FileFigures(
            file=str(reading.path),
            rows=tally.rows,
            events=dict(tally.events),
            filtered=dict(tally.filtered),
            ignored=dict(tally.ignored),
            noted=dict(tally.noted),
            rejected=dict(tally.rejected),
            examples=[str(line) for line in reading.rejected[:EXAMPLES]],
        ),
        dead_letters=Counter(dead),
    )


@asynccontextmanager
async def somewhere(settings: Settings) -> AsyncIterator[Settings]:
    """Settings for a report: own prefix and group, on the broker given or, if none answers, on one of its own."""
    name = uuid4().hex[:8]
    changes = {
        "prefix": f"{settings.prefix}report-{name}.",
        "app_id": f"{settings.app_id}-report-{name}",
        "partitions": REPORT_PARTITIONS,
        "time_source": "event",
        "ahead_s": ANY_TIME_US / 1e6,
        "ticket_reopen_s": ANY_TIME_US / 1e6,  # no ticket is forgotten: any may be reopened before the end of the file
    }
    if await answers(settings):
        yield settings.model_copy(update=changes)
        return
    with TemporaryDirectory(prefix="pasokh-") as folder:
        broker = Broker(data_dir=Path(folder) / "broker")
        await asyncio.to_thread(broker.start)
        try:
            own = {"broker": broker.address, "security_protocol": "PLAINTEXT", "replication": 1}
            yield settings.model_copy(update=changes | own)
        finally:
            await asyncio.to_thread(broker.stop)


async def answers(settings: Settings) -> bool:
    """Whether anybody listens where the settings say a broker is."""
    for server in settings.broker.split(","):
        host, _, port = server.rpartition(":")
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(ANSWER_WITHIN_S):
                _, writer = await asyncio.open_connection(host.strip("[]"), int(port))
            writer.close()
            return True
    return False


async def folded(application: Application, until_us: int, on_counted: Callable[[int], None] | None = None) -> None:
    """Wait until every task's time has come to `until_us` and everything it says is committed.

    `on_counted` is told how many events were folded so far.
    """
    tasks = application.runner.tasks
    while not (tasks and all(_through(task, until_us) for task in _tasks(application))):
        if on_counted is not None:
            on_counted(sum(task.figures.events for task in tasks.values() if isinstance(task.logic, Contacts)))
        await asyncio.sleep(LOOK_EVERY_S)


def _tasks(application: Application) -> list[tuple[bool, int | None]]:
    found = []
    for task in application.runner.tasks.values():
        quiet = not (task.paused or task.dirty or task.committing or task.logic.pending())
        logic = task.logic
        if isinstance(logic, Agents | Rollups):  # their time is what others tell them
            found.append((quiet, logic.times.now_us))
        else:
            found.append((quiet, task.figures.now_us))
    return found


def _through(task: tuple[bool, int | None], until_us: int) -> bool:
    quiet, now_us = task
    return quiet and now_us is not None and now_us >= until_us
