"""The generated parts of docs/events.md: tables and examples from the same schemas that are published."""

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from streams.events.reasons import REMEDIES
from streams.events.topics import INPUT_TOPICS
from streams.schemas.asyncapi import INPUTS, OUTPUTS, PREFIX, types_on
from streams.schemas.closed import Schema
from streams.schemas.write import event_schemas, record_schemas

_PART: Final = re.compile(r"(<!-- generated: (?P<name>[a-z ]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def refreshed(page: str) -> str:
    """The page with every generated part anew; KeyError for a part that nobody generates."""

    def anew(part: re.Match[str]) -> str:
        return f"{part[1]}\n{_PARTS[part['name']]()}\n\n{part[3]}"

    return _PART.sub(anew, page)


def refresh(path: Path) -> None:
    """Write the page anew."""
    path.write_text(refreshed(path.read_text(encoding="utf-8")), encoding="utf-8")


def _topics() -> str:
    rows = [[f"`{PREFIX}{topic}`", "in", words, "The event's subject."] for topic, words in INPUTS.items()]
    rows += [[f"`{PREFIX}{topic}`", "out", words, key] for topic, (_, words, key, _) in OUTPUTS.items()]
    return _table(["topic", "way", "carries", "key"], rows)


def _types() -> str:
    schemas = event_schemas()
    parts = []
    for topic in INPUT_TOPICS:
        rows = [[f"`{name}`", schemas[name]["description"], _fields(schemas[name])] for name in types_on(topic)]
        parts.append(f"On `{PREFIX}{topic}`:\n\n" + _table(["type", "means", "data"], rows))
    return "\n\n".join(parts)


def _data_fields() -> str:
    """One row a meaning; where a word has several, the row names the types it holds for."""
    meanings: dict[str, dict[tuple[str, str], list[str]]] = {}
    for name, schema in event_schemas().items():
        for field, part in _data(schema).get("properties", {}).items():
            meanings.setdefault(field, {}).setdefault((_type(part), part["description"]), []).append(name)
    rows = []
    for field, variants in sorted(meanings.items()):
        for (kind, words), types in variants.items():
            where = f" ({', '.join(f'`{name}`' for name in types)})" if len(variants) > 1 else ""
            rows.append([f"`{field}`{where}", kind, words])
    return _table(["field", "holds", "meaning"], rows)


def _reasons() -> str:
    return _table(["reason", "what is wrong", "what to do"], [[f"`{why}`", *words] for why, words in REMEDIES.items()])


def _contact_fields() -> str:
    contact = record_schemas()["enriched"]["properties"]["data"]["properties"]["contact"]
    return _table(
        ["field", "holds", "meaning"],
        [[f"`{field}`", _type(part), part["description"]] for field, part in contact["properties"].items()],
    )


def _structured_example() -> str:
    return _json(event_schemas()["call.queued"]["examples"][0])


def _binary_example() -> str:
    event = event_schemas()["call.queued"]["examples"][0]
    lines = [f"key             {event['subject']}", "content-type    application/json"]
    lines += [f"{'ce_' + name:<15} {text}" for name, text in event.items() if name != "data"]
    return "```text\n" + "\n".join([*lines, f"value           {json.dumps(event['data'])}"]) + "\n```"


def _enriched_example() -> str:
    return "\n\n".join(_json(example) for example in record_schemas()["enriched"]["examples"])


_PARTS: Final[dict[str, Callable[[], str]]] = {
    "topics": _topics,
    "types": _types,
    "data fields": _data_fields,
    "reasons": _reasons,
    "contact fields": _contact_fields,
    "structured example": _structured_example,
    "binary example": _binary_example,
    "enriched example": _enriched_example,
}


def _data(schema: Schema) -> Schema:
    data: Schema = schema["properties"].get("data", {})
    return data


def _fields(schema: Schema) -> str:
    data = _data(schema)
    required = data.get("required", [])
    return ", ".join(f"`{name}`" if name in required else f"`{name}`?" for name in data.get("properties", {}))


def _type(part: Schema) -> str:
    if "enum" in part:
        return ", ".join(f"`{word}`" for word in part["enum"])
    if "anyOf" in part:
        return " or ".join(_type(option) for option in part["anyOf"])
    if part.get("format") == "date-time":
        return "time"
    kinds = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}
    kind = "seconds" if part.get("x-unit") == "s" else part["type"]
    if kind == "array":
        return f"list of {_type(part['items'])}"
    if kind == "object":
        return f"{_type(part['additionalProperties'])} by name"
    return kinds.get(kind, kind) + _bounds(part)


def _bounds(part: Schema) -> str:
    low = part.get("minimum", part.get("minLength", part.get("exclusiveMinimum")))
    high = part.get("maximum", part.get("maxLength"))
    if high is None:
        return ""
    unit = " characters" if part["type"] == "string" else ""
    above = "above " if "exclusiveMinimum" in part else ""
    return f", {above}{low:,} to {high:,}{unit}" if low is not None else f", up to {high:,}{unit}"


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _json(document: dict[str, Any]) -> str:
    return f"```json\n{json.dumps(document, indent=2, ensure_ascii=False)}\n```"
