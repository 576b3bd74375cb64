"""Which topic an event belongs on and under which key; the prefix in front is the settings' matter."""

from typing import Final

from streams.events.types import EVENT_TYPES, ClockTicked, Event

INPUT_TOPICS: Final = ("calls", "chats", "tickets", "agents", "surveys")

_TOPIC_OF_PREFIX = {topic.removesuffix("s"): topic for topic in INPUT_TOPICS}


def type_name(event_type: type[Event]) -> str:
    """What stands under `type` in the envelope."""
    return str(event_type.__struct_config__.tag)


TYPE_NAMES: Final[dict[type[Event], str]] = {event_type: type_name(event_type) for event_type in EVENT_TYPES}
TOPICS: Final[dict[type[Event], str]] = {
    event_type: _TOPIC_OF_PREFIX[name.partition(".")[0]]
    for event_type, name in TYPE_NAMES.items()
    if event_type is not ClockTicked
}


def topic_of(event: Event) -> str:
    """KeyError for `clock.ticked`, which is sent to every partition of whichever topic it moves on."""
    return TOPICS[type(event)]


def key_of(event: Event) -> bytes | None:
    """The subject, so that everything about one contact meets in one partition; None for a tick."""
    return event.subject.encode() or None
