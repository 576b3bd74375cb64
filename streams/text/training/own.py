"""The sentences and word lists written for this project, beside this file in `own/`."""

import random
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from streams.text.normalise import normalise
from streams.text.training.romanise import Spellings

_CHOICE = re.compile(r"\{([^{}]*)\}")
DRAWS = 12
"""Sentences made at most of one pattern."""


def lines(name: str) -> Iterator[str]:
    """The lines of a file that are not empty and no comment."""
    content = files(__package__).joinpath("own", name).read_text(encoding="utf-8")
    return (line for line in content.splitlines() if line.strip() and not line.startswith("#"))


@cache
def spellings(name: str) -> Spellings:
    """By word in its own script, as it is normalised: how it is spelled in Latin letters."""
    pairs = (line.split() for line in lines(name))
    return {normalise(word): tuple(latin) for word, *latin in pairs}


def labelled(name: str) -> list[tuple[str, str]]:
    """(label, text) of a file; patterns `{a|b}` are drawn, with repetitions left out."""
    drawn = random.Random(name)  # noqa: S311 - the same sentences every time
    found: dict[tuple[str, str], None] = {}
    for line in lines(name):
        label, _, pattern = line.partition("\t")
        for _ in range(DRAWS if "{" in pattern else 1):
            text = _CHOICE.sub(lambda choice: drawn.choice(choice.group(1).split("|")), pattern)
            found[label, text] = None
    return list(found)
