"""One example of each outgoing record, in the world of the event examples."""

from datetime import datetime
from typing import Final

from streams.events import payloads as p
from streams.events.encode import encode as encode_event
from streams.events.topics import TYPE_NAMES
from streams.events.types import CallAnswered, ChatMessaged, Event
from streams.records import (
    ENRICHED_SUFFIX,
    AlertRecord,
    Contact,
    CustomerRecord,
    DeadLetter,
    Deadline,
    Duration,
    Enriched,
    EnrichedData,
    MetricRecord,
    Persona,
    Record,
    Scope,
    TextFacts,
    WindowFigures,
    Words,
    shown,
)
from streams.schemas.examples import EVENTS

_BILLING: Final = Scope(kind="queue", id="billing")


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _enriched(event: Event, data: EnrichedData) -> Enriched:
    return Enriched(
        id=event.id,
        source=event.source,
        type=TYPE_NAMES[type(event)] + ENRICHED_SUFFIX,
        time=event.time,
        subject=event.subject,
        data=data,
    )


def _answered_call() -> Enriched:
    contact = Contact(
        channel="call",
        state="talking",
        queue="billing",
        agent_id="agent-12",
        customer_id="cust-889",
        language="fa",
        direction="inbound",
        queued_at=_at("2026-03-02T05:30:00Z"),
        answered_at=_at("2026-03-02T05:30:38.500000Z"),
        wait_s=38.5,
        expected_wait_s=45.0,
        promise_error_s=-6.5,
        outcome="answered",
        rings_missed=1,
    )
    return _enriched(
        EVENTS[CallAnswered], EnrichedData(event=p.Answered(agent_id="agent-12", queue="billing"), contact=contact)
    )


def _chat_message() -> Enriched:
    said = p.Messaged(speaker="customer", text="I have asked this twice now!")
    contact = Contact(channel="chat", state="in_progress", queue="support", customer_id="cust-112", messages=5)
    persona = Persona(
        name="angry",
        confidence=0.7,
        guidance=Words(
            en="Say first what you will do, then why.",
            fa="اول بگویید چه می‌کنید، بعد چرا.",
            ar="قل أولاً ما ستفعله، ثم لماذا.",
        ),
    )
    text = TextFacts(
        language="en",
        sentiment=-0.62,
        sentiment_class="negative",
        abuse="none",
        abuse_score=0.04,
        apology="none",
        closing=False,
        canned=False,
        repeated=True,
    )
    data = EnrichedData(
        event=shown(said, keep_text=False),
        contact=contact,
        deadlines=(Deadline(name="next_response", state="imminent", due_at="2026-03-02T05:33:00Z"),),
        text=text,
        persona=persona,
    )
    return _enriched(EVENTS[ChatMessaged], data)


_WAITS: Final = Duration(
    count=40, sum_s=612.5, mean_s=15.3125, max_s=94.0, p50_s=11.2, p90_s=33.9, p95_s=48.0, p99_s=90.1
)
_COUNTS: Final = {"offered": 46, "answered": 40, "answered_within": 33, "abandoned": 5, "short_abandoned": 1}
_RATES: Final = {"service_level": 33 / 46, "abandonment": 5 / 46, "promise_kept": None}


def _half_hour() -> MetricRecord:
    return MetricRecord(
        scope=_BILLING,
        channel="call",
        interval="PT30M",
        start="2026-03-02T05:30:00Z",
        end="2026-03-02T06:00:00Z",
        complete=True,
        counts=_COUNTS,
        durations={"wait_answered": _WAITS},
        rates=_RATES,
        sentiment={},
    )


def _right_now() -> MetricRecord:
    last = WindowFigures(
        start="2026-03-02T05:30:00Z",
        end="2026-03-02T06:00:00Z",
        counts=_COUNTS,
        durations={"wait_answered": _WAITS},
        rates=_RATES,
    )
    return MetricRecord(
        scope=_BILLING,
        channel="call",
        interval="now",
        start=None,
        end="2026-03-02T06:00:00.400000Z",
        complete=False,
        counts={},
        durations={},
        rates={},
        sentiment={},
        gauges={"waiting": 3, "oldest_waiting_since": "2026-03-02T05:59:12Z", "in_progress": 7},
        windows={"PT30M": last},
    )


def _low_service_level() -> AlertRecord:
    return AlertRecord(
        rule="service_level_low",
        kind="threshold",
        scope=_BILLING,
        state="firing",
        severity="page",
        sequence=2,
        value=0.64,
        threshold=0.70,
        unit="ratio",
        started_at="2026-03-02T05:58:00Z",
        changed_at="2026-03-02T06:00:00Z",
        text=Words(
            en="billing: 64 % answered within 20 s, below 70 %.",
            fa="billing: ۶۴٪ در ۲۰ ثانیه پاسخ گرفتند، کمتر از ۷۰٪.",
            ar="billing: رُدّ على ٦٤٪ خلال ٢٠ ثانية، أقل من ٧٠٪.",
        ),
        runbook="docs/runbooks/service_level_low.md",
    )


def _customer() -> CustomerRecord:
    return CustomerRecord(
        customer_id="cust-889",
        changed_at="2026-03-02T05:35:10Z",
        first_contact_at="2026-02-27T10:11:00Z",
        last_contact_at="2026-03-02T05:30:00Z",
        contacts={"call": 2, "chat": 1},
        open_contacts=0,
        repeat_contact=True,
        bad_experiences=1,
        first_contact_resolved=False,
        churn_risk=0.31,
    )


def _refused() -> DeadLetter:
    answer = EVENTS[CallAnswered]
    return DeadLetter(
        reason="missing_field",
        detail="`$.data.agent_id` is missing",
        topic="pasokh.calls",
        partition=3,
        offset=81_204,
        timestamp="2026-03-02T05:30:38.611000Z",
        key=answer.subject.encode(),
        value=encode_event(answer).replace(b'"agent_id":"agent-12",', b""),
        headers=(("content-type", b"application/cloudevents+json"),),
    )


RECORD_EXAMPLES: Final[dict[str, tuple[Record, ...]]] = {
    "enriched": (_answered_call(), _chat_message()),
    "metric": (_half_hour(), _right_now()),
    "alert": (_low_service_level(),),
    "customer": (_customer(),),
    "dead_letter": (_refused(),),
}
