"""Hashing and packed sums agree with doing it one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.text.grams import Grams, grams_of
from streams.text.normalise import LIMIT
from streams.text.tables import FIELDS, Table, quantised, word_sums

TEXTS = st.lists(st.text(st.sampled_from("ab c!۱🙂سي"), max_size=20), min_size=1, max_size=6)


def words(grams: Grams, i: int) -> list[int]:
    return grams.words[grams.word_starts[i] : grams.word_starts[i + 1]].tolist()


def runs(grams: Grams, i: int) -> list[list[int]]:
    return [run[grams.starts[i] : grams.starts[i] + grams.lengths[i]].tolist() for run in grams.runs]


@settings(deadline=None)
@given(TEXTS)
def test_a_text_has_the_same_features_wherever_it_stands(texts: list[str]) -> None:
    together = grams_of(texts)
    for i, text in enumerate(texts):
        alone = grams_of([text])
        assert words(together, i) == words(alone, 0)
        assert [[gram for gram in run if gram] for run in runs(together, i)] == [
            [gram for gram in run if gram] for run in runs(alone, 0)
        ]


def test_a_word_is_the_same_at_any_place_and_in_either_case() -> None:
    grams = grams_of(["slow, very SLOW  (slow)"])
    first, _, second, *rest = words(grams, 0)
    assert first == second
    assert first in rest


def test_a_run_of_letters_does_not_cross_words() -> None:
    three, four = grams_of(["ab cd"]).runs
    assert np.count_nonzero(three) == 4  # " ab", "ab ", " cd", "cd "
    assert np.count_nonzero(four) == 2  # " ab ", " cd "


def test_long_drawn_letters_and_marks_are_two() -> None:
    assert words(grams_of(["sooooo!!!!!"]), 0) == words(grams_of(["soo!!"]), 0)


def test_numbers_that_stand_alone_are_all_alike_but_those_in_words_are_not() -> None:
    assert words(grams_of(["48213"]), 0) == words(grams_of(["۹۹۹"]), 0)
    assert words(grams_of(["ma3lesh"]), 0) != words(grams_of(["ma7lesh"]), 0)


def test_addresses_and_mentions_are_not_read() -> None:
    texts = ["look https://bad.example/awful now", "look @awful now", "look me@awful.example now"]
    expected = words(grams_of(["look now"]), 0)
    grams = grams_of(texts)
    assert [words(grams, i) for i in range(3)] == [expected] * 3


def test_several_characters_of_one_do_not_lengthen_a_text_beyond_its_bound() -> None:
    assert grams_of(["\ufdf2" * 5000]).lengths[0] <= LIMIT + 1


@given(st.lists(st.lists(st.integers(-127, 127), min_size=FIELDS, max_size=FIELDS), min_size=1, max_size=200))
def test_sums_of_packed_weights_are_the_sums_of_each(rows: list[list[int]]) -> None:
    weights = np.array(rows, np.int8).T
    table = Table.of(weights, np.ones(FIELDS))
    sums = Table.fields(table.packed.sum(keepdims=True))
    assert sums[:, 0].tolist() == weights.sum(axis=1, dtype=np.int64).tolist()


@pytest.mark.parametrize("sign", [1, -1])
def test_as_many_extreme_weights_as_a_text_can_have_do_not_spill_over(sign: int) -> None:
    table = Table.of(np.array([[sign * 127], [-sign * 127], [sign * 127]], np.int8), np.ones(FIELDS))
    many = 4 * (LIMIT + 1)
    assert Table.fields(table.packed * many)[:, 0].tolist() == [
        sign * 127 * many,
        -sign * 127 * many,
        sign * 127 * many,
    ]


def test_texts_without_words_sum_to_nothing() -> None:
    grams = grams_of(["", "a b", ""])
    assert word_sums(grams, np.array([3, 4])).tolist() == [0, 7, 0]


def test_what_is_far_beyond_the_usual_is_cut_and_the_rest_keeps_its_steps() -> None:
    row = np.append(np.full(1000, 0.01), 100.0)
    whole, scales = quantised(np.stack([row]), clip=8)
    assert whole[0, 0] == 0  # bucket 0 weighs nothing
    assert whole[0, -1] == 127
    assert scales[0] < 1
