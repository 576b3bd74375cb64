"""`python -m benchmarks [events]`: everything side by side on a broker of its own, bounded, and then it is gone."""

import asyncio
import json
import platform
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from benchmarks import latency, listening, recovery, text
from benchmarks.calls import load_calls
from benchmarks.measure import Measured
from benchmarks.mixed import load_mixed
from benchmarks.standard_job.check import difference
from benchmarks.standard_job.load import PARTITIONS, load
from streams.broker import Broker
from streams.engine.topics import TopicSpec, ensure_topics

STANDARD_EVENTS = 2_000_000
CALL_EVENTS = 1_000_000
STOCK_EVENTS = 20_000
"""Faust as it comes is so slow that more would only take longer."""
KEPT = {"retention.ms": "-1"}
"""The events are of long ago."""
CONTESTANT_TIMEOUT_S = 600
console = Console(width=140)


def contest(name: str, bootstrap: str, topic: str, events: int) -> Measured:
    """Run a contestant in its own process."""
    command = [sys.executable, "-m", "benchmarks.contestants", name, bootstrap, topic, str(events)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=CONTESTANT_TIMEOUT_S, check=False)
    for line in done.stdout.splitlines():
        if line.startswith('{"events"'):
            return Measured(**json.loads(line))
    raise RuntimeError(f"{name} ended with {done.returncode}:\n{done.stderr[-2000:]}")


def compare(rows: list[tuple[str, str, Measured]], baseline: Measured) -> None:
    """Print one line a contestant."""
    table = Table("what", "guarantee", "events", "events/s", "x stock Faust", "CPU s per million", "peak MB")
    for what, guarantee, measured in rows:
        table.add_row(
            what,
            guarantee,
            f"{measured.events:,}",
            f"{measured.per_s:,.0f}",
            f"{measured.per_s / baseline.per_s:,.1f}",
            f"{measured.cpu_s_per_million:.1f}",
            f"{measured.peak_mb:.0f}",
        )
    console.print(table)


async def throughput(bootstrap: str, scale: float) -> None:
    """The standard job and the contacts stage against the bare client and stock Faust."""
    standard, calls = int(STANDARD_EVENTS * scale), int(CALL_EVENTS * scale)
    topics = {"standard": standard, "little": STOCK_EVENTS}
    inputs = ["b.calls", *(f"m.{name}" for name in ("calls", "chats", "tickets"))]
    await ensure_topics(bootstrap, [TopicSpec(name, PARTITIONS, KEPT) for name in [*topics, *inputs]], {})
    expected = {name: await load(bootstrap, name, count) for name, count in topics.items()}
    calls = await load_calls(bootstrap, "b.calls", calls)
    await load_mixed(bootstrap, "m.", calls)
    run = asyncio.to_thread
    bare = await run(contest, "bare", bootstrap, "standard", standard)
    stock = await run(contest, "stock", bootstrap, "little", STOCK_EVENTS)
    ours = await run(contest, "standard", bootstrap, "standard", standard)
    contacts = await run(contest, "contacts", bootstrap, "b.calls", calls)
    mixed = await run(contest, "contacts", bootstrap, "m.calls", calls)
    unread = await run(contest, "contacts-unread", bootstrap, "m.calls", calls)
    rows = [
        ("bare client, sums in memory (ceiling)", "none", bare),
        ("stock Faust: table and windowed table", "at least once", stock),
        ("Pasokh's engine, standard job", "exactly once", ours),
        ("Pasokh's contacts stage, enriched record an event", "exactly once", contacts),
        ("the same, 60 % calls, 30 % chats, 10 % tickets", "exactly once", mixed),
        ("and texts not read", "exactly once", unread),
    ]
    compare(rows, stock)
    dearer = mixed.cpu_s_per_million / contacts.cpu_s_per_million
    console.print(f"an event of the mixed load costs {dearer:.2f} times as much as one of calls alone")
    console.print(f"with its texts read the mixed load keeps {mixed.per_s / unread.per_s:.0%} of its events/s")
    wrong = await difference(bootstrap, "standard.windows", expected["standard"])
    console.print(f"standard job: {len(expected['standard']):,} windows, {wrong} of them differ from the recompute")


async def main() -> None:
    """All of it."""
    scale = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    console.print(f"{platform.machine()}, Python {platform.python_version()}, scale {scale:g}")
    await asyncio.to_thread(text.main)
    with TemporaryDirectory(prefix="pasokh-bench-") as folder:
        broker = Broker(data_dir=Path(folder) / "broker")
        await asyncio.to_thread(broker.start)
        try:
            await throughput(broker.address, scale)
            await recovery.run(broker.address, int(recovery.RECORDS * scale), console)
            await latency.run(broker.address, console)
            await asyncio.to_thread(listening.main)
        finally:
            await asyncio.to_thread(broker.stop)


asyncio.run(main())
