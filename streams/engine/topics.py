"""Topics as they must be before anything starts; their partition counts never change."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import TopicAlreadyExistsError, for_code


class WrongTopic(Exception):
    """A topic is there but not as it must be."""


@dataclass(frozen=True)
class TopicSpec:
    """A topic's name, partition count and configuration."""

    name: str
    partitions: int
    config: dict[str, str] = field(default_factory=dict)


COMPACTED = {"cleanup.policy": "compact"}


async def ensure_topics(
    bootstrap: str, specs: Iterable[TopicSpec], security: dict[str, Any], *, replication: int = 1
) -> list[str]:
    """Create what is missing and check the rest; returns the names created.

    Raises `WrongTopic` on another partition count, or when the broker refuses.
    """
    wanted = {spec.name: spec for spec in specs}
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, **security)
    await admin.start()
    try:
        there = {topic["topic"]: topic for topic in await admin.describe_topics()}
        for name, spec in wanted.items():
            if name in there and len(there[name]["partitions"]) != spec.partitions:
                raise WrongTopic(
                    f"topic {name} has {len(there[name]['partitions'])} partitions, not {spec.partitions}: "
                    "the count is fixed for life; set PASOKH_PARTITIONS to it or use another prefix"
                )
        missing = [spec for name, spec in wanted.items() if name not in there]
        if missing:
            response = await admin.create_topics(
                [NewTopic(s.name, s.partitions, replication, topic_configs=s.config) for s in missing]
            )
            for name, code, *message in response.topic_errors:
                error = for_code(code)
                if code and error is not TopicAlreadyExistsError:
                    raise WrongTopic(f"topic {name} could not be created: {error.__name__} {message}")
        return [spec.name for spec in missing]
    finally:
        await admin.close()


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
