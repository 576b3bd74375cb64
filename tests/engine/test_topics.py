"""Topics that are there already are used only if they are as they must be."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import TopicAuthorizationFailedError
from structlog.testing import capture_logs

from streams.engine.topics import TopicSpec, WrongTopic, ensure_topics, faults

if TYPE_CHECKING:
    from tests.conftest import RunningBroker

COMPACT, EITHER = ("compact",), ("compact", "compact,delete")


def named(name: str) -> str:
    return f"{name}-{uuid4().hex[:8]}"


async def made(broker: RunningBroker, **config: str) -> str:
    """A topic of one partition that somebody created with this configuration."""
    name = named("made")
    settings = {key.replace("_", "."): value for key, value in config.items()}
    assert await ensure_topics(broker.address, [TopicSpec(name, 1, settings)], {}) == [name]
    return name


def wanting(name: str, key: str, values: tuple[str, ...], partitions: int = 1) -> TopicSpec:
    return TopicSpec(name, partitions, {}, {key: values})


async def test_what_is_missing_is_created_once(broker: RunningBroker) -> None:
    spec = TopicSpec(named("new"), 2, {"cleanup.policy": "compact"}, {"cleanup.policy": COMPACT})
    assert await ensure_topics(broker.address, [spec], {}) == [spec.name]
    assert await ensure_topics(broker.address, [spec], {}) == []


async def test_one_that_the_broker_does_not_list_yet_is_checked_all_the_same(
    broker: RunningBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = await made(broker)
    listed = AIOKafkaAdminClient.list_topics
    looks = 0

    async def list_late(self: AIOKafkaAdminClient) -> Any:
        nonlocal looks
        looks += 1
        return await listed(self) if looks > 2 else []

    async def describe_late(self: AIOKafkaAdminClient, *args: Any) -> Any:
        return await described(self, *args) if looks else []

    described = AIOKafkaAdminClient.describe_topics
    monkeypatch.setattr(AIOKafkaAdminClient, "list_topics", list_late)
    monkeypatch.setattr(AIOKafkaAdminClient, "describe_topics", describe_late)
    with pytest.raises(WrongTopic, match=f"topic {name} has 1 partitions, not 3"):
        await ensure_topics(broker.address, [TopicSpec(name, 3)], {})


async def test_another_partition_count_is_refused(broker: RunningBroker) -> None:
    name = await made(broker)
    with pytest.raises(WrongTopic, match=f"topic {name} has 1 partitions, not 3"):
        await ensure_topics(broker.address, [TopicSpec(name, 3)], {})


async def test_a_ledger_that_is_not_compacted_is_refused_with_the_command_that_mends_it(broker: RunningBroker) -> None:
    name = await made(broker, cleanup_policy="delete")
    with pytest.raises(WrongTopic) as refused:
        await ensure_topics(broker.address, [wanting(name, "cleanup.policy", COMPACT)], {})
    assert f"topic {name} has cleanup.policy=delete, not compact" in str(refused.value)
    assert (
        f"kafka-configs.sh --bootstrap-server {broker.address} --alter --entity-type topics --entity-name {name} "
        "--add-config cleanup.policy=compact"
    ) in str(refused.value)


@pytest.mark.parametrize("policy", ["compact,delete", "delete,compact"])
async def test_a_topic_that_also_expires_is_refused_where_its_keys_must_stay(
    broker: RunningBroker, policy: str
) -> None:
    name = await made(broker, cleanup_policy=policy)
    with pytest.raises(WrongTopic, match="not compact"):
        await ensure_topics(broker.address, [wanting(name, "cleanup.policy", COMPACT)], {})
    assert await ensure_topics(broker.address, [wanting(name, "cleanup.policy", EITHER)], {}) == []


async def test_an_empty_value_is_one_too(broker: RunningBroker) -> None:
    name = await made(broker, cleanup_policy="")
    assert await ensure_topics(broker.address, [wanting(name, "cleanup.policy", ("delete", ""))], {}) == []
    with pytest.raises(WrongTopic, match=r"has cleanup\.policy=empty, not compact"):
        await ensure_topics(broker.address, [wanting(name, "cleanup.policy", COMPACT)], {})


async def test_all_that_is_wrong_is_said_at_once_and_nothing_is_created(broker: RunningBroker) -> None:
    policy, stamp, missing = await made(broker, cleanup_policy="delete"), await made(broker), named("missing")
    specs = [
        wanting(policy, "cleanup.policy", EITHER, partitions=2),
        wanting(stamp, "message.timestamp.type", ("LogAppendTime",)),
        TopicSpec(missing, 1),
    ]
    with pytest.raises(WrongTopic) as refused:
        await ensure_topics(broker.address, specs, {})
    lines = str(refused.value).splitlines()
    assert len(lines) == 3
    assert "has 1 partitions, not 2" in lines[0]
    assert "has cleanup.policy=delete, not compact or compact,delete" in lines[1]
    assert f"topic {stamp} has message.timestamp.type=CreateTime, not LogAppendTime" in lines[2]
    assert await ensure_topics(broker.address, [TopicSpec(missing, 1)], {}) == [missing]


async def test_a_topic_mended_by_its_configuration_is_taken(broker: RunningBroker) -> None:
    name = await made(broker)
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.address)
    await admin.start()
    await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, name, {"cleanup.policy": "compact"})])
    await admin.close()
    assert await ensure_topics(broker.address, [wanting(name, "cleanup.policy", COMPACT)], {}) == []


async def test_a_key_that_nobody_wants_may_be_anything(broker: RunningBroker) -> None:
    name = await made(broker, retention_ms="1000")
    assert await ensure_topics(broker.address, [TopicSpec(name, 1, {"retention.ms": "2000"})], {}) == []


class Closed:
    """An admin client without the right to look at configurations."""

    async def describe_topics(self) -> list[dict[str, Any]]:
        return [{"topic": "ledger", "partitions": [0]}]

    async def describe_configs(self, _: Any) -> list[Any]:
        denied = TopicAuthorizationFailedError.errno
        return [SimpleNamespace(resources=[(denied, None, 2, "ledger", [])])]


async def test_without_the_right_to_look_that_is_said_and_the_worker_starts() -> None:
    admin: Any = Closed()
    with capture_logs() as logs:
        assert await faults(admin, [wanting("ledger", "cleanup.policy", COMPACT)], "kafka:9092") == []
    assert [(log["log_level"], log["topic"], log["error"]) for log in logs] == [
        ("warning", "ledger", "TopicAuthorizationFailedError")
    ]
