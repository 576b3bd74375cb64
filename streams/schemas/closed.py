"""Closed JSON Schemas (2020-12) from the structs: what is published is strict, what is read is lenient."""

from collections.abc import Iterable
from typing import Any, Final

import msgspec

from streams.events.topics import TOPICS, TYPE_NAMES
from streams.events.types import ClockTicked, Event
from streams.records import (
    ENRICHED_SUFFIX,
    AlertRecord,
    CustomerRecord,
    DeadLetter,
    Enriched,
    MetricRecord,
    Record,
)
from streams.records.contact import SPOKEN_FIELDS
from streams.schemas.glossary import FIELDS, MORE
from streams.schemas.orders import declared_orders

Schema = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
RECORDS: Final[dict[str, type[Record]]] = {
    "enriched": Enriched,
    "metric": MetricRecord,
    "alert": AlertRecord,
    "customer": CustomerRecord,
    "dead_letter": DeadLetter,
}
_ORDERS: Final = declared_orders([*TYPE_NAMES, *RECORDS.values()])
_MOMENTS: Final = frozenset({"start", "end", "time", "timestamp", "unanswered_since", "since"})


def event_schema(event_type: type[Event]) -> Schema:
    """Of the event as it is written: with `specversion`, and nothing that nobody knows."""
    schema = closed(event_type)
    fields = schema["properties"]
    del fields["specversion"]["default"]
    schema["title"] = TYPE_NAMES[event_type]
    schema["required"] = ["specversion", *schema["required"]]
    if event_type is ClockTicked:
        fields["subject"] = {**fields["subject"], "minLength": 1}
        fields["subject"].pop("default")
    return schema


def record_schema(record: type[Record]) -> Schema:
    schema = closed(record)
    fields = schema["properties"]
    if not record.__struct_config__.omit_defaults:
        schema["required"] = list(fields)
        for part in fields.values():
            part.pop("default", None)
    if record is Enriched:
        fields["type"]["enum"] = [TYPE_NAMES[event_type] + ENRICHED_SUFFIX for event_type in TOPICS]
        fields["data"]["properties"]["event"]["anyOf"] = list(_shown_payloads())
    return schema


def closed(struct: type[msgspec.Struct]) -> Schema:
    """The struct's schema in one piece: described, without `$ref`, and without room for unknown fields."""
    (root,), parts = msgspec.json.schema_components([struct])
    return _written_out(root, parts)


def _shown_payloads() -> Iterable[Schema]:
    """The data of every event type with the text optional, each different one once."""
    seen: list[Schema] = []
    for event_type in TOPICS:
        payload = closed(event_type)["properties"]["data"]
        shown = {name: part for name, part in payload.items() if name not in {"description", "default"}}
        if "required" in shown:
            shown["required"] = [name for name in shown["required"] if name not in SPOKEN_FIELDS]
        if shown not in seen:
            seen.append(shown)
            yield shown


def _written_out(part: Schema, parts: dict[str, Schema]) -> Schema:
    """The schema with every `$ref` replaced by what it points to; our structs are no recursive ones."""
    if "$ref" in part:
        return _written_out(parts[part["$ref"].rpartition("/")[2]], parts)
    if "properties" in part:
        return _object(part, parts)
    written = dict(part)
    if "enum" in part:
        written["enum"] = _ORDERS.get(frozenset(part["enum"]), part["enum"])
    for one in ("items", "additionalProperties", "propertyNames"):
        if isinstance(part.get(one), dict):
            written[one] = _written_out(part[one], parts)
    for several in ("anyOf", "prefixItems"):
        if several in part:
            written[several] = [_written_out(option, parts) for option in part[several]]
    return written


def _object(schema: Schema, parts: dict[str, Schema]) -> Schema:
    title = schema["title"]
    fields = {name: _field(title, name, _written_out(part, parts)) for name, part in schema["properties"].items()}
    written = {"title": title, "description": schema.get("description", ""), "type": "object", "properties": fields}
    if not written["description"]:
        del written["description"]
    return {**written, "required": schema["required"], "additionalProperties": False}


def _field(title: str, name: str, part: Schema) -> Schema:
    """One property with its meaning, unit and format; what is left out when unknown is never null."""
    if part.get("default", ...) is None:
        part = _without_null(part)
    part.pop("title", None)
    meaning = FIELDS.get(f"{title}.{name}") or FIELDS[name]
    extra = MORE.get(name, {})
    if name.endswith("_s"):
        extra = {**extra, "x-unit": "s"}
    if name.endswith("_at") or name in _MOMENTS:
        part = _as_moment(part)
    return {"description": meaning, **{k: v for k, v in part.items() if k != "description"}, **extra}


def _without_null(part: Schema) -> Schema:
    rest = [option for option in part["anyOf"] if option != {"type": "null"}]
    if len(rest) == 1:
        return dict(rest[0])
    return {"anyOf": rest}


def _as_moment(part: Schema) -> Schema:
    if "anyOf" in part:
        return {**part, "anyOf": [_as_moment(option) for option in part["anyOf"]]}
    return {**part, "format": "date-time"} if part.get("type") == "string" else part
