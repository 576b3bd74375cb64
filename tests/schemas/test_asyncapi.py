"""The AsyncAPI document is valid by its official schema, and its parts hang together."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

OFFICIAL = Path(__file__).parent / "official"
COMMITTED = Path(__file__).parents[2] / "schemas" / "asyncapi.json"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return json.loads(COMMITTED.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def official() -> jsonschema_rs.Draft7Validator:
    return jsonschema_rs.Draft7Validator(json.loads((OFFICIAL / "asyncapi-3.1.0.json").read_bytes()))


def references(part: object) -> Iterator[str]:
    if isinstance(part, list):
        for inner in part:
            yield from references(inner)
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for inner in part.values():
            yield from references(inner)


def found(document: dict[str, Any], reference: str) -> bool:
    part = document
    for step in reference.removeprefix("#/").split("/"):
        if not isinstance(part, dict) or step not in part:
            return False
        part = part[step]
    return reference.startswith("#/")


def test_the_official_schema_is_the_one_named_in_its_readme() -> None:
    digest = hashlib.sha256((OFFICIAL / "asyncapi-3.1.0.json").read_bytes()).hexdigest()
    assert digest in (OFFICIAL / "README.md").read_text()


def test_the_document_is_valid(document: dict[str, Any], official: jsonschema_rs.Draft7Validator) -> None:
    assert [str(error) for error in official.iter_errors(document)] == []


def test_the_official_schema_would_notice_a_mistake(
    document: dict[str, Any], official: jsonschema_rs.Draft7Validator
) -> None:
    document = json.loads(json.dumps(document))
    document["operations"]["receive.calls"]["action"] = "take"
    assert not official.is_valid(document)


def test_no_reference_dangles(document: dict[str, Any]) -> None:
    assert [one for one in references(document) if not found(document, one)] == []
    assert not found(document, "#/components/messages/call.nothing")


def test_no_part_is_left_over(document: dict[str, Any]) -> None:
    used = set(references(document))
    for kind, parts in document["components"].items():
        assert {f"#/components/{kind}/{name}" for name in parts} <= used
    assert {f"#/channels/{name}" for name in document["channels"]} <= used


def test_every_message_stands_on_a_channel_and_its_examples_hold(document: dict[str, Any]) -> None:
    for name, message in document["components"]["messages"].items():
        schema = document["components"]["schemas"][name]
        validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
        for example in message["examples"]:
            validator.validate(example["payload"])


def test_topics_come_in_and_go_out_as_designed(document: dict[str, Any]) -> None:
    actions = {
        operation["channel"]["$ref"].rpartition("/")[2]: operation["action"]
        for operation in document["operations"].values()
    }
    received = ("calls", "chats", "tickets", "agents", "surveys")
    sent = ("contacts", "metrics", "alerts", "customers", "deadletters")
    assert actions == dict.fromkeys(received, "receive") | dict.fromkeys(sent, "send")
    compacted = {
        name
        for name, channel in document["channels"].items()
        if channel["bindings"]["kafka"]["topicConfiguration"]["cleanup.policy"] == ["compact"]
    }
    assert compacted == {"metrics", "alerts", "customers"}
