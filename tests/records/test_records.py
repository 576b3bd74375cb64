import msgspec
import pytest

from streams.events import payloads as p
from streams.records import (
    AlertRecord,
    DeadLetter,
    MetricRecord,
    Scope,
    alert_key,
    decode_alert,
    decode_customer,
    decode_dead_letter,
    decode_enriched,
    decode_metric,
    encode,
    metric_key,
    shown,
)
from streams.schemas.record_examples import RECORD_EXAMPLES

DECODERS = {
    "metric": decode_metric,
    "alert": decode_alert,
    "customer": decode_customer,
    "dead_letter": decode_dead_letter,
}


@pytest.mark.parametrize("name", DECODERS)
def test_a_record_is_read_as_it_was_written(name: str) -> None:
    for record in RECORD_EXAMPLES[name]:
        assert DECODERS[name](encode(record)) == record


def test_an_enriched_record_is_read_with_its_event_as_a_dict() -> None:
    for record in RECORD_EXAMPLES["enriched"]:
        read = decode_enriched(encode(record))
        assert isinstance(read.data.event, dict)
        assert encode(read) == encode(record)


def test_a_reader_ignores_what_a_newer_writer_added() -> None:
    record = RECORD_EXAMPLES["metric"][0]
    newer = encode(record).replace(b"{", b'{"added":{"later":1},', 1)
    assert decode_metric(newer) == record


def test_what_is_unknown_about_a_contact_is_left_out() -> None:
    record = RECORD_EXAMPLES["enriched"][1]
    contact = msgspec.json.decode(encode(record))["data"]["contact"]
    assert contact == {
        "channel": "chat",
        "state": "in_progress",
        "queue": "support",
        "customer_id": "cust-112",
        "messages": 5,
    }


def metric(place: int) -> MetricRecord:
    record = RECORD_EXAMPLES["metric"][place]
    assert isinstance(record, MetricRecord)
    return record


def alert() -> AlertRecord:
    record = RECORD_EXAMPLES["alert"][0]
    assert isinstance(record, AlertRecord)
    return record


def test_keys_name_what_a_record_is_about() -> None:
    assert metric_key(metric(0)) == b"queue/billing/call/PT30M/2026-03-02T05:30:00Z"
    assert metric_key(metric(1)) == b"queue/billing/call/now/"
    assert alert_key(alert()) == b"service_level_low/queue/billing"


def test_a_slash_in_a_name_does_not_split_a_key() -> None:
    odd = msgspec.structs.replace(metric(1), scope=Scope(kind="queue", id="a/b %پ"))
    assert metric_key(odd) == b"queue/a%2Fb%20%25%D9%BE/call/now/"


def test_the_alert_of_a_deadline_lives_under_its_contact() -> None:
    deadline = msgspec.structs.replace(alert(), kind="deadline", contact_id="chat-1")
    assert alert_key(deadline) == b"service_level_low/contact/chat-1"


def test_text_leaves_only_when_it_is_to_be_kept() -> None:
    said = p.Messaged(speaker="customer", text="hello")
    assert shown(said, keep_text=True) is said
    assert shown(said, keep_text=False) == {"speaker": "customer"}
    judged = p.SurveyAnswered(contact_id="c", kind="nps", score=0, scale_max=10, comment="never again")
    assert msgspec.json.encode(shown(judged, keep_text=False)) == (
        b'{"contact_id":"c","kind":"nps","score":0,"scale_max":10}'
    )
    queued = p.Queued(queue="billing")
    assert shown(queued, keep_text=False) is queued


def test_a_dead_letter_carries_any_bytes_there_and_back() -> None:
    letter = DeadLetter(
        reason="not_utf8",
        detail="invalid UTF-8 at byte 0",
        topic="pasokh.calls",
        partition=0,
        offset=1,
        timestamp="2026-03-02T05:30:00Z",
        key=None,
        value=bytes(range(256)),
        headers=(("a", b"\xff"), ("b", None)),
    )
    assert decode_dead_letter(encode(letter)) == letter
