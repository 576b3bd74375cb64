"""What rises in a queue, and what does not."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest

from streams.text.topics import Rising, Topic, phrases
from streams.text.topics.candidate import KNOWN_CONTACTS, PANE_US
from streams.text.topics.rising import CAPACITY
from tests.text.topics.talk import HOUR_US, MINUTE_US, NEW, Burst, Message, Talk

DAY_US = 24 * HOUR_US
NOON_US = 12 * HOUR_US


def steady(days: int, *, an_hour: int = 30) -> Rising:
    """A queue whose contacts have asked for the same three things at all hours, in turn."""
    rising = Rising()
    said = (("delivery", "late", "delivery late"), ("invoice",), ("password", "lost", "password lost"))
    for number in range(days * 24 * an_hour):
        rising.add(f"old-{number}", said[number % 3], number * HOUR_US // an_hour)
    return rising


def asked(rising: Rising, from_us: int, times: int, *, every_us: int = MINUTE_US, what: tuple[str, ...] = NEW) -> int:
    for number in range(times):
        rising.add(f"new-{from_us}-{number}", what, from_us + number * every_us)
    return from_us + times * every_us


def shown(topics: list[Topic]) -> list[str]:
    return [topic.phrase for topic in topics]


def alarms(messages: list[Message]) -> tuple[Rising, list[tuple[int, Topic]]]:
    """Every topic as it came up, when asked each five minutes; one that stays comes once."""
    rising, found = Rising(), []
    up: set[str] = set()
    due = messages[0].at_us // PANE_US * PANE_US + PANE_US
    for at_us, contact, text in messages:
        while at_us >= due:
            topics = rising.rising(due)
            found += [(due, topic) for topic in topics if topic.phrase not in up]
            up = {topic.phrase for topic in topics}
            due += PANE_US
        rising.add(contact, phrases(text, "en"), at_us)
    return rising, found


def test_a_new_question_is_found_within_minutes() -> None:
    messages = Talk(1, contacts=1_000).messages(5, Burst(4 * 24 + 14, 3, 60))
    _, found = alarms(messages)
    at_us, topic = found[0]
    began_us = (4 * 24 + 14) * HOUR_US
    assert began_us < at_us <= began_us + 15 * MINUTE_US
    assert set(topic.phrase.split()) <= set(NEW)
    assert topic.count >= 5 > topic.expected
    assert began_us - PANE_US <= topic.since_us <= at_us
    new = {contact for _, contact, text in messages if set(text.split()) & set(NEW)}
    assert set(topic.contacts) <= new
    assert 1 <= len(topic.contacts) <= 5


@pytest.mark.parametrize("seed", [2, 3])
def test_the_rhythm_of_days_raises_nothing(seed: int) -> None:
    """Quiet nights, matters that prefer hours, busy and quiet days; docs/topics.md has the rate over many."""
    _, found = alarms(Talk(seed, contacts=1_000).messages(6))
    assert shown([topic for _, topic in found]) == []


def test_a_busy_hour_raises_nothing() -> None:
    rising = steady(3)
    said = (("delivery", "late", "delivery late"), ("invoice",), ("password", "lost", "password lost"))
    for number in range(600):
        rising.add(f"busy-{number}", said[number % 3], 3 * DAY_US + number * HOUR_US // 600)
    assert rising.rising(3 * DAY_US + HOUR_US) == []


def test_what_comes_every_morning_raises_nothing_but_at_night_it_does() -> None:
    rising = Rising()
    for number in range(7 * 24 * 30):
        at_us = number * HOUR_US // 30
        morning = at_us % DAY_US // HOUR_US == 9 and number % 2
        rising.add(f"c-{number}", ("market", "opening") if morning else ("invoice",), at_us)
        if number % 10 == 0:
            assert rising.rising(at_us) == [] or at_us < 3 * DAY_US
    night_us = asked(rising, 7 * DAY_US + 3 * HOUR_US, 15, what=("market",))
    assert shown(rising.rising(night_us)) == ["market"]


def test_nothing_rises_in_the_first_day() -> None:
    rising = Rising()
    now_us = asked(rising, 0, 200)
    assert rising.rising(now_us) == []


def test_one_contact_alone_raises_nothing_however_often_it_writes() -> None:
    rising = steady(2)
    for number in range(500):
        rising.add("loud", NEW, 2 * DAY_US + number * 6_000_000)
    assert rising.rising(2 * DAY_US + HOUR_US) == []


def test_four_contacts_are_too_few_to_be_shown_and_twelve_are_not() -> None:
    rising = steady(2)
    four_us = asked(rising, 2 * DAY_US, 4)
    assert rising.rising(four_us) == []
    twelve_us = asked(rising, four_us, 8)
    assert shown(rising.rising(twelve_us))[0] in {"wodotok", "mipasat", "zekolin"}


def test_a_contact_counts_once_for_a_phrase_within_the_window() -> None:
    rising = Rising()
    assert rising.add("a", ("refund",), 0) == ["refund"]
    assert rising.add("a", ("refund",), 10 * MINUTE_US) == []
    assert rising.candidates["refund"].recent == 1
    assert rising.add("a", ("refund",), 60 * MINUTE_US) == ["refund"]
    assert rising.candidates["refund"].panes == {0: 1, 12: 1}
    rising.add("b", ("refund",), 120 * MINUTE_US)
    assert rising.candidates["refund"].panes == {12: 1, 24: 1}
    assert rising.candidates["refund"].all_past == 1


def test_what_is_older_than_the_window_is_left_out() -> None:
    rising = Rising()
    rising.add("a", ("refund",), 2 * HOUR_US)
    assert rising.add("b", ("refund",), 2 * HOUR_US - 55 * MINUTE_US) == ["refund"]
    assert rising.add("c", ("refund",), HOUR_US) == []


def test_longer_phrases_are_counted_once_their_parts_are_common() -> None:
    rising = Rising()
    for number in range(10):
        rising.add(f"c-{number}", ("refund", "arrived", "not arrived", "refund not arrived"), number)
    counts = {phrase: candidate.recent for phrase, candidate in rising.candidates.items()}
    assert counts == {"refund": 10, "arrived": 10, "not arrived": 8, "refund not arrived": 6}


def test_overlapping_phrases_are_one_topic_with_the_most_telling_words() -> None:
    rising = steady(2)
    now_us = asked(rising, 2 * DAY_US, 20, what=phrases("my refund has not arrived", "en"))
    assert shown(rising.rising(now_us)) == ["refund not arrived"]


def test_two_matters_are_two_topics() -> None:
    rising = steady(2)
    asked(rising, 2 * DAY_US, 20, what=("refund",))
    now_us = asked(rising, 2 * DAY_US + 1, 20, what=("outage",))
    assert sorted(shown(rising.rising(now_us))) == ["outage", "refund"]


def test_since_when_is_kept_while_it_lasts() -> None:
    rising = steady(3)
    from_us = 3 * DAY_US + 10 * HOUR_US
    later_us = asked(rising, from_us, 150)
    topic = rising.rising(later_us)[0]
    assert topic.since_us == from_us
    assert later_us - topic.since_us > 2 * HOUR_US
    assert topic.over_us <= HOUR_US


def test_it_is_over_when_nobody_asks_any_more() -> None:
    rising = steady(3)
    now_us = asked(rising, 3 * DAY_US, 30)
    assert rising.rising(now_us)
    assert rising.rising(now_us + 2 * HOUR_US) == []


def test_what_has_become_common_rises_no_more() -> None:
    rising = steady(3)
    for day in range(3, 17):
        for number in range(24 * 30):
            at_us = day * DAY_US + number * HOUR_US // 30
            rising.add(f"d-{day}-{number}", ("invoice",) if number % 2 else ("migration",), at_us)
    assert rising.rising(17 * DAY_US) == []


def test_asking_changes_nothing_and_batches_do_not_matter() -> None:
    messages = Talk(5, contacts=600).messages(2, Burst(46, 2, 30))
    whole, parts = Rising(), Rising()
    for at_us, contact, text in messages:
        whole.add(contact, phrases(text, "en"), at_us)
    for number, (at_us, contact, text) in enumerate(messages):
        parts.add(contact, phrases(text, "en"), at_us)
        if number % 97 == 0:
            parts.rising(at_us + number)
        if number % 301 == 0:  # as a recovery from the ledger does
            parts = msgspec.msgpack.decode(msgspec.msgpack.encode(parts), type=Rising)
    assert msgspec.msgpack.encode(parts) == msgspec.msgpack.encode(whole)
    assert parts.rising(48 * HOUR_US) == whole.rising(48 * HOUR_US) != []


def test_rows_that_are_named_as_changed_are_enough_to_keep_the_state() -> None:
    rising, rows = Rising(), {}
    for at_us, contact, text in Talk(6, contacts=800).messages(2):
        for phrase in rising.add(contact, phrases(text, "en"), at_us):
            rows[phrase] = rising.candidates.get(phrase)
        rows = {phrase: row for phrase, row in rows.items() if row is not None}
    assert rows.keys() == rising.candidates.keys()
    assert all(rows[phrase] is candidate for phrase, candidate in rising.candidates.items())


def test_memory_is_bounded_whatever_is_written() -> None:
    rising = Rising()
    for number in range(12_000):
        rising.add(f"c-{number}", ("always", f"w{number}", f"v{number // 3}"), number * 1_000_000)
        assert len(rising.candidates) <= CAPACITY
    assert len(rising.candidates["always"].contacts) == KNOWN_CONTACTS
    assert rising.candidates["always"].recent > KNOWN_CONTACTS
    assert len(rising.contacts) <= 1_024
    assert len(msgspec.msgpack.encode(rising)) < 200_000


def test_the_commonest_phrases_stay_when_room_is_short() -> None:
    rising = Rising()
    for number in range(6_000):
        rising.add(f"c-{number}", (f"w{number}", f"often{number % 50}"), number * 2_000_000)
    assert {f"often{number}" for number in range(50)} <= rising.candidates.keys()


def test_years_later_weights_are_still_in_proportion() -> None:
    rising = Rising()
    for day in range(0, 1_500, 2):
        for number in range(10):
            what = ("refund", "invoice") if number % 2 else ("refund",)
            rising.add(f"c-{day}-{number}", what, day * DAY_US + NOON_US + number * MINUTE_US)
    refund, invoice = rising.candidates["refund"], rising.candidates["invoice"]
    assert refund.all_past == pytest.approx(2 * invoice.all_past)
    assert refund.all_past == pytest.approx(rising.total.all_past)
    assert refund.all_past < 1e20


def test_topics_come_the_clearest_first() -> None:
    rising = steady(2)
    asked(rising, 2 * DAY_US, 40, what=("outage",))
    now_us = asked(rising, 2 * DAY_US + 1, 12, every_us=3 * MINUTE_US, what=("refund",))
    topics = rising.rising(now_us)
    assert len(topics) == 2
    assert all(one.score >= other.score for one, other in pairwise(topics))
