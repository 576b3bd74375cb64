"""The enriched record of an event: what came in, and what is known about its contact by then."""

from collections.abc import Mapping
from typing import Final

import msgspec

from streams.contacts.contact import Contact
from streams.engine.outbox import Outbox
from streams.engine.partitions import partition_of
from streams.events.topics import TYPE_NAMES
from streams.events.types import Event
from streams.records import ENRICHED_SUFFIX, Enriched, EnrichedData, encode, shown

_ENRICHED: Final[Mapping[type[Event], str]] = {kind: name + ENRICHED_SUFFIX for kind, name in TYPE_NAMES.items()}


class Enricher:
    """Sends enriched records to the topic `contacts`."""

    __slots__ = ("_keep_text", "_out", "_partition_count", "_partitions", "_topic")

    def __init__(self, out: Outbox, topic: str, partitions: int, *, keep_text: bool) -> None:
        self._out = out
        self._topic = topic
        self._keep_text = keep_text
        self._partition_count = partitions
        self._partitions: dict[str, int] = {}
        """Where a contact's enriched records go, so that its key is hashed once."""

    def send(self, event: Event, key: str, contact: Contact) -> None:
        """`key` is the contact's, the same for all its events."""
        subject = event.subject.encode()
        partition = self._partitions.get(key)
        if partition is None:
            partition = self._partitions[key] = partition_of(subject, self._partition_count)
        data: msgspec.Struct = event.data  # type: ignore[attr-defined]  # every event but a tick has some
        enriched = Enriched(
            id=event.id,
            source=event.source,
            type=_ENRICHED[type(event)],
            time=event.time,
            subject=event.subject,
            data=EnrichedData(event=shown(data, keep_text=self._keep_text), contact=contact.described()),
        )
        self._out.send(self._topic, subject, encode(enriched), partition)

    def forget(self, key: str) -> None:
        """No more records of this contact are to be expected."""
        self._partitions.pop(key, None)
