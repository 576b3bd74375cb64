"""The topics that an installation needs, and making those that are missing."""

from streams.app.stages import build_stages
from streams.app.topics import topic_specs
from streams.engine.topics import TopicSpec, ensure_topics
from streams.policy import Policy
from streams.settings import Settings, kafka_security


def all_topics(settings: Settings, policy: Policy) -> list[TopicSpec]:
    """Every topic of the installation, those of its stages' ledgers among them."""
    return topic_specs(settings, build_stages(settings, policy).all)


async def prepare(settings: Settings, policy: Policy) -> list[str]:
    """Create the topics that are missing; returns their names."""
    specs = all_topics(settings, policy)
    return await ensure_topics(settings.broker, specs, kafka_security(settings), replication=settings.replication)
