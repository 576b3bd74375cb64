"""What a queue keeps of its phrases: counted once, bounded, the same in any batches."""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.text.topics import Rising, phrases
from streams.text.topics.candidate import HELD_PANES, KNOWN_CONTACTS, PANE_US, PANES
from streams.text.topics.rising import CAPACITY
from tests.text.topics.rig import DAY_US
from tests.text.topics.talk import HOUR_US, MINUTE_US, Burst, Talk

NOON_US = 12 * HOUR_US


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
    rising, rows = Rising(), dict[str, bytes]()
    for at_us, contact, text in Talk(6, contacts=800).messages(2):
        for phrase in rising.add(contact, phrases(text, "en"), at_us):
            candidate = rising.candidates.get(phrase)
            if candidate is None:
                rows.pop(phrase, None)
            else:
                rows[phrase] = msgspec.msgpack.encode(candidate)
    assert rows == {phrase: msgspec.msgpack.encode(candidate) for phrase, candidate in rising.candidates.items()}


def test_what_only_one_or_two_contacts_write_is_kept_with_nobodys_id() -> None:
    rising = Rising()
    for number, said in enumerate(("sara", "sara", "refund", "refund", "refund", "refund")):
        rising.add(f"chat-{number}", (said,), NOON_US)
    stored = msgspec.msgpack.encode(rising)
    assert [number for number in range(6) if f"chat-{number}".encode() in stored] == [4, 5]


def test_a_phrase_that_many_write_is_a_small_row() -> None:
    rising = Rising()
    for number in range(200):
        rising.add(f"6f1c9a52-0d1e-4c8a-9f60-{number:012}", ("refund",), NOON_US + number * 1_000_000)
    assert len(msgspec.msgpack.encode(rising.candidates["refund"])) < 1_000


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


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 5)), max_size=60))
def test_contacts_are_counted_as_by_hand(steps: list[tuple[str, int]]) -> None:
    rising, pane, counted = Rising(), 0, []
    last: dict[str, int] = {}
    for contact, later in steps:
        pane += later
        rising.add(contact, ("refund",), pane * PANE_US)
        if pane - last.get(contact, -PANES) >= PANES:
            counted.append(pane)
            last[contact] = pane
    candidate = rising.candidates.get("refund")
    if candidate is not None:
        candidate.settle(pane, rising.origin)
        assert candidate.panes == Counter(at for at in counted if at > pane - HELD_PANES)
        assert candidate.recent == sum(candidate.panes.values())
        assert round(candidate.all_past) == len(counted) - candidate.recent
