"""What is an event, what is not, and the reason given."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from streams.events.decode import Decoder, Reason, Rejected, decode
from streams.events.encode import STRUCTURED_HEADERS, encode
from streams.events.explain import unknown_type
from streams.events.payloads import Abandoned, Queued
from streams.events.reasons import DETAIL_LENGTH, REMEDIES
from streams.events.times import micros
from streams.events.types import CallAbandoned, CallQueued, ClockTicked, Event

Headers = Sequence[tuple[str, bytes | None]]

RECEIVED_US = 1_767_261_600_000_000  # 2026-01-01T10:00:00Z
KEY = b"c1"
BINARY_JSON = ("content-type", b"application/json")


def envelope(**changes: Any) -> dict[str, Any]:
    """A good `call.queued`; a change to ... takes the field away."""
    good = {
        "specversion": "1.0",
        "id": "1",
        "source": "/pbx",
        "type": "call.queued",
        "time": "2026-01-01T09:59:58Z",
        "subject": "c1",
        "data": {"queue": "billing"},
    }
    return {name: value for name, value in {**good, **changes}.items() if value is not ...}


def value(**changes: Any) -> bytes:
    return json.dumps(envelope(**changes)).encode()


def said(text: str, **changes: Any) -> bytes:
    """A good `call.utterance` whose data may be spoilt."""
    return value(type="call.utterance", data={"speaker": "customer", "text": text, **changes})


def binary(**changes: Any) -> Headers:
    """Headers of a good `call.queued` in binary mode."""
    given = envelope(data=..., **changes)
    return [(f"ce_{name}", text.encode()) for name, text in given.items()] + [BINARY_JSON]


def rejected(record: bytes | None, key: bytes | None = KEY, headers: Headers = (), judge: Decoder = decode) -> Rejected:
    with pytest.raises(Rejected) as caught:
        judge(record, key, headers, RECEIVED_US)
    return caught.value


def test_a_structured_event_is_decoded() -> None:
    event = decode(value(), KEY, (), RECEIVED_US)
    assert isinstance(event, CallQueued)
    assert (event.id, event.source, event.subject, event.data) == ("1", "/pbx", "c1", Queued(queue="billing"))
    assert micros(event.time) == RECEIVED_US - 2_000_000


def test_its_time_comes_along_in_microseconds() -> None:
    at_us, event = decode.timed(value(time="2026-01-01T13:29:58.000001+03:30"), KEY, (), RECEIVED_US)
    assert at_us == RECEIVED_US - 1_999_999 == micros(event.time)


@pytest.mark.parametrize(
    "content_type",
    [
        b"application/cloudevents+json",
        b"application/cloudevents+json; charset=utf-8",
        b'Application/CloudEvents+JSON;charset="UTF-8"',
        b"application/json",
    ],
)
def test_a_content_type_may_say_that_it_is_structured(content_type: bytes) -> None:
    headers = [("traceparent", b"\xff\xfe"), ("Content-Type", content_type)]
    assert decode(value(), KEY, headers, RECEIVED_US) == decode(value(), KEY, STRUCTURED_HEADERS, RECEIVED_US)


def test_a_structured_content_type_wins_over_copies_of_the_attributes() -> None:
    headers = [*binary(id="other")[:-1], *STRUCTURED_HEADERS]
    assert decode(value(), KEY, headers, RECEIVED_US).id == "1"


@pytest.mark.parametrize("content_type", [[], [BINARY_JSON], [("content-type", b"application/vnd.pbx+json; v=1")]])
def test_a_binary_event_is_decoded(content_type: Headers) -> None:
    headers = [*binary()[:-1], *content_type]
    assert decode(b'{"queue":"billing"}', KEY, headers, RECEIVED_US) == decode(value(), KEY, (), RECEIVED_US)


@pytest.mark.parametrize("nothing", [None, b""])
def test_a_binary_event_whose_data_is_optional_may_have_none(nothing: bytes | None) -> None:
    event = decode(nothing, KEY, binary(type="call.abandoned"), RECEIVED_US)
    assert isinstance(event, CallAbandoned)
    assert event.data == Abandoned()


def test_header_names_may_be_upper_case_and_foreign_or_null_headers_do_not_matter() -> None:
    headers = [(name.upper(), text) for name, text in binary()] + [("x", b"\xff"), ("ce_extra", None)]
    assert decode(b'{"queue":"billing"}', KEY, headers, RECEIVED_US).id == "1"


def test_unknown_fields_and_extension_attributes_are_ignored() -> None:
    known = decode(value(), KEY, (), RECEIVED_US)
    more = value(traceparent="00-1", dataschema="urn:x", data={"queue": "billing", "mood": {"of": ["the", "day"]}})
    assert decode(more, KEY, (), RECEIVED_US) == known
    assert decode(b'{"queue":"billing","mood":1}', KEY, [*binary(), ("ce_x", b"1")], RECEIVED_US) == known


def test_of_a_field_given_twice_the_last_counts() -> None:
    twice = value().replace(b'"id": "1"', b'"id": "0", "id": "1"')
    assert decode(twice, KEY, (), RECEIVED_US).id == "1"


def test_a_tick_needs_neither_key_nor_subject() -> None:
    tick = value(type="clock.ticked", subject=..., data=...)
    ticked = decode(tick, None, (), RECEIVED_US)
    assert isinstance(ticked, ClockTicked)
    assert decode(tick, b"any", (), RECEIVED_US) == ticked
    assert decode(None, None, binary(type="clock.ticked", subject=...), RECEIVED_US) == ticked
    assert decode(encode(ticked), None, (), RECEIVED_US) == ticked


def test_an_escaped_name_of_the_version_is_still_a_version() -> None:
    escaped = value().replace(b'"specversion"', b'"\\u0073pecversion"')
    assert decode(escaped, KEY, (), RECEIVED_US).id == "1"


BAD_VALUES: dict[str, tuple[bytes | None, Reason, str]] = {
    "null": (None, Reason.NULL_VALUE, "null"),
    "empty": (b"", Reason.NOT_JSON, "truncated"),
    "no JSON": (b"hello", Reason.NOT_JSON, "byte 0"),
    "cut off": (value()[:-3], Reason.NOT_JSON, "truncated"),
    "two values": (value() + b"{}", Reason.NOT_JSON, "trailing"),
    "NaN": (value(data={"queue": "q", "x": float("nan")}), Reason.NOT_JSON, "malformed"),
    "byte order mark": (b"\xef\xbb\xbf" + value(), Reason.NOT_JSON, "byte order mark"),
    "UTF-16": (value().decode().encode("utf-16-le"), Reason.NOT_JSON, "malformed"),
    "deep array": (b"[" * 100_000, Reason.NOT_JSON, "deep"),
    "deep object": (b'{"x":' * 100_000, Reason.NOT_JSON, "deep"),
    "lone surrogate": (said("\ud800 alone"), Reason.NOT_JSON, "malformed"),
    "Windows-1256": (said("X").replace(b"X", "سلام".encode("cp1256")), Reason.NOT_UTF8, "byte"),
    "bad UTF-8 in an unknown field": (value(x="X").replace(b'"X"', b'"\xff"'), Reason.NOT_UTF8, "byte"),
    "array": (b"[" + value() + b"]", Reason.NOT_A_CLOUDEVENT, "no object"),
    "number": (b"1", Reason.NOT_A_CLOUDEVENT, "no object"),
    "JSON null": (b"null", Reason.NOT_A_CLOUDEVENT, "no object"),
    "plain JSON": (b'{"queue":"billing"}', Reason.NOT_A_CLOUDEVENT, "no `specversion`"),
    "no version": (value(specversion=...), Reason.NOT_A_CLOUDEVENT, "no `specversion`"),
    "old version": (value(specversion="0.3"), Reason.NOT_A_CLOUDEVENT, "not"),
    "version as number": (value(specversion=1.0), Reason.NOT_A_CLOUDEVENT, "not"),
    "unknown type": (value(type="call.sung"), Reason.UNKNOWN_TYPE, "`call.sung`"),
    "type of text": (value(type="my card is 4111 1111"), Reason.UNKNOWN_TYPE, "`$.type`"),
    "no type": (value(type=...), Reason.MISSING_FIELD, "`$.type`"),
    "type as number": (value(type=1), Reason.WRONG_TYPE, "`$.type`"),
    "no id": (value(id=...), Reason.MISSING_FIELD, "`$.id`"),
    "no subject": (value(subject=...), Reason.MISSING_FIELD, "`$.subject`"),
    "no time": (value(time=...), Reason.MISSING_FIELD, "`$.time`"),
    "no data": (value(data=...), Reason.MISSING_FIELD, "`$.data`"),
    "binary data": (value(data=..., data_base64="e30="), Reason.MISSING_FIELD, "data_base64"),
    "no queue": (value(data={}), Reason.MISSING_FIELD, "`$.data.queue`"),
    "id as number": (value(id=1), Reason.WRONG_TYPE, "`$.id`: Expected `str`, got `int`"),
    "null data": (value(data=None), Reason.WRONG_TYPE, "`$.data`"),
    "position as text": (value(data={"queue": "q", "position": "3"}), Reason.WRONG_TYPE, "`$.data.position`"),
    "empty subject": (value(subject=""), Reason.INVALID_FIELD, "`$.subject`"),
    "long queue": (value(data={"queue": "q" * 257}), Reason.INVALID_FIELD, "`$.data.queue`"),
    "huge number": (value(data={"queue": "q", "priority": 10**40}), Reason.INVALID_FIELD, "`$.data.priority`"),
    "a word not in the list": (value(data={"queue": "q", "direction": "up"}), Reason.INVALID_FIELD, "direction"),
    "transfer to nowhere": (value(type="call.transferred", data={}), Reason.INVALID_FIELD, "to_queue or to_agent"),
    "no date": (value(time="yesterday"), Reason.INVALID_FIELD, "`$.time`"),
    "before 1970": (value(time="1969-12-31T23:59:59Z"), Reason.INVALID_FIELD, "1970"),
    "before the year 1": (value(time="0001-01-01T00:00:00+23:59"), Reason.INVALID_FIELD, "1970"),
    "two types": (value().replace(b"{", b'{"type":"call.ended",', 1), Reason.INVALID_FIELD, "twice"),
    "capacity of nothing": (
        value(type="agent.state_changed", data={"state": "busy", "capacity": {"": 1}}),
        Reason.INVALID_FIELD,
        "`$.data.capacity",
    ),
    "no zone": (value(time="2026-01-01T09:59:58"), Reason.NO_TIME_ZONE, "`$.time`"),
    "far ahead": (value(time="2026-01-01T10:05:01Z"), Reason.TOO_FAR_AHEAD, "301 s"),
    "2 MB": (said("x" * 2_000_000), Reason.TOO_LARGE, "2000"),
}


@pytest.mark.parametrize("what", BAD_VALUES)
def test_a_bad_value_is_rejected_with_its_reason(what: str) -> None:
    record, reason, words = BAD_VALUES[what]
    rejection = rejected(record)
    assert rejection.reason is reason
    assert words in rejection.detail
    assert len(rejection.detail) <= DETAIL_LENGTH


BAD_HEADERS: dict[str, tuple[bytes | None, Headers, Reason]] = {
    "batch": (b"[]", [("content-type", b"application/cloudevents-batch+json")], Reason.NOT_A_CLOUDEVENT),
    "avro": (b"", [("content-type", b"application/cloudevents+avro")], Reason.NOT_A_CLOUDEVENT),
    "charset": (
        value(),
        [("content-type", b"application/cloudevents+json; charset=windows-1256")],
        Reason.NOT_UTF8,
    ),
    "structured null": (None, STRUCTURED_HEADERS, Reason.NULL_VALUE),
    "header in no UTF-8": (b"{}", [*binary(), ("ce_id", b"\xff")], Reason.NOT_UTF8),
    "binary without version": (b"{}", binary(specversion=...), Reason.NOT_A_CLOUDEVENT),
    "binary without type": (b"{}", binary(type=...), Reason.MISSING_FIELD),
    "binary without id": (b"{}", binary(id=...), Reason.MISSING_FIELD),
    "binary of unknown type": (b"{}", binary(type="call.sung"), Reason.UNKNOWN_TYPE),
    "binary without zone": (b'{"queue":"q"}', binary(time="2026-01-01T09:59:58"), Reason.NO_TIME_ZONE),
    "binary text": (b"hello", [*binary()[:-1], ("content-type", b"text/plain")], Reason.NOT_JSON),
    "binary no JSON": (b"hello", binary(), Reason.NOT_JSON),
    "binary null": (None, binary(), Reason.NULL_VALUE),
    "binary empty": (b"", binary(), Reason.MISSING_FIELD),
    "binary without queue": (b"{}", binary(), Reason.MISSING_FIELD),
    "binary deep": (b'{"x":' * 100_000, binary(), Reason.NOT_JSON),
    "binary in no UTF-8": (b'{"queue":"\xff"}', binary(), Reason.NOT_UTF8),
    "binary with other UTF-8 trouble": (b'{"queue":"q","x":"\xff"}', binary(), Reason.NOT_UTF8),
}


@pytest.mark.parametrize("what", BAD_HEADERS)
def test_bad_headers_or_binary_data_are_rejected_with_their_reason(what: str) -> None:
    record, headers, reason = BAD_HEADERS[what]
    assert rejected(record, KEY, headers).reason is reason


def test_a_path_in_binary_data_is_told_as_in_the_event() -> None:
    assert rejected(b'{"queue":1}', KEY, binary()).detail.startswith("`$.data.queue`")
    assert rejected(b"[]", KEY, binary()).detail.startswith("`$.data`")


def test_a_null_or_foreign_key_is_rejected() -> None:
    assert rejected(value(), None).reason is Reason.NULL_KEY
    assert rejected(value(), b"c2").reason is Reason.KEY_MISMATCH
    assert rejected(value(), b'"c1"').reason is Reason.KEY_MISMATCH
    assert rejected(value(), b"\xff").reason is Reason.KEY_MISMATCH


def test_the_thresholds_are_the_decoders_own() -> None:
    strict = Decoder(ahead_us=0, max_bytes=len(value()))
    assert strict(value(time="2026-01-01T10:00:00Z"), KEY, (), RECEIVED_US).id == "1"
    assert rejected(value(time="2026-01-01T10:00:01Z"), judge=strict).reason is Reason.TOO_FAR_AHEAD
    assert rejected(value() + b" ", judge=strict).reason is Reason.TOO_LARGE


def test_exactly_as_far_ahead_as_allowed_is_allowed() -> None:
    assert decode(value(time="2026-01-01T10:05:00Z"), KEY, (), RECEIVED_US).id == "1"


def test_every_reason_is_seen_above_and_says_what_to_do() -> None:
    seen = {reason for _, reason, _ in BAD_VALUES.values()} | {Reason.NULL_KEY, Reason.KEY_MISMATCH}
    in_a_contact = {Reason.TOO_MANY_EVENTS}  # no record alone can be that
    assert seen | in_a_contact == set(Reason) == set(REMEDIES)


SECRET = "Geheim 4111"
SPOILT: list[bytes] = [
    said(SECRET, speaker=SECRET),
    said(SECRET, offset_s=SECRET),
    value(type="call.utterance", data=SECRET),
    value(type=SECRET),
    value(time=SECRET),
    value(specversion=SECRET),
    said(SECRET)[:-3],
    said(SECRET).replace(b"customer", b"\xff"),
    value().replace(b"{", b'{"type":"%s",' % SECRET.encode(), 1),
]


@pytest.mark.parametrize("record", SPOILT)
def test_a_detail_never_tells_what_somebody_said(record: bytes) -> None:
    assert "Geheim" not in str(rejected(record))


def test_a_harmless_unknown_type_is_named_and_any_other_is_not() -> None:
    assert "call.sung" in unknown_type("call.sung").detail
    assert "Geheim" not in unknown_type(SECRET).detail


def test_made_events_and_decoded_events_are_equal() -> None:
    decoded: Event = decode(value(), KEY, (), RECEIVED_US)
    made = CallQueued(id="1", source="/pbx", time=decoded.time, subject="c1", data=Queued(queue="billing"))
    assert made == decoded
    assert json.loads(encode(made)) == envelope()
