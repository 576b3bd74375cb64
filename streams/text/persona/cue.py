"""Kinds of words that show a manner, and how they are found in a turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntFlag
from typing import TypeAlias

from streams.text.topics.words import folded

START, END = "^ ", " $"
"""Around a phrase: it has to begin the turn, or to end it."""

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


@dataclass(frozen=True, slots=True)
class Finder:
    """Phrases by the longest of their words, which is the rarest one; `alone` says what a word shows by itself."""

    words: frozenset[bytes]
    alone: dict[bytes, int]
    phrases: dict[bytes, tuple[tuple[bytes, int], ...]]

    def cues(self, words: list[bytes]) -> int:
        """What a turn's folded words show, as bits of `Cue`."""
        hits = self.words.intersection(words)
        if not hits:
            return 0
        cues = 0
        line = b""
        for word in hits:
            cues |= self.alone.get(word, 0)
            for phrase, cue in self.phrases.get(word, ()):
                line = line or b" ^ " + b" ".join(words) + b" $ "
                if phrase in line:
                    cues |= cue
        return cues


def listed(phrases: str) -> tuple[str, ...]:
    """Phrases that stand one after the other with commas between them, over as many lines as it takes."""
    return tuple(" ".join(phrase.split()) for phrase in phrases.split(",") if phrase.strip())


def finder(*languages: Cues) -> Finder:
    """All phrases of some languages, folded; Persian ones also with their halves written as one word."""
    alone: dict[bytes, int] = {}
    phrases: dict[bytes, dict[bytes, int]] = {}
    for cues in languages:
        for cue, listed_phrases in cues.items():
            for phrase in listed_phrases:
                for spelling in {phrase, phrase.replace(_ZWNJ, "")}:
                    words = folded(spelling)
                    begin, end = spelling.startswith(START), spelling.endswith(END)
                    if not begin and not end and b" " not in words:
                        alone[words] = alone.get(words, 0) | int(cue)  # an operator of a flag costs a microsecond
                        continue
                    line = b" " + b"^ " * begin + words + b" $" * end + b" "
                    found = phrases.setdefault(max(words.split(), key=len), {})
                    found[line] = found.get(line, 0) | int(cue)
    by_word = {word: tuple(found.items()) for word, found in phrases.items()}
    return Finder(frozenset(alone) | frozenset(by_word), alone, by_word)
