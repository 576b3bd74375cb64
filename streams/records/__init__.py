"""What goes out: one struct per record, `encode` for all of them, and a `decode_*` for each reader."""

from typing import Final

import msgspec

from streams.records.alert import AlertRecord, alert_key
from streams.records.base import Channel, ContactChannel, Record, Scope, ScopeKind, Words, joined_key
from streams.records.contact import (
    ENRICHED_SUFFIX,
    SPOKEN_FIELDS,
    Abuse,
    Apology,
    Contact,
    ContactState,
    Deadline,
    DeadlineState,
    Enriched,
    EnrichedData,
    Language,
    Mood,
    Outcome,
    Persona,
    TextFacts,
    shown,
)
from streams.records.customer import CustomerRecord
from streams.records.dead_letter import DeadLetter
from streams.records.metric import (
    SLIDING_WINDOWS,
    Duration,
    Gauge,
    Interval,
    MetricRecord,
    SlidingWindow,
    Topic,
    WindowFigures,
    metric_key,
)

__all__ = [
    "ENRICHED_SUFFIX",
    "SLIDING_WINDOWS",
    "SPOKEN_FIELDS",
    "Abuse",
    "AlertRecord",
    "Apology",
    "Channel",
    "Contact",
    "ContactChannel",
    "ContactState",
    "CustomerRecord",
    "DeadLetter",
    "Deadline",
    "DeadlineState",
    "Duration",
    "Enriched",
    "EnrichedData",
    "Gauge",
    "Interval",
    "Language",
    "MetricRecord",
    "Mood",
    "Outcome",
    "Persona",
    "Record",
    "Scope",
    "ScopeKind",
    "SlidingWindow",
    "TextFacts",
    "Topic",
    "WindowFigures",
    "Words",
    "alert_key",
    "decode_alert",
    "decode_customer",
    "decode_dead_letter",
    "decode_enriched",
    "decode_metric",
    "encode",
    "joined_key",
    "metric_key",
    "shown",
]

_encoder: Final = msgspec.json.Encoder()


def encode(record: Record) -> bytes:
    """JSON without spaces; a float that is no number is written as null."""
    return _encoder.encode(record)


decode_enriched: Final = msgspec.json.Decoder(Enriched).decode
decode_metric: Final = msgspec.json.Decoder(MetricRecord).decode
decode_alert: Final = msgspec.json.Decoder(AlertRecord).decode
decode_customer: Final = msgspec.json.Decoder(CustomerRecord).decode
decode_dead_letter: Final = msgspec.json.Decoder(DeadLetter).decode
