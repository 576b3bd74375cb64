"""What goes out on `alerts`: a threshold crossed or a deadline in danger, one record a change."""

from typing import Annotated, Literal

import msgspec

from streams.records.base import Record, Scope, Words, joined_key


class AlertRecord(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """`sequence` grows by one with every change under the same key, so a reader sees gaps and repeats."""

    rule: str
    kind: Literal["threshold", "deadline"]
    scope: Scope
    state: Literal["pending", "firing", "resolved", "imminent", "breached", "achieved", "achieved_late", "cancelled"]
    severity: Literal["page", "ticket", "info"]
    sequence: Annotated[int, msgspec.Meta(ge=1)]
    value: float | None
    threshold: float | None
    unit: str
    started_at: str
    changed_at: str
    text: Words
    runbook: str
    contact_id: str | None = None
    customer_id: str | None = None
    due_at: str | None = None


def alert_key(record: AlertRecord) -> bytes:
    """`<rule>/<scope kind>/<id>`: one alert lives under one key from its first record to its last.

    A deadline belongs to one contact, so its contact stands in place of the scope.
    """
    if record.contact_id is not None:
        return joined_key(record.rule, "contact", record.contact_id)
    return joined_key(record.rule, record.scope.kind, record.scope.id)
