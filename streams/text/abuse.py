"""Abuse of the one who answers: what the word lists find, and what the model makes of the rest.

Swearing at a thing is no abuse: it is `profanity`, and stays below the threshold.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from streams.text.grams import BUCKETS, Grams, Hashes, bucket_of, grams_of, pair_hashes
from streams.text.normalise import normalise

ABUSES = ("none", "insult", "threat", "harassment", "profanity")
NONE, INSULT, THREAT, HARASSMENT, PROFANITY = ABUSES
THRESHOLD = 0.5
"""Of the score: from here on it is an insult, a threat or harassment."""

_SURE = {THREAT: 0.95, HARASSMENT: 0.9, INSULT: 0.9}
_SWEARING_AT_MOST = 0.45
_WORDS = re.compile(r"[^\W_']+(?:'[^\W_']+)*")
_MEANT = 4
"""Words before an insult in which `I`, `he` or `people` make it one of themselves."""
_SURE_ALONE = 0.5
"""What the model's logit must be for it to call abusive what no list has."""
_FEWEST = 4
"""Words that the model needs to call abusive what no list has."""
_LOOKED_FOR = frozenset({"insult", "object", "profanity", "threat", "harassment"})
_DOUBTFUL = frozenset({"object", "harmless"})
_YOU_FOLLOWS = frozenset({"fa", "ar", "fa-latn", "ar-latn"})
_SHARED = "en"
"""The language whose swearing is understood in every other."""
_Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of one language: kinds by phrase, phrases by their first word, and single words of some use."""

    kinds: Mapping[_Phrase, str]
    starts: Mapping[str, Sequence[_Phrase]]
    you: frozenset[str]
    others: frozenset[str]
    between: frozenset[str]
    you_follows: bool


@cache
def _lists() -> Mapping[str, Mapping[str, Sequence[_Phrase]]]:
    content = files("streams.text.words").joinpath("abuse.txt").read_text(encoding="utf-8")
    lists: dict[str, dict[str, list[_Phrase]]] = {}
    for line in content.splitlines():
        if line.startswith("#"):
            continue
        language, kind, entries = line.split("\t")
        found = lists.setdefault(language, {}).setdefault(kind, [])
        found.extend(tuple(words_of(normalise(entry.replace("_", " ")))) for entry in entries.split())
    return lists


@cache
def words_for(language: str) -> Words:
    """The lists that a message in a language is held against."""
    kinds: dict[_Phrase, str] = {}
    single: dict[str, set[str]] = {"you": set(), "me": set(), "others": set(), "between": set()}
    for name in dict.fromkeys((_SHARED, language)):
        for kind, phrases in _lists().get(name, {}).items():
            if kind in single:
                single[kind].update(phrase[0] for phrase in phrases)
            else:
                kinds.update(dict.fromkeys(phrases, kind))
    starts: dict[str, list[_Phrase]] = {}
    for phrase in sorted(kinds, key=len, reverse=True):
        starts.setdefault(phrase[0], []).append(phrase)
    others = frozenset(single["me"] | single["others"])
    return Words(
        kinds, starts, frozenset(single["you"]), others, frozenset(single["between"]), language in _YOU_FOLLOWS
    )


def words_of(normalised: str) -> list[str]:
    """Words without what is between them."""
    return _WORDS.findall(normalised)


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """Words that are on a list, and first two words of phrases that are: buckets first, whole hashes to be sure."""

    single_buckets: npt.NDArray[np.bool_]
    singles: Hashes
    pair_buckets: npt.NDArray[np.bool_]
    pairs: Hashes


@cache
def _telling() -> Telling:
    phrases = {
        phrase
        for kinds in _lists().values()
        for kind, listed in kinds.items()
        if kind in _LOOKED_FOR
        for phrase in listed
    }
    singles = grams_of(sorted(phrase[0] for phrase in phrases if len(phrase) == 1)).words
    first_two = [grams_of([" ".join(phrase[:2])]).words for phrase in sorted(phrases) if len(phrase) > 1]
    pairs = pair_hashes(*np.array(first_two, np.uint64).T)
    single_buckets, pair_buckets = np.zeros(BUCKETS, np.bool_), np.zeros(BUCKETS, np.bool_)
    single_buckets[bucket_of(singles)] = True
    pair_buckets[bucket_of(pairs)] = True
    pair_buckets[0] = False  # it stands for no pair
    return Telling(single_buckets, np.sort(singles), pair_buckets, np.sort(pairs))


def suspects(grams: Grams) -> npt.NDArray[np.bool_]:
    """Which texts of a batch have anything that a list has, so that `judge` must look."""
    telling = _telling()
    one = np.flatnonzero(telling.single_buckets[grams.singles])
    two = np.flatnonzero(telling.pair_buckets[grams.pairs])
    one = one[_among(grams.words[one], telling.singles)]
    two = two[_among(pair_hashes(grams.words[two], grams.words[two + 1]), telling.pairs)]
    found = np.zeros(len(grams.starts), np.bool_)
    found[np.searchsorted(grams.word_starts, np.concatenate([one, two]), side="right") - 1] = True
    return found


def _among(hashed: Hashes, listed: Hashes) -> npt.NDArray[np.bool_]:
    """Which are in a sorted list; quicker than `numpy.isin` for the few that are left."""
    places = np.minimum(np.searchsorted(listed, hashed), len(listed) - 1)
    return np.asarray(listed[places] == hashed, np.bool_)


def judge(text: str, language: str, margin: float) -> tuple[str, float]:
    """The class of one message and its score, 0 to 1; `margin` is the model's logit, 0 at its threshold."""
    words = words_of(normalise(text))
    kinds = set(_found(words, words_for(language)))
    chance = 1 / (1 + math.exp(-margin))
    for kind in (THREAT, HARASSMENT, INSULT):
        if kind in kinds:
            return kind, max(chance, _SURE[kind])
    if PROFANITY in kinds:
        return PROFANITY, min(chance, _SWEARING_AT_MOST)
    if margin < 0:
        return NONE, chance
    if (
        margin < _SURE_ALONE or len(words) < _FEWEST or _DOUBTFUL & kinds
    ):  # a name, a sick dog: the model only knows letters and words
        return NONE, min(chance, _SWEARING_AT_MOST)
    return INSULT, chance


