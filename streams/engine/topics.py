"""Topics as they must be before anything starts; their partition counts never change."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import TopicAlreadyExistsError, for_code

log = structlog.get_logger(__name__)


class WrongTopic(Exception):
    """Topics are there but not as they must be; one line each."""


@dataclass(frozen=True)
class TopicSpec:
    """A topic's name, partition count and configuration."""

    name: str
    partitions: int
    config: dict[str, str] = field(default_factory=dict)
    """What it is created with; an operator may change it later, but for what is required."""
    required: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys without which numbers would be wrong: the values that will do, the best one first."""


COMPACTED = {"cleanup.policy": "compact"}
LOOK_EVERY_S = 0.1
LOOKS = 100


async def ensure_topics(
    bootstrap: str, specs: Iterable[TopicSpec], security: dict[str, Any], *, replication: int = 1
) -> list[str]:
    """Create what is missing and check the rest; returns the names created.

    Raises `WrongTopic` when one is not as it must be, before anything is created, or when the broker refuses.
    """
    wanted = {spec.name: spec for spec in specs}
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, **security)
    await admin.start()
    try:
        await _refuse_wrong(admin, wanted.values(), bootstrap)
        there = set(await admin.list_topics())
        missing = [spec for name, spec in wanted.items() if name not in there]
        found = await _create(admin, missing, replication) if missing else set()
        if found:  # made by others just now, or before and not told to every broker yet
            await _until_shown(admin, found)
            await _refuse_wrong(admin, [wanted[name] for name in found], bootstrap)
        return [spec.name for spec in missing if spec.name not in found]
    finally:
        await admin.close()


async def _refuse_wrong(admin: AIOKafkaAdminClient, specs: Iterable[TopicSpec], bootstrap: str) -> None:
    if wrong := await faults(admin, specs, bootstrap):
        raise WrongTopic("\n".join(wrong))


async def _create(admin: AIOKafkaAdminClient, specs: list[TopicSpec], replication: int) -> set[str]:
    """Create them; returns the names of those that were there after all."""
    response = await admin.create_topics(
        [NewTopic(spec.name, spec.partitions, replication, topic_configs=spec.config) for spec in specs]
    )
    there = set()
    for name, code, *message in response.topic_errors:
        error = for_code(code)
        if error is TopicAlreadyExistsError:
            there.add(name)
        elif code:
            raise WrongTopic(f"topic {name} could not be created: {error.__name__} {message}")
    return there


async def _until_shown(admin: AIOKafkaAdminClient, names: set[str]) -> None:
    """A broker may list a topic a moment after it can say that it exists."""
    for _ in range(LOOKS):
        if names <= set(await admin.list_topics()):
            return
        await asyncio.sleep(LOOK_EVERY_S)
    raise WrongTopic(f"topics {sorted(names)} are said to exist, but the broker does not list them")


async def faults(admin: AIOKafkaAdminClient, specs: Iterable[TopicSpec], bootstrap: str) -> list[str]:
    """What is wrong with the topics that are there, and how to mend it; `bootstrap` is for the commands."""
    counts = {topic["topic"]: len(topic["partitions"]) for topic in await admin.describe_topics()}
    present = [spec for spec in specs if spec.name in counts]
    configs = await _configs(admin, [spec for spec in present if spec.required])
    found = []
    for spec in present:
        if counts[spec.name] != spec.partitions:
            found.append(
                f"topic {spec.name} has {counts[spec.name]} partitions, not {spec.partitions}: "
                "the count is fixed for life; set PASOKH_PARTITIONS to it or use another prefix"
            )
        found += _wrong_values(spec, configs.get(spec.name, {}), bootstrap)
    return found


async def _configs(admin: AIOKafkaAdminClient, specs: list[TopicSpec]) -> dict[str, dict[str, str]]:
    """The values in force of the required keys, by topic; the broker's defaults are among them."""
    if not specs:
        return {}
    asked = [ConfigResource(ConfigResourceType.TOPIC, spec.name, dict.fromkeys(spec.required)) for spec in specs]
    found = {}
    for response in await admin.describe_configs(asked):
        for code, _, _, name, entries in response.resources:
            if code:  # no right to look is no proof of a fault
                log.warning("a topic's configuration could not be checked", topic=name, error=for_code(code).__name__)
                continue
            found[name] = {key: value for key, value, *_ in entries}
    return found


def _wrong_values(spec: TopicSpec, config: Mapping[str, str | None], bootstrap: str) -> Iterator[str]:
    for key, values in spec.required.items():
        found = config.get(key)
        if found is None or _parts(found) in map(_parts, values):
            continue
        wanted = " or ".join(value or "empty" for value in values)
        best = f"[{values[0]}]" if "," in values[0] else values[0]
        yield (
            f"topic {spec.name} has {key}={found or 'empty'}, not {wanted}; mend it by: "
            f"kafka-configs.sh --bootstrap-server {bootstrap} --alter --entity-type topics "
            f"--entity-name {spec.name} --add-config {key}={best}"
        )


def _parts(value: str) -> set[str]:
    """A list of values in any order is the same."""
    return {part.strip() for part in value.split(",")}


async def delete_topics(bootstrap: str, names: Iterable[str], security: dict[str, Any]) -> None:
    """Remove topics; one that is not there is no error."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, **security)
    await admin.start()
    try:
        there = set(await admin.list_topics())
        doomed = [name for name in names if name in there]
        if doomed:
            await admin.delete_topics(doomed)
    finally:
        await admin.close()
