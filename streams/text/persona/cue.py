"""Kinds of words that show a manner, and how they are found in a turn."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntFlag
from typing import TypeAlias

from streams.text.topics.words import folded

START = "^ "
"""At the beginning of a phrase: it has to begin the turn."""

_ZWNJ = "\u200c"


class Cue(IntFlag):
    """What words of a turn show. A turn shows each at most once, however often it says so."""

    UNSURE = 1
    """Does not understand, is not sure, asks to explain again."""
    EXPERT = 2
    """Knows it already, has said so before, is of the trade."""
    DEMAND = 4
    """Wants it now, wants the manager, sets a condition."""
    COMMAND = 8
    """Tells others what to do; with a word of courtesy it is a request."""
    COURTESY = 16
    """Please, thanks, a greeting."""
    UPSET = 32
    """Words of anger; abuse is judged elsewhere and comes as an argument."""
    QUESTION = 64
    """A question without its mark."""
    WANT = 128
    """I want, I need: a demand when it is urgent as well."""
    URGENT = 256
    """Now, quickly: a demand together with a wish or a command, and else only a time ("it does not work now")."""


Cues: TypeAlias = Mapping[Cue, tuple[str, ...]]
Finder: TypeAlias = dict[bytes, tuple[tuple[bytes, int], ...]]
"""By the rarest (the longest) word of each phrase: the phrase between spaces, and what it shows."""


def listed(phrases: str) -> tuple[str, ...]:
    """Phrases that stand one after the other with commas between them, over as many lines as it takes."""
    return tuple(" ".join(phrase.split()) for phrase in phrases.split(",") if phrase.strip())


def finder(*languages: Cues) -> Finder:
    """All phrases of some languages, folded; Persian ones also with their halves written as one word."""
    by_word: dict[bytes, dict[bytes, int]] = {}
    for cues in languages:
        for cue, phrases in cues.items():
            for phrase in phrases:
                for spelling in {phrase, phrase.replace(_ZWNJ, "")}:
                    start = b"^ " if spelling.startswith(START) else b""
                    words = folded(spelling)
                    line = b" " + start + words + b" "
                    found = by_word.setdefault(max(words.split(), key=len), {})
                    found[line] = found.get(line, 0) | cue
    return {word: tuple(phrases.items()) for word, phrases in by_word.items()}


def shown_by(words: list[bytes], finder: Finder, keys: frozenset[bytes]) -> int:
    """The cues of a turn's folded words, as bits of `Cue`; `keys` are the finder's, as a set."""
    hits = keys.intersection(words)
    if not hits:
        return 0
    line = b" ^ " + b" ".join(words) + b" "
    cues = 0
    for word in hits:
        for phrase, cue in finder[word]:
            if phrase in line:
                cues |= cue
    return cues
