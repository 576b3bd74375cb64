"""The AsyncAPI 3 document: topics with their keys and messages, seen from Pasokh."""

from collections.abc import Iterable
from typing import Any, Final

from streams.events.topics import INPUT_TOPICS, TOPICS, TYPE_NAMES
from streams.events.types import ClockTicked

Document = dict[str, Any]

VERSION: Final = "3.1.0"
CONTRACT_VERSION: Final = "1.0.0"
"""Of topics, events and records together: the last number for words, the middle one for additions that old
readers may ignore, the first for all else."""
PREFIX: Final = "pasokh."
_BINDING: Final = "0.5.0"

_TICK: Final = TYPE_NAMES[ClockTicked]
_SUBJECT_KEY: Final = "The event's subject."
INPUTS: Final = {
    "calls": "What happens to calls.",
    "chats": "What happens to chats.",
    "tickets": "What happens to tickets.",
    "agents": "What agents are doing.",
    "surveys": "What customers answered afterwards.",
}
# Output topic: its record, what it carries, what its key is, whether only the last record of a key is kept.
OUTPUTS: Final = {
    "contacts": (
        "enriched",
        "Every event that came in, with what is known about its contact.",
        "The contact's id, as it came in.",
        False,
    ),
    "metrics": ("metric", "Figures by scope and window.", "kind/id/channel/interval/start, percent-escaped.", True),
    "alerts": ("alert", "Thresholds crossed and deadlines in danger.", "rule/scope kind/id, percent-escaped.", True),
    "customers": ("customer", "Customers across all channels.", "The customer's id.", True),
    "deadletters": ("dead_letter", "Records that could not be judged, as they came.", "The record's own key.", False),
}


def asyncapi(schemas: dict[str, dict[str, Any]]) -> Document:
    """The whole document from the schemas by name of event type or record."""
    return {
        "asyncapi": VERSION,
        "info": {
            "title": "Pasokh",
            "version": CONTRACT_VERSION,
            "description": (
                "Watches a contact centre while it happens. Events come in as CloudEvents 1.0 in structured or "
                "binary mode; records go out as JSON."
            ),
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "servers": {
            "broker": {"host": "127.0.0.1:9092", "protocol": "kafka", "description": "Apache Kafka (PASOKH_BROKER)."}
        },
        "channels": {**_input_channels(), **_output_channels()},
        "operations": {**_operations("receive", INPUT_TOPICS), **_operations("send", OUTPUTS)},
        "components": {
            "messages": {name: _message(name, schema) for name, schema in schemas.items()},
            "schemas": {name: _part(schema) for name, schema in schemas.items()},
        },
    }


def _input_channels() -> Document:
    return {
        topic: _channel(topic, INPUTS[topic], [*types_on(topic), _TICK], {"cleanup.policy": ["delete"]})
        for topic in INPUT_TOPICS
    }


def _output_channels() -> Document:
    return {
        topic: _channel(topic, words, [record], {"cleanup.policy": ["compact" if compacted else "delete"]})
        for topic, (record, words, _, compacted) in OUTPUTS.items()
    }


def types_on(topic: str) -> list[str]:
    return [TYPE_NAMES[event_type] for event_type, its_topic in TOPICS.items() if its_topic == topic]


def _channel(topic: str, words: str, messages: list[str], configuration: Document) -> Document:
    return {
        "address": PREFIX + topic,
        "title": topic,
        "description": f"{words} The prefix `{PREFIX}` is that of PASOKH_PREFIX.",
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages},
        "bindings": {"kafka": {"topicConfiguration": configuration, "bindingVersion": _BINDING}},
    }


def _operations(action: str, topics: Iterable[str]) -> Document:
    return {f"{action}.{topic}": {"action": action, "channel": {"$ref": f"#/channels/{topic}"}} for topic in topics}


def _message(name: str, schema: Document) -> Document:
    keys = {record: key for record, _, key, _ in OUTPUTS.values()}
    cloudevent = "specversion" in schema["properties"]
    message = {
        "name": name,
        "title": name,
        "summary": schema["description"],
        "contentType": "application/cloudevents+json" if cloudevent else "application/json",
        "payload": {"$ref": f"#/components/schemas/{name}"},
        "examples": [{"name": f"{name} {number}", "payload": example} for number, example in _numbered(schema)],
    }
    if name != _TICK:
        key = {"type": "string", "description": keys.get(name, _SUBJECT_KEY)}
        message["bindings"] = {"kafka": {"key": key, "bindingVersion": _BINDING}}
    return message


def _numbered(schema: Document) -> Iterable[tuple[int, Any]]:
    return enumerate(schema["examples"], start=1)


def _part(schema: Document) -> Document:
    """Inside the document a schema has no name and dialect of its own, and its examples stand with the message."""
    return {name: part for name, part in schema.items() if name not in {"$schema", "$id", "examples"}}
