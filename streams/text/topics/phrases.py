"""What a message may be about: its content words, one to three that stand together in a sentence."""

from __future__ import annotations

from itertools import pairwise

from streams.text.topics.stop import NEGATED_AS, NEGATING, NEGATIONS, STOP
from streams.text.topics.words import DIGIT, LOOKED_AT, by_sentence, encoded, shown

MOST = 60
"""Phrases of one message; single words come first."""

LONGEST = 24
"""Letters of a word; what is longer is a key or a slip."""

_DIGIT = DIGIT.decode()
# The article, alone and after "and", "with", "for": words with and without it are counted together.
_ARTICLES = tuple((b" " + encoded(article), b" ") for article in ("وال", "بال", "لل", "ال"))


def phrases(text: str, language: str) -> tuple[str, ...]:
    """Phrases in the order single words, pairs, triples, each once; `language` as in enriched records.

    Nothing with a digit, an e-mail address, a link or a mention is in any. A negation belongs to what follows it.
    """
    text = text[:LOOKED_AT]
    if "@" in text or "://" in text or "www." in text:
        text = _without_addresses(text)
    code = by_sentence(encoded(text))
    if language == "ar":
        code = b" " + code
        for article, space in _ARTICLES:
            code = code.replace(article, space)
    stop = STOP.get(language) or STOP["other"]
    singles: list[str] = []
    pairs: list[str] = []
    triples: list[str] = []
    counted = DIGIT in code
    for sentence in shown(code, language).split("\n"):
        words = [word for word in sentence.split() if word not in stop and len(word) <= LONGEST]
        if counted:
            words = [word for word in words if _DIGIT not in word]
        if not words:
            continue
        if not NEGATING.isdisjoint(words):
            words = [NEGATED_AS.get(word, word) for word in words]
        two = [f"{first} {second}" for first, second in pairwise(words)]
        ends = words
        if not NEGATIONS.isdisjoint(words):
            ends = ["" if word in NEGATIONS else word for word in words]
        singles += filter(None, ends)
        pairs += [phrase for phrase, end in zip(two, ends[1:], strict=True) if end]
        triples += [f"{phrase} {end}" for phrase, end in zip(two, ends[2:], strict=False) if end]
    return tuple(dict.fromkeys(singles + pairs + triples))[:MOST]


def _without_addresses(text: str) -> str:
    words = [word for word in text.split() if "@" not in word]
    if "://" in text or "www." in text:
        words = [word for word in words if "://" not in word and not word.startswith("www.")]
    return " ".join(words)
