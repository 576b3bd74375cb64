"""Customers' last words, and what only looks like them."""

import pytest

from streams.text.closing import closing
from tests.text.labelled import gold


@pytest.mark.parametrize(("label", "text"), gold("closing"))
def test_every_labelled_message_is_read_as_its_label_says(label: str, text: str) -> None:
    assert closing(text) == (label == "closing")


@pytest.mark.parametrize(
    ("closes", "asks_on"),
    [
        ("thanks, bye", "thanks, but it still does not work"),
        ("thank you for your help", "thank you for nothing"),
        ("Thank you, Sara!", "Thank you, when?"),
        ("ممنون، خداحافظ", "ممنون ولی هنوز درست نشده"),
        ("ممنون از پیگیریتون", "ممنون میشم پیگیری کنید"),
        ("خسته نباشید، ممنون", "خسته نباشید"),
        ("شكراً، مع السلامة", "شكراً، متى يصل الطلب؟"),
        ("الله يعطيك العافية", "الله يعطيك العافية، عندي استفسار"),
        ("merci khodahafez", "merci vali dorost nashode"),
        ("shokran, ma3 el salama", "shokran bas lessa"),
    ],
)
def test_thanks_close_only_when_nothing_is_asked_for(closes: str, asks_on: str) -> None:
    assert closing(closes)
    assert not closing(asks_on)


@pytest.mark.parametrize("text", ["", " ", "...", "ok", "?", "😡", "12345", "\u202e\u200f"])
def test_silence_and_bare_words_close_nothing(text: str) -> None:
    assert not closing(text)


def test_a_thumb_alone_says_thanks() -> None:
    assert closing("👍🏽")


def test_a_long_message_closes_nothing_however_kind_it_is() -> None:
    assert not closing("thank you " * 20)