def _found(words: Sequence[str], lists: Words) -> Iterator[str]:
    """Kinds of the longest phrases, from left to right."""
    at = 0
    while at < len(words):
        phrase = _phrase_at(words, at, lists)
        if phrase is None:
            at += 1
            continue
        kind = lists.kinds[phrase]
        if kind == "object":
            yield INSULT if _is_at_you(words, at, at + len(phrase), lists) else kind
        elif kind == INSULT:
            yield PROFANITY if _is_of_others(words, at, lists) else INSULT
        else:
            yield kind
        at += len(phrase)


def _phrase_at(words: Sequence[str], at: int, lists: Words) -> _Phrase | None:
    for phrase in lists.starts.get(words[at], ()):
        if tuple(words[at : at + len(phrase)]) == phrase:
            return phrase
    return None


def _is_at_you(words: Sequence[str], begin: int, end: int, lists: Words) -> bool:
    """Whether `you` stands before it, or at once after it ("خری تو"), which in English begins another clause."""
    before = begin - 1
    while before >= 0 and words[before] in lists.between and words[before] not in lists.you:
        before -= 1
    if before >= 0 and words[before] in lists.you:
        return True
    return lists.you_follows and end < len(words) and words[end] in lists.you


def _is_of_others(words: Sequence[str], at: int, lists: Words) -> bool:
    """Whoever stands nearest before it is meant: "I am such an idiot", "their driver is an idiot"."""
    for word in reversed(words[max(0, at - _MEANT) : at]):
        if word in lists.you:
            return False
        if word in lists.others:
            return True
    return False
