"""One spelling for many."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from streams.text.folding import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("كيك", "کیک"),
        ("می‌کنم", "میکنم"),
        ("أإآٱا", "ااااا"),
        ("مسؤول", "مسوول"),
        ("مشكلة", "مشکله"),
        ("نَعْتَذِرُ", "نعتذر"),
        ("نعتـــذر", "نعتذر"),
        ("۱۲۳ ٤٥٦", "123 456"),
        ("ﻧﻌﺘﺬﺭ", "نعتذر"),
        ("چی؟", "چی?"),
        ("I’M Sorry", "i'm sorry"),
        ("\u202bسلام\u202c", "سلام"),
    ],
)
def test_spellings_of_one_word_become_one(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text(max_size=300))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@example("`\t\r")
@given(st.text(max_size=300))
def test_few_rare_letters_fold_as_many_do(text: str) -> None:
    rare = "".join(chr(code) for code in range(0x064B, 0x0660)) * 2
    assert fold(rare + text).removeprefix(fold(rare)) == fold(text)
