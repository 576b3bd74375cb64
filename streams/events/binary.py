"""CloudEvents in Kafka's binary mode: attributes in `ce_*` headers, the value is the data."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

import msgspec

from streams.events.explain import classify, json_fault, unknown_type
from streams.events.payloads import Name
from streams.events.reasons import Reason, Rejected
from streams.events.topics import TYPE_NAMES
from streams.events.types import AwareTime, ClockTicked, Event

PREFIX: Final = "ce_"


class _Attributes(msgspec.Struct, gc=False):
    id: Name
    source: Name
    time: AwareTime
    subject: Name


class _TickAttributes(msgspec.Struct, gc=False):
    id: Name
    source: Name
    time: AwareTime
    subject: Annotated[str, msgspec.Meta(max_length=256)] = ""


_EVENT_TYPES: Final = {name: event_type for event_type, name in TYPE_NAMES.items()}


def _data_decoder(event_type: type[Event]) -> msgspec.json.Decoder[Any] | None:
    for field in msgspec.structs.fields(event_type):
        if field.name == "data":
            return msgspec.json.Decoder(field.type)
    return None


def _optional_data(event_type: type[Event]) -> bool:
    return all(field.name != "data" or not field.required for field in msgspec.structs.fields(event_type))


_DATA_DECODERS: Final = {event_type: _data_decoder(event_type) for event_type in TYPE_NAMES}
_MAY_LACK_DATA: Final = frozenset(event_type for event_type in TYPE_NAMES if _optional_data(event_type))


def from_headers(value: bytes | None, headers: Mapping[str, str]) -> Event:
    """The event of a binary-mode record; `headers` have lower-case names."""
    if headers.get("ce_specversion") != "1.0":
        raise Rejected(Reason.NOT_A_CLOUDEVENT, '`ce_specversion` is not "1.0"')
    name = headers.get("ce_type")
    if name is None:
        raise Rejected(Reason.MISSING_FIELD, "`$.type` is missing")
    event_type = _EVENT_TYPES.get(name)
    if event_type is None:
        raise unknown_type(name)
    given = {name.removeprefix(PREFIX): text for name, text in headers.items() if name.startswith(PREFIX)}
    shape = _TickAttributes if event_type is ClockTicked else _Attributes
    try:
        attributes = msgspec.structs.asdict(msgspec.convert(given, shape))
    except msgspec.ValidationError as error:
        raise classify(error) from None
    return event_type(specversion="1.0", **attributes, **_data(value, event_type))


def _data(value: bytes | None, event_type: type[Event]) -> dict[str, Any]:
    if not value:
        if event_type in _MAY_LACK_DATA:
            return {}
        reason = Reason.NULL_VALUE if value is None else Reason.MISSING_FIELD
        raise Rejected(reason, "`$.data` is missing: the value is empty")
    decoder = _DATA_DECODERS[event_type]
    if decoder is None:
        return {}
    try:
        if not value.isascii():
            value.decode()  # the typed decode walks past invalid UTF-8 in fields it ignores
        return {"data": decoder.decode(value)}
    except (ValueError, RecursionError) as error:
        raise json_fault(value) or classify(error, root="$.data") from None
