"""Decode or reject: the one place where bytes become an event."""

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias, Union

import msgspec

from streams.events.binary import PREFIX, from_headers
from streams.events.explain import why_not
from streams.events.reasons import Reason, Rejected
from streams.events.times import LAST_US, micros
from streams.events.types import ASSUMED_SPECVERSION, EVENT_TYPES, ClockTicked, Event

__all__ = ["AHEAD_US", "MAX_BYTES", "Decoder", "Headers", "Reason", "Rejected", "decode"]

AHEAD_US: Final = 300_000_000
MAX_BYTES: Final = 1_572_864

Headers: TypeAlias = Sequence[tuple[str, bytes | None]]

_STRUCTURED: Final = "application/cloudevents+json"
_USUAL_HEADER: Final = ("content-type", _STRUCTURED.encode())
_structured: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Union[EVENT_TYPES])  # noqa: UP007  # built from a tuple


class Decoder:
    """Decodes records in both CloudEvents modes, or raises `Rejected`.

    An event further than `ahead_us` past the broker's clock is refused, so that one bad clock cannot
    push time; a value longer than `max_bytes` is refused unread.
    """

    __slots__ = ("_ahead_us", "_max_bytes")

    def __init__(self, *, ahead_us: int = AHEAD_US, max_bytes: int = MAX_BYTES) -> None:
        self._ahead_us = ahead_us
        self._max_bytes = max_bytes

    def __call__(self, value: bytes | None, key: bytes | None, headers: Headers, received_us: int) -> Event:
        return self.timed(value, key, headers, received_us)[1]

    def timed(self, value: bytes | None, key: bytes | None, headers: Headers, received_us: int) -> tuple[int, Event]:
        """The event and its time in microseconds; `received_us` is the broker's timestamp of the record."""
        if value is not None and len(value) > self._max_bytes:
            raise Rejected(Reason.TOO_LARGE, f"{len(value)} bytes, more than the {self._max_bytes} allowed")
        plain = not headers or (len(headers) == 1 and headers[0] == _USUAL_HEADER)
        event = structured(value) if plain else _by_headers(value, headers)
        at_us = micros(event.time)
        if at_us > received_us + self._ahead_us:
            ahead_s = (at_us - received_us) // 1_000_000
            raise Rejected(Reason.TOO_FAR_AHEAD, f"`$.time` is {ahead_s} s ahead of the broker's clock")
        if not 0 <= at_us <= LAST_US:
            raise Rejected(Reason.INVALID_FIELD, "`$.time` lies outside the years 1970 to 9999")
        if key != event.subject.encode() and type(event) is not ClockTicked:
            if key is None:
                raise Rejected(Reason.NULL_KEY, "the key is to be the subject, but is null")
            raise Rejected(Reason.KEY_MISMATCH, "the key is not the subject")
        return at_us, event


def structured(value: bytes | None) -> Event:
    """The event of a structured-mode value, without looking at key, size or clock."""
    if value is None:
        raise Rejected(Reason.NULL_VALUE, "the value is null")
    try:
        if not value.isascii():
            value.decode()  # the typed decode walks past invalid UTF-8 in fields it ignores
        event = _structured.decode(value)
    except (ValueError, RecursionError) as error:
        raise why_not(value, error) from None
    if event.specversion is ASSUMED_SPECVERSION:
        raise Rejected(Reason.NOT_A_CLOUDEVENT, "no `specversion`")
    return event


def _by_headers(value: bytes | None, headers: Headers) -> Event:
    """Headers decide the mode: a CloudEvents content type is structured, else `ce_*` headers are binary."""
    named = _texts(headers)
    media_type, _, parameters = named.get("content-type", "").partition(";")
    media_type = media_type.strip().lower()
    if media_type.startswith("application/cloudevents"):
        if media_type != _STRUCTURED:
            raise Rejected(Reason.NOT_A_CLOUDEVENT, f"only {_STRUCTURED} is read in structured mode")
        _check_charset(parameters)
        return structured(value)
    if any(name.startswith(PREFIX) for name in named):
        if media_type not in {"", "application/json", "text/json"} and not media_type.endswith("+json"):
            raise Rejected(Reason.NOT_JSON, "the content type of the data is not JSON")
        _check_charset(parameters)
        return from_headers(value, named)
    return structured(value)


def _texts(headers: Headers) -> Mapping[str, str]:
    """Headers by lower-case name; of those given twice the last counts, other producers' bytes are let be."""
    named: dict[str, str] = {}
    for name, text in headers:
        lower = name.lower()
        if text is None or not (lower == "content-type" or lower.startswith(PREFIX)):
            continue
        try:
            named[lower] = text.decode()
        except UnicodeDecodeError:
            raise Rejected(Reason.NOT_UTF8, "invalid UTF-8 in a CloudEvents header") from None
    return named


def _check_charset(parameters: str) -> None:
    for parameter in parameters.lower().split(";"):
        name, _, charset = parameter.partition("=")
        if name.strip() == "charset" and charset.strip().strip('"') not in {"utf-8", "utf8", "us-ascii"}:
            raise Rejected(Reason.NOT_UTF8, "the content type names another charset than UTF-8")


decode: Final = Decoder()
