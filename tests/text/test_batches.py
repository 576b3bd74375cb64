"""Scores do not depend on company, and no message takes long."""

import time
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from streams.text.scorer import Score, Scorer

BOUND_S = 0.5
"""Generous for a busy machine; what is guarded against takes minutes."""
TEXTS = [
    "سلام، سفارشم نرسیده",
    "",
    "where is my order?!",
    "👍",
    "you are an idiot",
    "شكرا جزيلا",
    "1234",
    "kheili mamnun",
]


@cache
def scorer() -> Scorer:
    return Scorer.load()


def alone(text: str, before: str | None = None) -> Score:
    return scorer().score([text], [before])[0]


def test_a_text_scores_the_same_alone_and_in_any_company() -> None:
    assert scorer().score(TEXTS, [None] * len(TEXTS)) == [alone(text) for text in TEXTS]


@settings(max_examples=50, deadline=None)
@example([":N", "A:ؠ"])
@given(st.lists(st.text(st.characters(), max_size=60), max_size=8))
def test_any_texts_at_all_score_the_same_alone_and_together(texts: list[str]) -> None:
    assert scorer().score(texts, [None] * len(texts)) == [alone(text) for text in texts]


def test_no_texts_give_no_scores() -> None:
    assert scorer().score([], []) == []


def test_an_empty_text_is_neutral_and_of_the_language_spoken_before() -> None:
    assert alone("", "fa") == alone(" \n ", "fa")
    assert (alone("", "fa").language, alone("").language, alone("").sentiment_class) == ("fa", "other", "neutral")


def test_more_texts_than_are_hashed_at_once_come_back_in_their_order() -> None:
    texts = [TEXTS[i % len(TEXTS)] * 30 for i in range(500)]
    few = {text: alone(text) for text in set(texts)}
    assert scorer().score(texts, [None] * len(texts)) == [few[text] for text in texts]


MONSTERS = {
    "a megabyte of one letter": "a" * 1_000_000,
    "a megabyte of words": "very bad service " * 60_000,
    "a hundred thousand emoji": "😡" * 100_000,
    "families of emoji": "👨‍👩‍👧‍👦" * 20_000,
    "combining marks without end": "a" + "\u0301" * 1_000_000,
    "combining marks of Arabic": "س" + "\u064b" * 1_000_000,
    "direction controls": "\u202e\u2066\u200f" * 300_000 + "hello",
    "at signs": "@" * 1_000_000,
    "addresses": "https://a.b/c " * 70_000,
    "letters between at signs": "a@" * 500_000,
    "letters between dots after an at sign": "a@" + "a." * 500_000,
    "dots before an at sign": "a." * 400_000 + "@",
    "salutations in one character": "\ufdfa" * 300_000,
    "fractions": "½" * 300_000,
    "lone surrogates": "\ud800" * 100_000,
    "null characters": "\0" * 100_000,
    "the worst word again and again": "awful" * 200_000,
}


@pytest.mark.parametrize("name", MONSTERS)
def test_a_monster_takes_bounded_time(name: str) -> None:
    scorer()
    start = time.process_time()
    score = alone(MONSTERS[name])
    assert time.process_time() - start < BOUND_S
    assert -1 <= score.sentiment <= 1


def test_the_worst_word_again_and_again_is_as_bad_as_it_sounds() -> None:
    assert alone("awful terrible " * 500).sentiment < -0.9
    assert alone("great excellent thanks " * 500).sentiment > 0.9
