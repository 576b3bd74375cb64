"""What rises in a queue, and what does not."""

from __future__ import annotations

from itertools import pairwise

import pytest

from streams.text.topics import Rising, phrases
from streams.text.topics.candidate import PANE_US
from tests.text.topics.rig import DAY_US, alarms, asked, shown, steady
from tests.text.topics.talk import HOUR_US, MINUTE_US, NEW, Burst, Talk


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


def test_overlapping_phrases_are_one_topic_with_the_most_telling_words() -> None:
    rising = steady(2)
    now_us = asked(rising, 2 * DAY_US, 20, what=phrases("my refund has not arrived", "en"))
    assert shown(rising.rising(now_us)) == ["refund not arrived"]


def test_a_longer_phrase_of_usual_words_is_only_another_way_of_putting_it() -> None:
    rising = Rising()
    for number in range(3 * 24 * 30):
        rising.add(f"old-{number}", ("account", "closed"), number * HOUR_US // 30)
    for number in range(20):
        rising.add(f"new-{number}", ("account", "closed", "account closed"), 3 * DAY_US + number * 2 * MINUTE_US)
    assert rising.candidates["account closed"].recent == 20
    assert rising.rising(3 * DAY_US + 40 * MINUTE_US) == []


def test_a_topic_is_held_by_three_of_a_hundred_contacts() -> None:
    rising = steady(2, an_hour=600)
    for number in range(600):
        what = NEW if number % 50 == 0 else ("invoice",)
        rising.add(f"new-{number}", what, 2 * DAY_US + number * HOUR_US // 600)
    assert rising.rising(2 * DAY_US + HOUR_US) == []
    for number in range(600):
        what = NEW if number % 20 == 0 else ("invoice",)
        rising.add(f"newer-{number}", what, 2 * DAY_US + HOUR_US + number * HOUR_US // 600)
    assert len(rising.rising(2 * DAY_US + 2 * HOUR_US)) == 1


def test_what_went_and_comes_back_is_not_taken_for_new() -> None:
    rising = steady(2)
    rising.floor = 500.0
    now_us = asked(rising, 2 * DAY_US, 12)
    assert rising.candidates[NEW[0]].unseen == 500.0
    assert rising.rising(now_us) == []


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


def test_topics_come_the_clearest_first() -> None:
    rising = steady(2)
    asked(rising, 2 * DAY_US, 40, what=("outage",))
    now_us = asked(rising, 2 * DAY_US + 1, 12, every_us=3 * MINUTE_US, what=("refund",))
    topics = rising.rising(now_us)
    assert len(topics) == 2
    assert all(one.score >= other.score for one, other in pairwise(topics))
