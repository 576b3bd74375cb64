"""Letters are folded to one byte each."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.text.topics.words import by_sentence, encoded, folded, shown

LETTERS = st.sampled_from("abcXYZ ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیيكىآأإةۀ۱۲٣؟?!.,\u200c\u064b\u202e'’é😀\n\t")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("كتاب", "کتاب"),
        ("يک", "یک"),
        ("على", "علی"),
        ("أإآ", "ااا"),
        ("فاتورة", "فاتوره"),
        ("مُحَمَّد", "محمد"),
        ("سـلام", "سلام"),
        ("نمی\u200cشود", "نمی شود"),
        ("Don’t", "dont"),
        ("CAFé", "cafe"),
        ("۱۲٣4", "0000"),
        ("a😀b", "a b"),
        ("\u202eabc\u202c", "abc"),
        ("  a،b؛c  ", "a b c"),
    ],
)
def test_spellings_of_the_same_are_the_same(text: str, same: str) -> None:
    assert folded(text) == folded(same)
    assert shown(folded(text), "fa") == same


def test_arabic_is_shown_with_its_own_letters() -> None:
    assert shown(folded("شركتي"), "ar") == "شركتي"
    assert shown(folded("شركتي"), "fa") == "شرکتی"


def test_hamza_on_its_seat_stays_as_it_is() -> None:
    assert shown(folded("رائع مسؤول"), "ar") == "رائع مسوول"


@given(st.text(LETTERS, max_size=80))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = folded(text)
    assert folded(shown(once, "fa")) == once
    assert folded(shown(once, "ar")) == once


@given(st.text(max_size=200))
def test_whatever_comes_only_letters_digits_and_spaces_are_left(text: str) -> None:
    left = shown(folded(text), "fa")
    assert all(char in "0 " or unicodedata.category(char).startswith("L") for char in left)


def test_sentences_end_at_their_marks() -> None:
    lines = shown(by_sentence(encoded("One. Two? سه؟ چهار! five\nsix, seven")), "fa").split("\n")
    assert [" ".join(line.split()) for line in lines] == ["one", "two", "سه", "چهار", "five", "six seven"]
