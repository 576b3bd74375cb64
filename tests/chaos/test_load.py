"""The load is what it says, and the comparison sees what is wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import orjson
import pytest

from tests.chaos.check import check_ids, check_windows
from tests.chaos.expected import Expected, Figures, Scope, Window
from tests.chaos.load import HELD_US, make
from tests.chaos.tape import S, Sent

EVENTS = 20_000
QUEUE = Scope("queue", "queue-3", "chat")
KEPT_US = 630 * S
"""A call is forgotten so long after its end: its wrap-up is its latest event."""


@lru_cache(maxsize=1)
def made() -> tuple[Expected, list[Sent]]:
    expected = Expected()
    return expected, list(make(EVENTS, 3600 * S, 1, expected))


def record(figures: Figures) -> bytes:
    """As a worker would publish a window."""
    found: dict[str, Any] = {"counts": {}, "sums": {}, "durations": {}}
    for (place, name), amount in figures.items():
        if place == "counts":
            found["counts"][name] = amount
        elif place == "sums":
            found["sums"][name] = amount / S
        else:
            one = found["durations"].setdefault(name, {})
            one["count" if place == "times" else "sum_s"] = amount if place == "times" else amount / S
    return orjson.dumps(found)


def published() -> dict[Window, bytes]:
    return {one: record(figures) for one, figures in made()[0].windows().items()}


def time_us(event: dict[str, Any]) -> int:
    return round(datetime.fromisoformat(event["time"]).astimezone(UTC).timestamp() * 1000) * 1000


def test_of_the_contacts_events_six_tenths_are_of_calls_and_three_of_chats() -> None:
    topics = [sent.topic for sent in made()[1]]
    of_contacts = [topic for topic in topics if topic in ("calls", "chats", "tickets")]
    shares = [of_contacts.count(topic) / len(of_contacts) for topic in ("calls", "chats", "tickets")]
    assert shares == pytest.approx([0.6, 0.3, 0.1], abs=0.01)
    assert topics.count("surveys") > EVENTS / 100
    assert topics.count("agents") > 0


def test_no_event_is_sent_so_late_that_its_contact_may_be_forgotten() -> None:
    assert max(sent.sent_us - time_us(orjson.loads(sent.value)) for sent in made()[1]) <= HELD_US < KEPT_US


def test_surveys_are_sent_before_their_calls_and_long_after_them() -> None:
    begun: dict[bytes, int] = {}
    judged: list[int] = []
    for sent in made()[1]:
        if sent.topic == "surveys":
            judged.append(sent.sent_us - begun.get(sent.key, 1 << 62))
        else:
            begun[sent.key] = sent.sent_us
    assert sum(gap < 0 for gap in judged) > 50
    assert sum(gap > KEPT_US for gap in judged) > 50


def test_what_came_of_the_load_as_expected_passes() -> None:
    expected, _ = made()
    check_ids(expected, [f"e{number}" for number in range(1, expected.events + 1)])
    check_windows(expected.windows(), published())


@pytest.mark.parametrize("names", [["e1", "e1"], ["e1"], ["e1", "e2", "e2"]])
def test_an_enriched_record_that_is_missing_or_repeated_is_seen(names: list[str]) -> None:
    with pytest.raises(AssertionError, match="enriched records missing"):
        check_ids(Expected(events=2), names)


@pytest.mark.parametrize("change", [-1, 1])
def test_one_count_lost_or_doubled_is_seen(change: int) -> None:
    windows, found = made()[0].windows(), published()
    one = min(window for window in windows if window.scope == QUEUE and window.interval == "PT1M")
    wrong = windows[one].copy()
    wrong["counts", "messages_from_agent"] += change
    found[one] = record(wrong)
    with pytest.raises(AssertionError, match="messages_from_agent"):
        check_windows(windows, found)


def test_a_count_in_a_window_where_nothing_happened_is_seen() -> None:
    windows, found = made()[0].windows(), published()
    found[Window(QUEUE, "PT1M", 0)] = record(Figures({("counts", "offered"): 1}))
    with pytest.raises(AssertionError, match="offered"):
        check_windows(windows, found)


def test_a_window_that_is_not_there_is_seen() -> None:
    windows, found = made()[0].windows(), published()
    del found[min(found)]
    with pytest.raises(AssertionError, match="1 windows missing"):
        check_windows(windows, found)
