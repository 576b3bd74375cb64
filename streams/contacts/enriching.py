"""The enriched record of an event: what came in, and what is known about its contact by then."""

from collections.abc import Mapping
from typing import Final

import msgspec

from streams.contacts.contact import Contact
from streams.engine.outbox import Outbox
from streams.events.topics import TYPE_NAMES
from streams.events.types import Event
from streams.records import ENRICHED_SUFFIX, SPOKEN_FIELDS, Enriched, EnrichedData, encode, shown

_ENRICHED: Final[Mapping[type[Event], str]] = {kind: name + ENRICHED_SUFFIX for kind, name in TYPE_NAMES.items()}

SPEAKING: Final = frozenset(
    field.type
    for kind in TYPE_NAMES
    for field in msgspec.structs.fields(kind)
    if field.name == "data" and not SPOKEN_FIELDS.isdisjoint(field.type.__struct_fields__)
)
"""Payloads that hold what somebody said."""


class Enricher:
    """Sends enriched records to the topic `contacts`."""

    __slots__ = ("_keep_text", "_out", "_topic")

    def __init__(self, out: Outbox, topic: str, *, keep_text: bool) -> None:
        self._out = out
        self._topic = topic
        self._keep_text = keep_text

    def send(self, event: Event, contact: Contact) -> None:
        """The event with what is known about its contact now."""
        said: msgspec.Struct = event.data  # type: ignore[attr-defined]  # every event but a tick has some
        enriched = Enriched(
            id=event.id,
            source=event.source,
            type=_ENRICHED[type(event)],
            time=event.time,
            subject=event.subject,
            data=EnrichedData(
                event=shown(said, keep_text=False) if type(said) in SPEAKING and not self._keep_text else said,
                contact=contact.described(),
            ),
        )
        self._out.send(self._topic, event.subject.encode(), encode(enriched))
