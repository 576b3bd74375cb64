"""Why a record was refused. The reasons are few and fixed, for they label a metric and a dead letter."""

from enum import StrEnum
from typing import Final

DETAIL_LENGTH: Final = 200


class Reason(StrEnum):
    NULL_VALUE = "null_value"
    NULL_KEY = "null_key"
    TOO_LARGE = "too_large"
    NOT_UTF8 = "not_utf8"
    NOT_JSON = "not_json"
    NOT_A_CLOUDEVENT = "not_a_cloudevent"
    UNKNOWN_TYPE = "unknown_type"
    MISSING_FIELD = "missing_field"
    WRONG_TYPE = "wrong_type"
    INVALID_FIELD = "invalid_field"
    NO_TIME_ZONE = "no_time_zone"
    TOO_FAR_AHEAD = "too_far_ahead"
    KEY_MISMATCH = "key_mismatch"
    TOO_MANY_EVENTS = "too_many_events"


REMEDIES: Final[dict[Reason, tuple[str, str]]] = {
    Reason.NULL_VALUE: (
        "The record has no value, as a tombstone has.",
        "Inputs are no tables: send nothing instead of a tombstone.",
    ),
    Reason.NULL_KEY: (
        "The record has no key.",
        "Send the subject as the key, so that one contact's events meet in one partition.",
    ),
    Reason.TOO_LARGE: (
        "The value is longer than `PASOKH_MAX_EVENT_BYTES`.",
        "Send long texts in parts; attachments do not belong here.",
    ),
    Reason.NOT_UTF8: (
        "Value or headers are not UTF-8, or the content type names another charset.",
        "Convert at the source; Windows-1256 is the usual culprit for Persian and Arabic.",
    ),
    Reason.NOT_JSON: (
        "The value is cut off, malformed, nested too deeply or starts with a byte order mark.",
        "The detail names the byte. NaN and Infinity are not JSON; a content type that is not JSON counts here too.",
    ),
    Reason.NOT_A_CLOUDEVENT: (
        "JSON, but no object with `specversion` 1.0, or a batch.",
        "Wrap the data in the envelope; send one event a record.",
    ),
    Reason.UNKNOWN_TYPE: (
        "The envelope is good, its `type` is none of those known here.",
        "Correct the type, or upgrade the workers first and resend.",
    ),
    Reason.MISSING_FIELD: ("A required field is not there.", "The detail names it, like `$.data.queue`."),
    Reason.WRONG_TYPE: (
        "A field holds another JSON type than it should.",
        "Numbers are numbers, not strings; a field that is not known is left out, not null.",
    ),
    Reason.INVALID_FIELD: (
        "A field of the right type holds a value outside its bounds or its list.",
        "Compare with the table of the type; ids and names have 1 to 256 characters.",
    ),
    Reason.NO_TIME_ZONE: ("A time without a zone is a guess.", "End it with `Z` or an offset like `+03:30`."),
    Reason.TOO_FAR_AHEAD: (
        "`time` lies more than `PASOKH_AHEAD_S` past the broker's clock.",
        "Set the source's clock; one clock that is ahead would push time for all.",
    ),
    Reason.TOO_MANY_EVENTS: (
        "The contact has 10,000 events already, or 2,000 and this one is not later than they are.",
        "Give every contact an id of its own; one id for all is the usual culprit.",
    ),
    Reason.KEY_MISMATCH: ("The key is not the subject.", "Use the subject's UTF-8 bytes as the key, unquoted."),
}
"""For each reason: what is wrong, and what to do at the source."""


class Rejected(Exception):
    """A record that is no event; `detail` says where and what, and never holds what somebody said or typed."""

    def __init__(self, reason: Reason, detail: str) -> None:
        self.reason = reason
        self.detail = detail[:DETAIL_LENGTH]
        super().__init__(f"{reason}: {self.detail}")
