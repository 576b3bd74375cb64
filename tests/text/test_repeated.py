"""Customers who say the same again."""

import msgspec
import pytest

from streams.text.repeated import Said, gist, repeated, repeats


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("My card is blocked and I cannot pay at the shop", "My card is still blocked, I can't pay in the shop!"),
        (
            "where is my order 48213? it should have arrived on Monday",
            "Order 48213 should have arrived Monday. Where is it?",
        ),
        ("کارت من مسدود شده و نمی‌توانم خرید کنم", "گفتم که کارتم مسدود شده، نمیتوانم خرید کنم"),
        ("پولم از حساب کم شده ولی بلیت صادر نشده", "بلیت صادر نشده ولی پول از حسابم کم شده!!"),
        ("الراوتر مش شغال والنت فاصل من امبارح", "قلت النت فاصل من امبارح والراوتر مش شغال"),
        ("تم خصم المبلغ مرتين من حسابي البنكي", "المبلغ خصم مرتين من حسابي البنكي يا أخي"),
    ],
)
def test_the_same_complaint_in_other_words_is_repeated(first: str, again: str) -> None:
    said = Said()
    assert not repeated(said, gist(first))
    assert repeated(said, gist(again))


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("hello?", "hello?"),
        ("ok thanks", "ok thanks"),
        ("بله", "بله"),
        ("My card is blocked and I cannot pay", "My name is Sara Karimi, born in Shiraz"),
        ("where is my order 48213 please", "and where is my order 99871 please"),
        ("My card is blocked and I cannot pay at the shop in town", "it is a blocked debit card"),
        ("کارت من مسدود شده و نمی‌توانم خرید کنم", "شماره کارت من این است و در تهران صادر شده"),
        ("النت فاصل من امبارح", "النت رجع شكرا بس الفاتورة غلط"),
    ],
)
def test_greetings_answers_and_new_facts_are_not(first: str, then: str) -> None:
    said = Said()
    repeated(said, gist(first))
    assert not repeated(said, gist(then))


def test_a_remark_between_does_not_hide_the_repetition() -> None:
    said = Said()
    assert not repeated(said, gist("my parcel never arrived although tracking says delivered"))
    assert not repeated(said, gist("I live on the second floor, the bell works"))
    assert repeated(said, gist("Tracking says delivered but the parcel never arrived"))


def test_what_was_said_is_bounded_and_can_be_stored() -> None:
    said = Said()
    for number in range(100):
        repeated(said, gist(f"complaint number{number} about invoice{number} and branch{number}"))
    stored = msgspec.msgpack.encode(said)
    assert len(stored) < 2_000
    assert msgspec.msgpack.decode(stored, type=Said) == said


def test_repeating_is_mutual() -> None:
    one, other = gist("card blocked cannot pay shop"), gist("blocked card, cannot pay")
    assert repeats(one, other) == repeats(other, one)


def test_what_is_kept_of_a_telephone_number_stands_for_many() -> None:
    kept = {word for number in range(70_000) for word in gist(f"call card blocked 0912{number:07}")}
    assert len(kept) < 50_000
    assert all(0 < word < 1 << 16 for word in kept)
