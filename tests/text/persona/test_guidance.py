"""What agents are told of each persona."""

from __future__ import annotations

from pathlib import Path

import pytest

from streams.text.persona.kind import Kind
from streams.text.persona.naming import KINDS

PAGE = (Path(__file__).parents[3] / "docs" / "personas.md").read_text(encoding="utf-8")
EVERY = pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])


def test_there_are_nine_personas() -> None:
    names = [
        "angry",
        "calm",
        "confused",
        "controlling",
        "know_it_all",
        "negative",
        "one_liner",
        "positive",
        "talkative",
    ]
    assert sorted(kind.name for kind in KINDS) == names


@EVERY
def test_a_line_is_short_enough_to_be_read_while_typing(kind: Kind) -> None:
    for line in (kind.guidance.en, kind.guidance.fa, kind.guidance.ar):
        assert 60 <= len(line) <= 260
        assert line.endswith(".")


@EVERY
def test_each_language_is_written_in_its_own_letters(kind: Kind) -> None:
    assert kind.guidance.en.isascii()
    assert not set("يكىة") & set(kind.guidance.fa)
    assert not set("یکپچژگ\u200c") & set(kind.guidance.ar)


@EVERY
def test_persian_verbs_are_written_with_half_spaces(kind: Kind) -> None:
    words = kind.guidance.fa.split()
    assert not {"می", "نمی", "ها", "های", "اند"} & set(words)


@EVERY
def test_the_page_of_personas_holds_every_line(kind: Kind) -> None:
    for line in (kind.name, kind.guidance.en, kind.guidance.fa, kind.guidance.ar):
        assert line in PAGE
