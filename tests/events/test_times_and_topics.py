from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.events.times import LAST_US, micros, moment, rfc3339
from streams.events.topics import INPUT_TOPICS, TOPICS, TYPE_NAMES, key_of, topic_of
from streams.events.types import EVENT_TYPES, ClockTicked
from streams.schemas.examples import EVENTS


@given(st.integers(0, LAST_US))
def test_microseconds_and_moments_are_the_same_exactly(us: int) -> None:
    assert micros(moment(us)) == us
    assert datetime.fromisoformat(rfc3339(us)) == moment(us)


def test_the_zone_does_not_matter() -> None:
    tehran = timezone(timedelta(hours=3, minutes=30))
    assert micros(datetime(2026, 3, 2, 9, tzinfo=tehran)) == micros(datetime(2026, 3, 2, 5, 30, tzinfo=UTC))


def test_a_time_without_zone_is_no_moment() -> None:
    with pytest.raises(TypeError):
        micros(datetime(2026, 3, 2))  # noqa: DTZ001  # that is the point


def test_whole_seconds_are_written_without_decimals_and_others_with_six() -> None:
    assert rfc3339(0) == "1970-01-01T00:00:00Z"
    assert rfc3339(1_500_000) == "1970-01-01T00:00:01.500000Z"


def test_every_event_has_its_topic_by_its_prefix() -> None:
    for event_type in EVENT_TYPES:
        if event_type is not ClockTicked:
            assert TYPE_NAMES[event_type].startswith(topic_of(EVENTS[event_type]).removesuffix("s") + ".")
    assert set(TOPICS.values()) == set(INPUT_TOPICS)


def test_the_key_is_the_subject_and_a_tick_has_none() -> None:
    for event in EVENTS.values():
        assert key_of(event) == (None if isinstance(event, ClockTicked) else event.subject.encode())
