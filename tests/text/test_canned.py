"""Texts that agents send again and again."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.text.canned import CONTACTS, KEPT_US, OFTEN, ONCE, Canned, alike, seen, sketch

DAY_US = 86_400_000_000
TEMPLATE = (
    "Hello {name}, thank you for contacting Acme Bank. Your request {number} was passed to our cards team, "
    "and they will answer you by {date} at the latest."
)
TEMPLATES = [
    TEMPLATE,
    "سلام {name} عزیز، درخواست شما با شماره {number} ثبت شد و همکاران ما تا {date} نتیجه را به شما اعلام می‌کنند.",
    "مرحباً {name}، تم استلام طلبك رقم {number} وسيقوم القسم المختص بالتواصل معك قبل {date} لإكمال الإجراءات المطلوبة.",
]
PEOPLE = [("Sara", "48213", "12 May"), ("Mr. Karimi", "A-99", "2027-03-01"), ("Mona", "۱۲۳۴۵", "۱۴۰۵/۰۲/۰۱")]


def filled(template: str, person: tuple[str, str, str]) -> str:
    name, number, date = person
    return template.format(name=name, number=number, date=date)


@pytest.mark.parametrize("template", TEMPLATES, ids=["en", "fa", "ar"])
def test_a_template_is_canned_from_its_third_contact_on_whatever_stands_in_its_slots(template: str) -> None:
    state = Canned()
    said = [seen(state, sketch(filled(template, who)), f"c{at}", at) for at, who in enumerate([*PEOPLE, *PEOPLE])]
    assert said == [False, False, True, True, True, True]


def test_one_word_may_differ_in_a_longer_text() -> None:
    one = sketch(filled(TEMPLATE, PEOPLE[0]))
    other = sketch(filled(TEMPLATE, PEOPLE[0]).replace("cards", "loans"))
    assert one != other
    assert alike(one, other)


def test_different_texts_are_not_alike() -> None:
    texts = [
        filled(TEMPLATE, PEOPLE[0]),
        "Your parcel left the depot this morning and the driver will call you half an hour before he arrives.",
        "Please open the settings of the app, choose your account, and switch the second factor off and on again.",
    ]
    sketches = [sketch(text) for text in texts]
    assert not any(alike(one, other) for one in sketches for other in sketches if one is not other)


@pytest.mark.parametrize(
    "text",
    ["hello", "ok", "one moment please", "One moment please, let me check that.", "لطفا چند لحظه منتظر بمانید", ""],
)
def test_short_phrases_are_how_people_talk_and_not_canned(text: str) -> None:
    state = Canned()
    assert not any(seen(state, sketch(text), f"c{at}", at) for at in range(10))
    assert not state.once


def test_the_same_contact_over_and_over_makes_nothing_canned() -> None:
    state, what = Canned(), sketch(filled(TEMPLATE, PEOPLE[0]))
    assert not any(seen(state, what, "c1", at) for at in range(10))


def test_a_text_that_rested_long_begins_anew() -> None:
    state, what = Canned(), sketch(filled(TEMPLATE, PEOPLE[0]))
    for at in range(CONTACTS):
        seen(state, what, f"c{at}", at)
    assert seen(state, what, "later", DAY_US)
    assert not seen(state, what, "much later", 2 * DAY_US + KEPT_US)


def own(number: int) -> str:
    """A text that is like no other: its words are a number in letters."""
    words = ["".join(chr(97 + (number * 7 + place * 13 + digit) % 26) for digit in range(6)) for place in range(12)]
    return " ".join(
        f"{word}{chr(97 + number % 26)}{chr(97 + number // 26 % 26)}{chr(97 + number // 676)}" for word in words
    )


def test_the_state_is_bounded_and_what_is_sent_often_stays() -> None:
    state, often = Canned(), sketch(filled(TEMPLATE, PEOPLE[0]))
    for at in range(CONTACTS):
        seen(state, often, f"c{at}", at)
    for number in range(3 * ONCE):
        seen(state, sketch(own(number)), f"o{number}", number)
    assert len(state.once) == ONCE
    assert len(state.often) <= OFTEN
    assert seen(state, often, "new", 3 * ONCE)
    assert len(msgspec.msgpack.encode(state)) < 100_000
    assert sum(map(len, state.index.values())) == sum(
        len(template.sketch) for template in (*state.once.values(), *state.often.values())
    )


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.integers(0, 40 * DAY_US)), max_size=40),
    st.integers(0, 40),
)
def test_a_stored_state_goes_on_as_if_it_had_never_been_stored(
    sent: list[tuple[int, int, int]], stored_at: int
) -> None:
    texts = [*(sketch(filled(template, PEOPLE[0])) for template in TEMPLATES), sketch(own(1))]
    one, other = Canned(), Canned()
    for number, (text, contact, at_us) in enumerate(sent):
        if number == stored_at:
            other = msgspec.msgpack.decode(msgspec.msgpack.encode(other), type=Canned)
        assert seen(one, texts[text], str(contact), at_us) == seen(other, texts[text], str(contact), at_us)
    assert one == other
    assert list(one.once) == list(other.once)


def test_a_sketch_is_the_same_on_every_machine() -> None:
    found = sketch("the quick brown fox jumps over the lazy dog and runs away")
    assert found == sketch("The QUICK  brown fox jumps over the lazy dog, and runs away".replace(",", ""))
    assert len(found) == 10
    assert found[0] == 262532338
