"""What goes out on `contacts`: every event that came in, with what is known about its contact by then."""

from datetime import datetime
from typing import Any, Final, Literal

import msgspec

from streams.records.base import ContactChannel, Record, Words

ENRICHED_SUFFIX: Final = ".enriched"
SPOKEN_FIELDS: Final = frozenset({"text", "comment"})
"""Payload fields that hold what somebody said or wrote; they leave the house only with `keep_text`."""

ContactState = Literal[
    "unknown",
    "new",
    "with_bot",
    "waiting",
    "ringing",
    "talking",
    "on_hold",
    "in_progress",
    "wrapping_up",
    "closed",
    "expired",
    "open",
    "pending",
    "solved",
]
Outcome = Literal["answered", "abandoned", "left_queue", "expired"]
Language = Literal["fa", "ar", "en", "fa-latn", "ar-latn", "other"]
Mood = Literal["negative", "neutral", "positive"]
Abuse = Literal["none", "insult", "threat", "harassment", "profanity"]
Apology = Literal["none", "apology", "sympathy", "non_apology", "repair_request", "refusal_softener"]
DeadlineState = Literal["pending", "imminent", "breached", "achieved", "achieved_late", "cancelled"]


class Contact(Record, frozen=True, omit_defaults=True, gc=False):
    """A contact's facts and durations so far; what is not known yet is left out. Times are RFC 3339, UTC.

    Fields may be given by place: one is made for every event, and so many keywords cost several times as much.
    """

    channel: ContactChannel
    state: ContactState
    queue: str | None = None
    agent_id: str | None = None
    customer_id: str | None = None
    priority: str | int | None = None
    topic: str | None = None
    language: str | None = None
    direction: str | None = None
    medium: str | None = None
    queued_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    wait_s: float | None = None
    expected_wait_s: float | None = None
    promise_error_s: float | None = None
    outcome: Outcome | None = None
    talk_s: float | None = None
    hold_s: float | None = None
    holds: int | None = None
    wrap_up_s: float | None = None
    handle_s: float | None = None
    transfers: int | None = None
    rings_missed: int | None = None
    messages: int | None = None
    first_response_s: float | None = None
    resolution_s: float | None = None
    unanswered_since: datetime | None = None
    created_at: datetime | None = None
    reopens: int | None = None
    requester_wait_s: float | None = None
    agent_work_s: float | None = None


class Deadline(Record, frozen=True, kw_only=True, gc=False):
    """One promise to the contact and how it stands."""

    name: str
    state: DeadlineState
    due_at: str


class TextFacts(Record, frozen=True, kw_only=True, gc=False):
    """What a message says, as far as a machine can tell."""

    language: Language
    sentiment: float
    sentiment_class: Mood
    abuse: Abuse
    abuse_score: float
    apology: Apology
    closing: bool
    canned: bool
    repeated: bool


class Persona(Record, frozen=True, kw_only=True, gc=False):
    """How the customer comes across, with a line of guidance for the agent."""

    name: str
    confidence: float
    guidance: Words


class EnrichedData(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    event: Any  # a payload struct when written, a dict when read: records know no event types
    contact: Contact | None = None
    deadlines: tuple[Deadline, ...] = ()
    text: TextFacts | None = None
    persona: Persona | None = None


class Enriched(Record, frozen=True, kw_only=True, gc=False):
    """A structured CloudEvent with the id, source, time and subject of the event that came in."""

    specversion: Literal["1.0"] = "1.0"
    id: str
    source: str
    type: str
    time: datetime
    subject: str
    data: EnrichedData


def shown(payload: msgspec.Struct, *, keep_text: bool) -> msgspec.Struct | dict[str, object]:
    """The payload as it may leave: itself, or without what somebody said."""
    if keep_text or SPOKEN_FIELDS.isdisjoint(payload.__struct_fields__):
        return payload
    return {
        name: value
        for name, value in msgspec.structs.asdict(payload).items()
        if value is not None and name not in SPOKEN_FIELDS
    }
