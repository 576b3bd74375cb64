"""From a failed decode to the reason: slow and thorough, since it runs on refused records only."""

import re
from typing import Final, Literal

import msgspec

from streams.events.reasons import Reason, Rejected
from streams.events.topics import TYPE_NAMES

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"

_KNOWN_TYPES: Final = frozenset(TYPE_NAMES.values())
_WHERE: Final = re.compile(r"(?P<what>.*?)(?: - at `(?:key in )?(?P<path>[^`]*)`)?", re.DOTALL)
_HARMLESS_NAME: Final = re.compile(r"[A-Za-z0-9._-]{1,80}")
# What msgspec says, the reason it stands for, and our words for people where msgspec's would quote the value.
_PHRASES: Final = (
    (re.compile(r"Object missing required field `(.*)`"), Reason.MISSING_FIELD, "`{path}.{0}` is missing"),
    (re.compile(r"Expected `datetime` with a time.*"), Reason.NO_TIME_ZONE, "`{path}` ends in no Z or offset"),
    (re.compile(r"Invalid enum value .*", re.DOTALL), Reason.INVALID_FIELD, "`{path}` is none of the values allowed"),
    (re.compile(r"Invalid value .*", re.DOTALL), Reason.INVALID_FIELD, "`{path}` is given twice, differently"),
    (re.compile(r"(Expected .*, got .*)"), Reason.WRONG_TYPE, "`{path}`: {0}"),
)


class _Probe(msgspec.Struct, gc=False):
    """What decides what a JSON object claims to be; all else is only walked through."""

    specversion: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    type: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    data: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    data_base64: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


_probe: Final = msgspec.json.Decoder(_Probe)


def why_not(value: bytes, error: Exception) -> Rejected:
    """The rejection for a structured-mode value whose typed decode failed with `error`."""
    return json_fault(value) or _envelope_fault(value) or classify(error)


def json_fault(value: bytes) -> Rejected | None:
    """What keeps the bytes from being JSON at all, if anything."""
    try:
        value.decode()
        msgspec.json.decode(value, type=msgspec.Raw)
    except UnicodeDecodeError as error:
        return Rejected(Reason.NOT_UTF8, f"invalid UTF-8 at byte {error.start}")
    except msgspec.DecodeError as error:
        marked = value.startswith(BYTE_ORDER_MARK)
        return Rejected(Reason.NOT_JSON, "starts with a byte order mark" if marked else str(error))
    except RecursionError:
        return Rejected(Reason.NOT_JSON, "nested too deeply")
    return None


def unknown_type(name: str) -> Rejected:
    shown = f"`{name}`" if _HARMLESS_NAME.fullmatch(name) else "the value of `$.type`"
    return Rejected(Reason.UNKNOWN_TYPE, f"{shown} is no event type known here")


def classify(error: Exception, root: Literal["$", "$.data"] = "$") -> Rejected:
    """The rejection for a typed decode that failed; `root` is where the decoded part stands in the event."""
    if not isinstance(error, msgspec.ValidationError):
        return Rejected(Reason.NOT_JSON, str(error))
    found = _WHERE.fullmatch(str(error))
    what, inner = (found["what"], found["path"] or "$") if found else (str(error), "$")
    path = root + inner[1:]
    for phrase, reason, words in _PHRASES:
        if matched := phrase.fullmatch(what):
            return Rejected(reason, words.format(*matched.groups(), path=path))
    return Rejected(Reason.INVALID_FIELD, f"`{path}`: {what}")


def _envelope_fault(value: bytes) -> Rejected | None:
    """What keeps a JSON value from being a CloudEvent of a type known here, if anything."""
    try:
        probe = _probe.decode(value)
    except msgspec.ValidationError:
        return Rejected(Reason.NOT_A_CLOUDEVENT, "the value is JSON, but no object")
    if _text(probe.specversion) != "1.0":
        missing = probe.specversion is msgspec.UNSET
        return Rejected(Reason.NOT_A_CLOUDEVENT, "no `specversion`" if missing else '`specversion` is not "1.0"')
    if probe.data is msgspec.UNSET and probe.data_base64 is not msgspec.UNSET:
        return Rejected(Reason.MISSING_FIELD, "`$.data` is missing; `$.data_base64` is not read")
    return _type_fault(probe.type)


def _type_fault(raw: msgspec.Raw | msgspec.UnsetType) -> Rejected | None:
    if raw is msgspec.UNSET:
        return Rejected(Reason.MISSING_FIELD, "`$.type` is missing")
    name = _text(raw)
    if name is None:
        return Rejected(Reason.WRONG_TYPE, "`$.type` is not a string")
    return None if name in _KNOWN_TYPES else unknown_type(name)


def _text(raw: msgspec.Raw | msgspec.UnsetType) -> str | None:
    try:
        return None if isinstance(raw, msgspec.UnsetType) else msgspec.json.decode(raw, type=str)
    except msgspec.ValidationError:
        return None
