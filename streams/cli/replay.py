"""`pasokh replay`."""

from __future__ import annotations

import asyncio
import logging
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from streams.cli.common import BrokerOption, ConfigOption, fail, plain_errors, read_policy, read_settings
from streams.cli.speed import SpeedOption, parse_speed

if TYPE_CHECKING:
    from streams.policy import Policy
    from streams.settings import Settings
    from streams.sources.reading import Reading
    from streams.sources.replay import ReplayCounts

REJECTED_SHOWN = 10
REPORT_WIDTH = 200
"""Columns of a report that goes into a file or a pipe."""
FormatOption = Annotated[
    str, typer.Option("--format", help="What the file is: asterisk-queue-log, csv, events, jsonl.")
]


def replay(
    file: Annotated[Path, typer.Argument(help="The file, plain or .gz.")],
    format: FormatOption,  # noqa: A002 - it is the option's name
    mapping: Annotated[
        Path | None, typer.Option(help="For csv and jsonl: the TOML file that says what the columns mean.")
    ] = None,
    speed: SpeedOption = "max",
    report: Annotated[
        bool, typer.Option("--report", help="Fold it apart from all else and print its numbers.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The report as JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="The report as CSV.")] = False,
    config: ConfigOption = None,
    broker: BrokerOption = None,
) -> None:
    """Send a file of the past as events, or report its numbers by day and queue.

    With --report it uses topics of its own, which it removes; no worker needs to run, and no broker
    either: if none answers it starts one for as long as it takes. Rows that cannot be used are
    counted and named, never lost in silence.

    Example: pasokh replay queue_log --format asterisk-queue-log --report

    Example: pasokh replay january.txt.gz --format csv --mapping bank.toml --report --csv > january.csv
    """
    from streams.sources.mapping import load_mapping
    from streams.sources.outcome import SourceError
    from streams.sources.reading import Reading

    if (as_json or as_csv) and not report:
        raise typer.BadParameter("--json and --csv belong to --report")
    pace = parse_speed(speed)
    if report and pace is not None:
        raise typer.BadParameter("a report is folded as fast as it goes", param_hint="--speed")
    with plain_errors(broker or ""):
        settings = read_settings(config, broker=broker, log_level="warning" if report else None)
        policy = read_policy(settings)
        if not file.is_file():
            raise fail(f"{file}: no such file")
        if report:  # what fails is raised; what a starting broker makes its client say is no news
            logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
        try:
            reading = Reading(file, format, None if mapping is None else load_mapping(mapping))
            policy = in_zone_of(policy, reading)
            with plain_errors(settings.broker):
                if report:
                    print_report(reading, settings, policy, as_json=as_json, as_csv=as_csv)
                else:
                    print_counts(reading, _send(reading, settings, policy, pace))
        except SourceError as error:
            raise fail(str(error)) from None


def in_zone_of(policy: Policy, reading: Reading) -> Policy:
    """Days are those of the policy's time zone; if it names none, those of the mapping's."""
    if policy.tables.timezone is not None or reading.mapping is None or reading.mapping.zone is None:
        return policy
    return replace(policy, timezone=ZoneInfo(reading.mapping.zone))


def print_report(reading: Reading, settings: Settings, policy: Policy, *, as_json: bool, as_csv: bool) -> None:
    """Fold and print; progress goes to standard error."""
    from rich.console import Console

    from streams.app.dying import die
    from streams.app.report import report as fold
    from streams.report.table import tables
    from streams.report.written import to_csv, to_json
    from streams.sources.progress import ReplayProgress

    with ReplayProgress(Console(stderr=True), reading.tally) as progress:
        reading.on_progress = progress.reading
        found = asyncio.run(
            fold(
                reading,
                settings,
                policy,
                on_progress=progress.sending,
                on_counted=progress.counting,
                fatal=die,
            )
        )
    if as_json:
        sys.stdout.write(to_json(found) + "\n")
    elif as_csv:
        sys.stdout.write(to_csv(found))
    else:
        console = Console()
        if not console.is_terminal:
            console.width = REPORT_WIDTH
        console.print(tables(found, f"{policy.default_call.answer_within_us / 1e6:g} s"))


def _send(reading: Reading, settings: Settings, policy: Policy, speed: float | None) -> ReplayCounts:
    from rich.console import Console

    from streams.app.prepare import prepare
    from streams.settings import kafka_security
    from streams.sources.progress import ReplayProgress
    from streams.sources.replay import replay as send

    async def run() -> ReplayCounts:
        await prepare(settings, policy)
        with ReplayProgress(Console(stderr=True), reading.tally) as progress:
            reading.on_progress = progress.reading
            return await send(
                reading,
                bootstrap=settings.broker,
                prefix=settings.prefix,
                partitions=settings.partitions,
                speed=speed,
                on_progress=progress.sending,
                client=kafka_security(settings),
            )

    return asyncio.run(run())


def print_counts(reading: Reading, counts: ReplayCounts) -> None:
    """What was sent, and what could not be."""
    tally = reading.tally
    typer.echo(f"{counts.events} events sent of {tally.rows} rows in {counts.took_s:.1f} s")
    for how in ("filtered", "ignored", "noted", "rejected"):
        for reason, count in getattr(tally, how).items():
            typer.echo(f"{how} {count}: {reason}")
    for line in reading.rejected[:REJECTED_SHOWN]:
        typer.echo(str(line), err=True)
