"""What one turn adds to what is known of a customer's manner."""

from __future__ import annotations

import time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.text.persona import Manner, observe
from streams.text.topics.words import LOOKED_AT
from tests.text.persona.talk import TALKS

TURNS = [(text, sentiment, language) for (_, language), turns in TALKS.items() for text, sentiment in turns]


def one(text: str, language: str = "en", *, sentiment: float = 0.0, abusive: bool = False) -> Manner:
    return observe(Manner(), text, language=language, sentiment=sentiment, abusive=abusive, at_us=7)


@given(st.data())
def test_the_order_of_turns_does_not_matter(data: st.DataObject) -> None:
    times = data.draw(st.lists(st.integers(0, 5), min_size=2, max_size=8))
    turns = [(*data.draw(st.sampled_from(TURNS)), at_us) for at_us in times]
    states = []
    for order in (turns, data.draw(st.permutations(turns))):
        manner = Manner()
        for text, sentiment, language, at_us in order:
            observe(manner, text, language=language, sentiment=sentiment, abusive=False, at_us=at_us)
        states.append(manner)
    assert states[0] == states[1]


def test_the_state_is_changed_in_place_and_returned() -> None:
    manner = Manner()
    assert observe(manner, "hello", language="en", sentiment=0, abusive=False, at_us=1) is manner


def test_the_state_survives_the_ledger_and_stays_small() -> None:
    manner = Manner()
    for number in range(1_000):
        observe(manner, "PLEASE help me now!!", language="en", sentiment=-0.7, abusive=True, at_us=number)
    packed = msgspec.msgpack.encode(manner)
    assert msgspec.msgpack.decode(packed, type=Manner) == manner
    assert len(packed) < 100


def test_the_course_of_sentiment_is_kept_by_time() -> None:
    manner = Manner()
    for at_us, sentiment in ((30, 0.1), (10, -0.8), (40, 0.6), (20, 0.0)):
        observe(manner, "well", language="en", sentiment=sentiment, abusive=False, at_us=at_us)
    assert (manner.first_us, manner.first_sentiment) == (10, -800)
    assert (manner.last_us, manner.last_sentiment) == (40, 600)
    assert manner.sentiment_sum == -100


@pytest.mark.parametrize("text", ["من نمی‌فهمم", "من نمی فهمم", "من نمیفهمم", "من نمي‌فهمم", "من نِمی‌فَهمَم"], ids=range(5))
def test_persian_is_found_however_it_is_typed(text: str) -> None:
    assert one(text, "fa").unsure == 1


@pytest.mark.parametrize("text", ["لم أفهم", "لم افهم", "لَم أَفهَم", "لـم أفـهم"], ids=range(4))
def test_arabic_is_found_however_it_is_typed(text: str) -> None:
    assert one(text, "ar").unsure == 1


@pytest.mark.parametrize("text", ["I don't understand", "i dont understand", "I DON’T UNDERSTAND."])
def test_english_is_found_however_it_is_typed(text: str) -> None:
    assert one(text).unsure == 1


def test_an_unknown_language_is_looked_up_in_all_three_scripts() -> None:
    assert one("I don't understand", "other").unsure == 1
    assert one("متوجه نشدم", "xx").unsure == 1
    assert one("مش فاهم", "other").unsure == 1


def test_a_turn_shows_a_thing_once_however_often_it_says_so() -> None:
    assert one("useless, useless and useless, how dare you").upset == 1


def test_a_cue_is_a_whole_word() -> None:
    assert one("The matchbox is in the hatebox").upset == 0


def test_a_polite_command_is_a_request() -> None:
    assert one("Send me the invoice").commands == 1
    assert one("Send me the invoice please").commands == 0


def test_now_is_a_demand_only_with_a_wish() -> None:
    assert one("It does not work right now").demands == 0
    assert one("I want it repaired right now").demands == 1
    assert one("الان کار نمی‌کند", "fa").demands == 0
    assert one("پولم را الان می‌خواهم", "fa").demands == 1


def test_a_command_begins_the_turn() -> None:
    assert one("Fix it").commands == 1
    assert one("They said the fix would come").commands == 0


@pytest.mark.parametrize(
    ("text", "language"),
    [("is it there?", "en"), ("کجاست؟", "fa"), ("چرا نیامد", "fa"), ("هل وصل", "ar"), ("chera nayamad", "fa-latn")],
)
def test_questions_are_known_with_and_without_their_mark(text: str, language: str) -> None:
    assert one(text, language).questions == 1


def test_a_line_in_another_script_is_no_one_liner() -> None:
    assert one("ok thanks").one_liners == 1
    assert (
        one(
            "電話で対応してもらいましたが改良されませんでした。保証期間も過ぎてるので買い直しになるんでしょうね。",
            "other",
        ).one_liners
        == 0
    )


def test_emoji_are_no_question_marks_and_no_shouting() -> None:
    manner = one("nice 😀😀😀")
    assert (manner.questions, manner.loud) == (0, 0)


@pytest.mark.parametrize("text", ["WHERE IS MY ORDER", "where is it!!", "what?!", "کجاست؟؟"])
def test_capitals_and_repeated_marks_are_loud(text: str) -> None:
    assert one(text).loud == 1


@pytest.mark.parametrize("text", ["OK", "Where is My Order", "My IPTV and DSL do not work at home", "Thanks!"])
def test_a_name_or_one_mark_is_not_loud(text: str) -> None:
    assert one(text).loud == 0


def test_shouting_is_anger_only_when_it_is_negative() -> None:
    assert one("THANK YOU SO MUCH", sentiment=0.9).upset == 0
    assert one("NOTHING WORKS AT ALL", sentiment=-0.5).upset == 1


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    assert one("word " * LOOKED_AT).words == LOOKED_AT // 5
    assert one("word " * LOOKED_AT + "useless").upset == 0


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "hi " * 333_333,
        "😡" * 100_000,
        "e" + "\u0301" * 1_000_000,
        "\u202e" * 500_000,
        "?!" * 500_000,
        "\ud800" * 9,
    ],
    ids=["one word", "words", "emoji", "marks", "bidi", "punctuation", "surrogates"],
)
def test_no_text_takes_long(text: str) -> None:
    began = time.process_time()
    one(text)
    assert time.process_time() - began < 0.05
