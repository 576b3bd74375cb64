"""Every topic of an installation, with the configuration it must have."""

from collections.abc import Iterable

from streams.engine.stage import Stage
from streams.engine.topics import COMPACTED, TopicSpec
from streams.events.topics import INPUT_TOPICS
from streams.settings import Settings

CONTACTS, METRICS, ALERTS, CUSTOMERS = "contacts", "metrics", "alerts", "customers"
DEAD_LETTERS, PANES = "deadletters", "panes"

LARGEST_RECORD_BYTES = 16 << 20
LARGEST_INPUT_BYTES = 8 << 20
"""A dead letter holds the whole record in base64, a third longer, and has to fit as well."""
DAY_MS = 86_400_000
BIG = {"max.message.bytes": str(LARGEST_RECORD_BYTES)}
BROKER_TIME = {"message.timestamp.type": "LogAppendTime"}
"""So that an event's lead over the broker's clock can be told, and old events replayed are not expired at once."""
# A ledger is read whole at recovery: compact it early and in small pieces.
LEDGER = {
    **COMPACTED,
    **BIG,
    "segment.bytes": str(32 << 20),
    "min.cleanable.dirty.ratio": "0.2",
    "max.compaction.lag.ms": "600000",
    "delete.retention.ms": "60000",
}


def ledger_prefix(settings: Settings) -> str:
    """What the ledger topics' names begin with."""
    return settings.topic("ledger.")


def topic_specs(settings: Settings, stages: Iterable[Stage]) -> list[TopicSpec]:
    """All topics, each with the one partition count."""
    configs: dict[str, dict[str, str]] = {
        name: {**BROKER_TIME, "max.message.bytes": str(LARGEST_INPUT_BYTES)} for name in INPUT_TOPICS
    }
    configs |= {
        CONTACTS: dict(BIG),
        METRICS: dict(COMPACTED),
        ALERTS: dict(COMPACTED),
        CUSTOMERS: dict(COMPACTED),
        DEAD_LETTERS: {"retention.ms": str(30 * DAY_MS), **BIG},
        PANES: {"retention.ms": str(7 * DAY_MS)},
    }
    configs |= {f"ledger.{stage.name}": dict(LEDGER) for stage in stages}
    return [TopicSpec(settings.topic(name), settings.partitions, config) for name, config in configs.items()]
