"""One form for scoring."""

import unicodedata

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from streams.text.letters import CODE, FOLDED, SEVERAL, SPACE
from streams.text.normalise import LIMIT, normalise


def test_persian_on_an_arabic_keyboard_is_the_same_text() -> None:
    assert normalise("مي‌شود كتابي") == normalise("می‌شود کتابی")


def test_forms_of_alef_teh_and_heh_are_one() -> None:
    assert normalise("أإآٱ مدرسة خانۀ") == "اااا مدرسه خانه"


def test_diacritics_tatweel_joiners_and_direction_marks_are_gone() -> None:
    assert normalise("سَلـــام\u200c\u200f\u202e خوبِ\u2066") == "سلام خوب"


def test_digits_of_all_three_sets_are_ascii() -> None:
    assert normalise("۱۲٣4") == "1234"


def test_presentation_forms_are_letters() -> None:
    assert normalise("ﻻ ﮐﺘﺎﺏ") == "لا کتاب"


def test_skin_tones_and_variation_selectors_say_nothing() -> None:
    assert normalise("👍🏽❤️") == "👍❤"


def test_latin_letters_are_small_and_without_accents() -> None:
    assert normalise("Ünïcode İT’S") == "unicode it's"


def test_an_ellipsis_and_a_salutation_in_one_character_are_spaces() -> None:
    assert normalise("a…b\ufdfac") == "a b c"


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    assert normalise("a" * 1_000_000) == "a" * LIMIT


@example("ℨ")
@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


def test_one_look_up_says_the_same_as_the_table_for_every_character() -> None:
    wrong = []
    for code in range(len(FOLDED) - 1):  # the last stands for all beyond
        if 0xD800 <= code < 0xE000:
            continue
        folded, looked_up = normalise(chr(code)), int(FOLDED[code])
        if looked_up & SEVERAL:
            agrees = len(folded) > 1
        elif looked_up == SPACE:  # what is neither letter nor symbol parts words
            agrees = len(folded) == 1 and unicodedata.category(folded)[0] not in "LN"
        else:
            agrees = folded == (chr(looked_up & CODE) if looked_up else "")
        if not agrees:
            wrong.append(hex(code))
    assert wrong == []
    assert FOLDED.dtype == np.uint32
