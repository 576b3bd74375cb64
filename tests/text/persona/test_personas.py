"""Which persona a talk is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.text.persona import Manner, persona
from streams.text.persona.naming import CLEAR, KINDS, TURNS
from tests.text.persona.talk import TALKS, named

BLAND = [("The parcel is for my brother and he lives next door", 0.0)] * 6


@pytest.mark.parametrize(("name", "language"), TALKS, ids="-".join)
def test_a_clear_talk_is_named(name: str, language: str) -> None:
    found = named(TALKS[name, language], language)
    assert found is not None
    assert found.name == name


def test_many_short_turns_one_upon_the_other_are_talkative_too() -> None:
    turns = [("and then there was one more thing to tell", 0.0)] * 10
    assert named(turns, every_us=60_000_000) is None
    found = named(turns, every_us=8_000_000)
    assert found is not None
    assert found.name == "talkative"


@pytest.mark.parametrize(("name", "language"), TALKS, ids="-".join)
def test_nothing_is_named_before_four_turns(name: str, language: str) -> None:
    assert named(TALKS[name, language][: TURNS - 1], language) is None


def test_nothing_is_named_when_nothing_stands_out() -> None:
    assert named(BLAND) is None


def test_one_bad_word_in_a_long_talk_names_nobody_angry() -> None:
    found = named([*BLAND, ("What a ridiculous price", -0.6), *BLAND])
    assert found is None or found.name != "angry"


def test_abuse_makes_angry_without_a_word_of_the_lists() -> None:
    found = named([("The parcel is for my brother", -0.3)] * 4, abusive=True)
    assert found is not None
    assert found.name == "angry"


def test_anger_goes_before_what_is_only_negative() -> None:
    found = named([("This is unacceptable", -0.9)] * 5)
    assert found is not None
    assert found.name == "angry"


def test_more_turns_of_the_same_make_it_clearer() -> None:
    few = named([("I'm not sure about that form of yours today", 0.0), *BLAND[:1]] * 2)
    many = named([("I'm not sure about that form of yours today", 0.0), *BLAND[:1]] * 20)
    assert few is not None
    assert many is not None
    assert few.confidence < many.confidence


manners = st.builds(
    lambda turns, words, shares, mood: Manner(
        turns, words, *[min(turns, share) for share in shares], mood, 0, mood, 5, mood
    ),
    st.integers(1, 300),
    st.integers(0, 10_000),
    st.lists(st.integers(0, 300), min_size=12, max_size=12),
    st.integers(-300_000, 300_000),
)


@given(manners)
def test_every_rule_answers_from_zero_to_one(manner: Manner) -> None:
    for kind in KINDS:
        assert 0.0 <= kind.rule(manner) <= 1.0, kind.name


@given(manners)
def test_what_is_named_is_the_clearest_rule(manner: Manner) -> None:
    found = persona(manner)
    clearest = max(kind.rule(manner) for kind in KINDS)
    if manner.turns < TURNS or clearest < CLEAR:
        assert found is None
    else:
        assert found is not None
        assert found.confidence == round(clearest, 2)
        assert CLEAR <= found.confidence <= 1
