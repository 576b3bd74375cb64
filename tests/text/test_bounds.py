"""Texts that were made to take long do not."""

import time
from collections.abc import Callable

import pytest

from streams.text.apology import apology
from streams.text.canned import sketch
from streams.text.closing import closing
from streams.text.folding import PREFIX, fold
from streams.text.redact import redact
from streams.text.repeated import gist

LONG = 1_000_000
TEXTS = {
    "one letter": "a" * LONG,
    "one word": "sorry " * (LONG // 6),
    "half apologies": "sorry sor" * (LONG // 9),
    "ببخشید": "ببخشید که " * (LONG // 10),
    "نعتذر": "نعتذر عن لا " * (LONG // 12),
    "emoji": "😀" * 100_000,
    "families of emoji": "👨\u200d👩\u200d👧" * 100_000,
    "combining marks": "ع" + "\u064e\u0301" * (LONG // 2),
    "marks of direction": "\u202e\u2066س" * (LONG // 3),
    "digits": "1" * LONG,
    "single digits": "1 " * (LONG // 2),
    "groups of digits": "0912 " * (LONG // 5),
    "cards": "4111 1111 1111 1111 " * (LONG // 20),
    "almost addresses": "a@" * (LONG // 2),
    "almost hosts": "a@" + "b." * (LONG // 2),
    "almost IBANs": "IR06 " * (LONG // 5),
    "spaces": " " * LONG,
    "question marks": "?" * LONG,
    "lines": "\n" * LONG,
    "halves of pairs": "\ud83d" * LONG,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
@pytest.mark.parametrize("read", [apology, closing, sketch, gist], ids=lambda read: read.__name__)
def test_reading_a_megabyte_takes_no_longer_than_reading_its_beginning(
    read: Callable[[str], object], text: str
) -> None:
    began = time.process_time()
    result = read(text)
    assert time.process_time() - began < 0.25
    assert result == read(text[:PREFIX])


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_megabyte_is_redacted_in_seconds(text: str) -> None:
    began = time.process_time()
    redact(text)
    assert time.process_time() - began < 15  # some two are usual


def test_folding_is_bounded() -> None:
    assert len(fold("x" * LONG)) == PREFIX
