"""The official CloudEvents SDK and we understand each other, in both Kafka modes."""

import json
from typing import Any

import pytest
from cloudevents.core.bindings import kafka
from cloudevents.core.v1.event import CloudEvent

from streams.events.decode import decode
from streams.events.encode import STRUCTURED_HEADERS, encode
from streams.events.times import micros
from streams.events.topics import TYPE_NAMES, key_of
from streams.events.types import EVENT_TYPES, Event
from streams.records import Contact, Enriched, EnrichedData
from streams.records import encode as encode_record
from streams.schemas.examples import EVENTS

MODES = {"structured": kafka.to_structured_event, "binary": kafka.to_binary_event}


def by_the_sdk(event: Event) -> CloudEvent:
    """The same event, made with the SDK from our struct's fields; extensions and all."""
    envelope: dict[str, Any] = json.loads(encode(event))
    data = envelope.pop("data", None)
    attributes = envelope | {"time": event.time, "datacontenttype": "application/json", "traceparent": "00-4bf9"}
    return CloudEvent(attributes, data)


def as_kafka_has_it(message: kafka.KafkaMessage) -> tuple[bytes, bytes | None, list[tuple[str, bytes]]]:
    return message.value, message.key, list(message.headers.items())


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("event_type", EVENT_TYPES, ids=TYPE_NAMES.get)
def test_what_the_sdk_writes_is_read_here(mode: str, event_type: type[Event]) -> None:
    event = EVENTS[event_type]
    message = MODES[mode](by_the_sdk(event), key_mapper=lambda made: made.get_subject())
    value, key, headers = as_kafka_has_it(message)
    key = key.encode() if isinstance(key, str) else key
    assert decode(value, key, headers, micros(event.time)) == event


@pytest.mark.parametrize("event_type", EVENT_TYPES, ids=TYPE_NAMES.get)
def test_what_we_write_is_read_by_the_sdk_and_comes_back(event_type: type[Event]) -> None:
    event = EVENTS[event_type]
    ours = kafka.KafkaMessage(headers=dict(STRUCTURED_HEADERS), key=None, value=encode(event))
    read = kafka.from_kafka_event(ours)
    assert read.get_id() == event.id
    assert read.get_source() == event.source
    assert read.get_type() == TYPE_NAMES[event_type]
    assert read.get_specversion() == "1.0"
    assert read.get_time() == event.time
    assert read.get_subject() == (event.subject or None)
    assert read.get_data() == json.loads(encode(event)).get("data")
    for write in MODES.values():
        value, _, headers = as_kafka_has_it(write(read))
        assert decode(value, key_of(event), headers, micros(event.time)) == event


def test_an_enriched_record_is_a_cloudevent_for_the_sdk_too() -> None:
    event = EVENTS[EVENT_TYPES[0]]
    record = Enriched(
        id=event.id,
        source=event.source,
        type=f"{TYPE_NAMES[type(event)]}.enriched",
        time=event.time,
        subject=event.subject,
        data=EnrichedData(event={"queue": "billing"}, contact=Contact(channel="call", state="waiting")),
    )
    message = kafka.KafkaMessage(headers=dict(STRUCTURED_HEADERS), key=None, value=encode_record(record))
    read = kafka.from_kafka_event(message)
    assert (read.get_type(), read.get_time(), read.get_subject()) == (record.type, event.time, event.subject)
    assert read.get_data() == {"event": {"queue": "billing"}, "contact": {"channel": "call", "state": "waiting"}}
