"""What a message may be about."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.text.topics import phrases
from streams.text.topics.phrases import MOST
from streams.text.topics.stop import NEGATIONS, STOP


def test_content_words_stand_alone_and_together() -> None:
    assert phrases("My refund has still not arrived", "en") == (
        "refund",
        "arrived",
        "not arrived",
        "refund not arrived",
    )


def test_persian_words_lose_their_endings_after_the_half_space() -> None:
    assert "سفارش" in phrases("سفارش‌های من کجاست؟", "fa")
    assert phrases("سفارشم نرسیده", "fa") == ("سفارشم", "نرسیده", "سفارشم نرسیده")


def test_arabic_words_lose_their_article() -> None:
    assert phrases("الفاتورة خطأ", "ar") == phrases("فاتورة خطا", "ar") == ("فاتوره", "خطا", "فاتوره خطا")


def test_negations_of_a_language_are_alike_and_end_no_phrase() -> None:
    assert phrases("payment didn't work", "en") == phrases("Payment does not work!", "en")
    assert "لم يصل" in phrases("ولم يصل الطلب", "ar")
    assert not [phrase for phrase in phrases("work not", "en") if phrase.endswith("not")]


def test_a_phrase_ends_where_the_sentence_does() -> None:
    assert "refund login" not in phrases("About the refund. Login fails", "en")


@pytest.mark.parametrize(
    "text",
    [
        "order 12345",
        "سفارش ۱۲۳۴۵",
        "code ab12cd",
        "me@example.org",
        "ask @someone",
        "see https://example.org/secret",
        "www.example.org",
        "k" * 25,
    ],
)
def test_numbers_addresses_links_and_keys_are_in_no_phrase(text: str) -> None:
    for language in ("en", "fa", "ar", "other"):
        found = " ".join(phrases(text, language))
        assert not any(char.isdigit() for char in found)
        assert "example" not in found
        assert "someone" not in found
        assert "k" * 25 not in found


def test_small_words_are_no_topic() -> None:
    assert phrases("Hello, can you please help me with this?", "en") == ()
    assert phrases("سلام لطفاً به من کمک کنید", "fa") == ()
    assert phrases("السلام عليكم ممكن من فضلك", "ar") == ()


def test_finglish_and_others_go_by_all_three_lists() -> None:
    assert phrases("please refund", "fa-latn") == ("refund",)
    assert phrases("سلام بسته", "other") == ("بسته",)


@given(st.text(max_size=300), st.sampled_from(["en", "fa", "ar", "ar-latn", "other"]))
def test_phrases_are_few_different_and_made_of_content_words(text: str, language: str) -> None:
    found = phrases(text, language)
    assert len(found) <= MOST
    assert len(set(found)) == len(found)
    for phrase in found:
        words = phrase.split(" ")
        assert 1 <= len(words) <= 3
        assert words[-1] not in NEGATIONS
        assert not set(words) & (STOP.get(language) or STOP["other"])


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "ab " * 333_333,
        "😡" * 100_000,
        "e" + "\u0301" * 1_000_000,
        "\u202e" * 500_000,
        "@" * 1_000_000,
        "ab. " * 250_000,
    ],
    ids=["one word", "words", "emoji", "marks", "bidi", "at", "sentences"],
)
def test_no_text_takes_long(text: str) -> None:
    began = time.process_time()
    phrases(text, "ar")
    assert time.process_time() - began < 0.05
