"""Every topic of an installation, with the configuration it must have."""

from collections.abc import Iterable

from streams.engine.stage import Stage
from streams.engine.topics import COMPACTED, TopicSpec
from streams.events.topics import INPUT_TOPICS
from streams.settings import Settings

CONTACTS, METRICS, ALERTS, CUSTOMERS = "contacts", "metrics", "alerts", "customers"
DEAD_LETTERS, PANES, STAFF = "deadletters", "panes", "staff"

LARGEST_RECORD_BYTES = 16 << 20
LARGEST_INPUT_BYTES = 8 << 20
"""A dead letter holds the whole record in base64, a third longer, and has to fit as well."""
DAY_MS = 86_400_000
BIG = {"max.message.bytes": str(LARGEST_RECORD_BYTES)}
BROKER_TIME = {"message.timestamp.type": "LogAppendTime"}
"""So that an event's lead over the broker's clock can be told, and old events replayed are not expired at once."""
ALL_KEPT = {"cleanup.policy": "delete"}
"""Each record counts: compaction would leave the last of a contact, and refuses dead letters without a key."""
# A ledger is read whole at recovery: compact it early and in small pieces.
LEDGER = {
    **COMPACTED,
    **BIG,
    "segment.bytes": str(32 << 20),
    "min.cleanable.dirty.ratio": "0.2",
    "max.compaction.lag.ms": "600000",
    "delete.retention.ms": "60000",
}

Required = dict[str, tuple[str, ...]]
# Without these numbers go wrong; the rest of a topic's configuration is the operator's to change.
STATE: Required = {"cleanup.policy": ("compact",)}
"""It must never expire."""
LATEST: Required = {"cleanup.policy": ("compact", "compact,delete")}
"""Written for readers, who find the last record of each key."""
ALL: Required = {"cleanup.policy": ("delete", "")}
"""An empty one keeps records for ever."""
INPUT: Required = ALL | {"message.timestamp.type": ("LogAppendTime",)}


def ledger_prefix(settings: Settings) -> str:
    """What the ledger topics' names begin with."""
    return settings.topic("ledger.")


def topic_specs(settings: Settings, stages: Iterable[Stage]) -> list[TopicSpec]:
    """All topics, each with the one partition count, what it is created with, and what of that must stay."""
    inputs = {**BROKER_TIME, **ALL_KEPT, "max.message.bytes": str(LARGEST_INPUT_BYTES)}
    configs: dict[str, dict[str, str]] = {name: dict(inputs) for name in INPUT_TOPICS}
    configs |= {
        CONTACTS: dict(BIG),
        METRICS: _metrics(settings.metrics_keep_days),
        ALERTS: dict(COMPACTED),
        CUSTOMERS: dict(COMPACTED),
        DEAD_LETTERS: {**ALL_KEPT, "retention.ms": str(30 * DAY_MS), **BIG},
        PANES: {**ALL_KEPT, "retention.ms": str(7 * DAY_MS)},
        STAFF: {**ALL_KEPT, "retention.ms": str(7 * DAY_MS)},
    }
    ledgers = [f"ledger.{stage.name}" for stage in stages]
    configs |= {name: dict(LEDGER) for name in ledgers}
    required = {
        **dict.fromkeys(INPUT_TOPICS, INPUT),
        **dict.fromkeys((PANES, STAFF, DEAD_LETTERS), ALL),
        **dict.fromkeys((METRICS, ALERTS, CUSTOMERS), LATEST),
        **dict.fromkeys(ledgers, STATE),
    }
    return [
        TopicSpec(settings.topic(name), settings.partitions, config, required.get(name, {}))
        for name, config in configs.items()
    ]


def _metrics(keep_days: int) -> dict[str, str]:
    if not keep_days:
        return dict(COMPACTED)
    return {"cleanup.policy": "compact,delete", "retention.ms": str(keep_days * DAY_MS)}
