"""Whatever bytes come in, the answer is an event or a rejection, and nothing else."""

import json
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from streams.events.decode import Headers, Reason, Rejected, decode
from streams.events.encode import encode
from streams.events.explain import classify
from streams.events.reasons import DETAIL_LENGTH
from streams.events.times import LAST_US, micros, moment, rfc3339
from streams.events.topics import TYPE_NAMES, key_of
from streams.schemas.examples import EVENTS

RECEIVED_US = LAST_US
VALUES = [encode(event) for event in EVENTS.values()]

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ("specversion", "id", "source", "type", "time", "subject", "data", "data_base64", "extra")
TIMES = st.sampled_from(
    ["2026-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999-23:59", "0001-01-01T00:00:00+23:59", "2026-01-01T00:00:00"]
)


def answer(value: bytes | None, key: bytes | None, headers: Headers) -> None:
    """Fails unless there is an event that can be written again, or a rejection within its bounds."""
    try:
        at_us, event = decode.timed(value, key, headers, RECEIVED_US)
    except Rejected as rejection:
        bounded(rejection)
        return
    assert moment(at_us) == event.time
    assert rfc3339(at_us).endswith("Z")
    assert micros(event.time) == at_us
    assert decode(encode(event), key_of(event), (), RECEIVED_US) == event


def bounded(rejection: Rejected) -> None:
    assert isinstance(rejection.reason, Reason)
    assert 0 < len(rejection.detail) <= DETAIL_LENGTH


@given(st.none() | st.binary(max_size=300), st.none() | st.binary(max_size=4))
def test_random_bytes(value: bytes | None, key: bytes | None) -> None:
    answer(value, key, ())


@given(st.sampled_from(VALUES), st.integers(0, 400), st.integers(0, 8), st.binary(max_size=8))
def test_events_with_a_piece_torn_out_or_put_in(value: bytes, at: int, length: int, piece: bytes) -> None:
    answer(value[:at] + piece + value[at + length :], b"call-7301", ())


@given(st.sampled_from(list(EVENTS.values())), st.dictionaries(st.sampled_from(FIELDS), JSON | TIMES, max_size=4))
def test_events_with_any_json_in_their_fields(event: Any, changes: dict[str, Any]) -> None:
    envelope = json.loads(encode(event)) | changes
    answer(json.dumps(envelope).encode(), key_of(event), ())


@given(st.sampled_from(list(EVENTS.values())), st.dictionaries(st.text(max_size=12), JSON, max_size=3), st.data())
def test_events_with_any_json_in_their_data(event: Any, more: dict[str, Any], data: st.DataObject) -> None:
    envelope = json.loads(encode(event))
    payload = envelope.get("data", {})
    spoilt = {name: data.draw(JSON) for name in payload if data.draw(st.booleans())}
    envelope["data"] = payload | spoilt | more
    answer(json.dumps(envelope).encode(), key_of(event), ())


HEADER_NAMES = st.sampled_from(["content-type", *(f"ce_{name}" for name in FIELDS)]) | st.text(max_size=8)
HEADER_VALUES = st.one_of(
    st.none(),
    st.binary(max_size=20),
    st.sampled_from([b"application/cloudevents+json", b"application/json; charset", b"1.0", b"c1", b"text/plain;;="]),
    st.sampled_from([name.encode() for name in TYPE_NAMES.values()]),
    TIMES.map(str.encode),
)
TAKEN_APART = [
    (event, [(f"ce_{name}", text.encode()) for name, text in json.loads(encode(event)).items() if name != "data"])
    for event in EVENTS.values()
]


@given(
    st.sampled_from(TAKEN_APART),
    st.lists(st.tuples(HEADER_NAMES, HEADER_VALUES), max_size=4),
    st.none() | st.binary(max_size=40) | JSON.map(lambda value: json.dumps(value).encode()),
)
def test_any_headers(taken_apart: Any, more: list[tuple[str, bytes | None]], value: bytes | None) -> None:
    event, headers = taken_apart
    answer(value, key_of(event), [*headers, *more])
    answer(value, key_of(event), more)


@given(st.text())
@example("Expected `str` - at `$.x` - at `$.y`")
@example("a\nb - at `key in $`")
def test_any_message_of_the_parser_is_classified(message: str) -> None:
    assert len(classify(ValueError(message)).detail) <= DETAIL_LENGTH
