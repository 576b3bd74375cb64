"""One contestant in a process of its own: `python -m benchmarks.contestants NAME BOOTSTRAP TOPIC COUNT`."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from uuid import uuid4

from benchmarks.measure import Stopwatch
from benchmarks.standard_job import raw, stock_faust
from benchmarks.standard_job.load import PARTITIONS
from benchmarks.standard_job.stage import StandardJob
from streams.app.dead import dead_letter
from streams.app.dying import die
from streams.app.stages import build_stages
from streams.engine.application import Application, EngineOptions
from streams.engine.stage import Stage
from streams.engine.task import TaskOptions
from streams.engine.topics import COMPACTED, TopicSpec, ensure_topics
from streams.policy import Policy
from streams.settings import Settings

Contestant = Callable[[str, str, int, Stopwatch], Awaitable[None]]
LOOK_EVERY_S = 0.005


async def bare(bootstrap: str, topic: str, count: int, stopwatch: Stopwatch) -> None:
    """The ceiling."""
    await raw.run(bootstrap, topic, count, stopwatch)


async def stock(bootstrap: str, topic: str, count: int, stopwatch: Stopwatch) -> None:
    """Faust as it comes."""
    await ensure_topics(bootstrap, [TopicSpec(f"{topic}.stock", PARTITIONS)], {})
    await stock_faust.run(bootstrap, topic, f"{topic}.stock", count, stopwatch)


async def standard(bootstrap: str, topic: str, count: int, stopwatch: Stopwatch) -> None:
    """The standard job on our engine."""
    stage = Stage("standard", (topic,), partial(StandardJob, out_topic=f"{topic}.windows"))
    await _run(bootstrap, topic, [stage], [f"{topic}.windows"], count, stopwatch)


async def contacts(bootstrap: str, topic: str, count: int, stopwatch: Stopwatch, *, score_text: bool = True) -> None:
    """The contacts stage with an enriched record for every event."""
    prefix = topic.removesuffix("calls")
    settings = Settings(
        broker=bootstrap, prefix=prefix, partitions=PARTITIONS, time_source="event", score_text=score_text
    )
    stage = build_stages(settings, Policy()).contacts
    others = [name for name in stage.inputs if name != topic]
    outputs = [f"{prefix}{name}" for name in ("contacts", "panes", "staff")]
    await _run(bootstrap, topic, [stage], [*outputs, *others], count, stopwatch)


async def _run(
    bootstrap: str, topic: str, stages: list[Stage], outputs: list[str], count: int, stopwatch: Stopwatch
) -> None:
    run = uuid4().hex[:6]
    prefix = f"{topic}.{run}.ledger."
    specs = [TopicSpec(name, PARTITIONS) for name in [*outputs, f"{topic}.dead"]]
    specs += [TopicSpec(prefix + stage.name, PARTITIONS, COMPACTED) for stage in stages]
    await ensure_topics(bootstrap, specs, {})
    tasks = TaskOptions(
        partitions=PARTITIONS,
        ledger_prefix=prefix,
        dead_letter_topic=f"{topic}.dead",
        dead_letter=dead_letter,
        disorder_us=5_000_000,
        live=False,
        commit_us=250_000,
    )
    application = Application(stages, EngineOptions(f"{topic}.{run}.app", bootstrap, tasks), die)
    await application.start()
    while sum(figures.events for figures in application.runner.figures) == 0:
        await asyncio.sleep(LOOK_EVERY_S)
    stopwatch.start()
    while not _through(application, count):
        await asyncio.sleep(LOOK_EVERY_S)
    stopwatch.stop(count)
    await application.stop()


def _through(application: Application, count: int) -> bool:
    """Everything is folded and committed."""
    done = sum(figures.events for figures in application.runner.figures)
    return done >= count and not any(task.dirty or task.committing for task in application.runner.tasks.values())


CONTESTANTS: dict[str, Contestant] = {
    "bare": bare,
    "stock": stock,
    "standard": standard,
    "contacts": contacts,
    "contacts-unread": partial(contacts, score_text=False),
}


def main() -> None:
    """Run the contestant named."""
    name, bootstrap, topic, count = sys.argv[1:5]
    asyncio.run(_and_leave(CONTESTANTS[name](bootstrap, topic, int(count), Stopwatch())))


async def _and_leave(contestant: Awaitable[None]) -> None:
    """What was measured is printed; Faust as it comes would wait for its threads for ever."""
    await contestant
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
