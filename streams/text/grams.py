"""A batch of texts as hashed words, word pairs and runs of three and four letters: once, for every model.

All texts stand in one array of code points, so that numpy's loops run over the batch and Python's only over texts.
A text's letters begin with one separator of its own. Bucket 0 stands for no feature and weighs nothing anywhere.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from streams.text.letters import ARABIC, CODE, FOLDED, FOREIGN, LATIN, SEVERAL, SPACE, SYMBOL, WORD, Codes
from streams.text.normalise import LIMIT, TABLE

BITS = 18
BUCKETS = 1 << BITS
LONGEST_RUN = 4
Buckets = npt.NDArray[np.uint32]
Hashes = npt.NDArray[np.uint64]
Whole = npt.NDArray[np.int64]

STEP = 1 << 15
"""Code points of a batch that are hashed together: what fits the processor's nearer caches."""
_MOST_OF_ONE = 4
"""Characters that one may become."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,64}+@[^\s@]{1,255}\.\w+|@\w+")
"""Bounded, since what is hostile has no end."""
_SEPARATOR = np.uint32(1 << 30)
_LETTER = np.uint32(ARABIC | LATIN | FOREIGN)
_WORD, _SYMBOL, _CODE, _SPACE = np.uint32(WORD), np.uint32(SYMBOL), np.uint32(CODE), np.uint32(SPACE)
_ZERO, _NINE = np.uint32(WORD | ord("0")), np.uint32(WORD | ord("9"))

_MIX = (np.uint32(0x9E3779B1), np.uint32(0x85EBCA77))
_PLACES = tuple(np.uint32(odd) for odd in (0xC2B2AE3D, 0x27D4EB2F, 0x165667B1, 0x7FEB352D, 0x846CA68B))
_LONG, _PAIR = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_FIFTEEN, _SIXTEEN, _THIRTY = np.uint32(15), np.uint32(16), np.uint64(30)
_RUN_SHIFT, _WORD_SHIFT = np.uint32(32 - BITS), np.uint64(64 - BITS)
_BASE = 0x100000001B3


def _powers(base: int) -> Hashes:
    powers = np.full(STEP * _MOST_OF_ONE, base, np.uint64)
    powers[0] = 1
    return np.multiply.accumulate(powers)


_POWERS, _INVERSE = _powers(_BASE), _powers(pow(_BASE, -1, 1 << 64))


@dataclass(frozen=True, slots=True, eq=False)
class Grams:
    """Features of a batch.

    `starts` and `lengths` are of each text in `codes` and in `runs`, `raw_starts` where in `raw` (the text as it came),
    `word_starts` (one more than there are texts) where in `words` (whole hashes), `singles` and `pairs` (buckets).
    """

    raw: Codes
    raw_starts: Whole
    codes: Codes
    starts: Whole
    runs: tuple[Buckets, ...]
    words: Hashes
    word_at: Whole
    word_starts: Whole
    singles: Buckets
    pairs: Buckets
    lengths: Whole
    word_counts: Whole
    sizes: Whole


def grams_of(texts: Sequence[str]) -> Grams:
    """Features of at least one text, of together no more than `STEP` code points."""
    lines = [_cut(text) for text in texts]
    raw = _array(lines)
    raw_starts = _starts(lines)
    codes, separators = FOLDED.take(raw, mode="clip"), raw_starts
    if (codes >= SEVERAL).any():
        for i in np.unique(np.searchsorted(raw_starts, np.flatnonzero(codes >= SEVERAL), side="right") - 1).tolist():
            lines[i] = lines[i].translate(TABLE)[:LIMIT]
        codes, separators = FOLDED.take(_array(lines), mode="clip"), _starts(lines)
    codes[separators] = _SEPARATOR
    codes = _squeezed(codes)
    starts = np.flatnonzero(codes == _SEPARATOR)
    mixed = _mixed(codes)
    is_word = (codes & _WORD) != 0
    words, word_at = _words(codes, mixed, is_word)
    lengths, word_starts = np.empty(len(starts), np.int64), np.empty(len(starts) + 1, np.int64)
    lengths[:-1], lengths[-1] = starts[1:] - starts[:-1], len(codes) - starts[-1]
    word_starts[:-1], word_starts[-1] = np.searchsorted(word_at, starts), len(word_at)
    word_counts = word_starts[1:] - word_starts[:-1]
    return Grams(
        raw=raw,
        raw_starts=raw_starts,
        codes=codes,
        starts=starts,
        runs=_runs(mixed, is_word),
        words=words,
        word_at=word_at,
        word_starts=word_starts,
        singles=bucket_of(words),
        pairs=_pairs(words, word_starts),
        lengths=lengths,
        word_counts=word_counts,
        sizes=2 * (lengths + word_counts),
    )


def _cut(text: str) -> str:
    """What is looked at of a text: not more than `LIMIT` code points, and no addresses in it."""
    text = text[:LIMIT]
    return _ADDRESS.sub(" ", text) if "@" in text or "://" in text or "www." in text else text


def _array(lines: Sequence[str]) -> Codes:
    return np.frombuffer(("\0" + "\0".join(lines)).encode("utf-32-le", "surrogatepass"), np.uint32)


def _starts(lines: Sequence[str]) -> Whole:
    lengths = np.fromiter(map(len, lines), np.int64, len(lines)) + 1
    return np.cumsum(lengths) - lengths


def _squeezed(codes: Codes) -> Codes:
    """Without what is dropped; one space for many, two equal letters for more; numbers that stand alone as zeros."""
    present = codes != 0
    if not present.all():
        codes = codes[present]
    digits = (codes >= _ZERO) & (codes <= _NINE)
    digits[1:] &= (codes[:-1] & _LETTER) == 0
    digits[:-1] &= (codes[1:] & _LETTER) == 0
    codes[digits] = _ZERO
    same = codes[1:] == codes[:-1]
    twice = (codes == _SPACE)[1:] & same
    twice[1:] |= same[1:] & same[:-1] & (codes[2:] != _SEPARATOR)
    kept = np.ones(len(codes), np.bool_)
    np.logical_not(twice, out=kept[1:])
    return codes[kept]


def _mixed(codes: Codes) -> Codes:
    mixed = (codes & _CODE) * _MIX[0]
    mixed ^= mixed >> _FIFTEEN
    mixed *= _MIX[1]
    return mixed


def _runs(mixed: Codes, is_word: npt.NDArray[np.bool_]) -> tuple[Buckets, ...]:
    """Runs of 3 and more letters whose inner ones are of one word, by the place of their first."""
    size = len(mixed)
    letters = np.zeros(size + LONGEST_RUN, np.uint32)
    np.multiply(mixed, is_word, out=letters[:size])
    inner = np.zeros(size + LONGEST_RUN, np.bool_)
    inner[:size] = is_word
    hashed = letters[:size] * _PLACES[0] + letters[1 : size + 1] * _PLACES[1]
    whole = np.ones(size, np.bool_)
    runs = []
    for length in range(3, LONGEST_RUN + 1):
        hashed = (hashed + letters[length - 1 : size + length - 1]) * _PLACES[length - 1]
        whole = whole & inner[length - 2 : size + length - 2]
        mixed = hashed ^ (hashed >> _SIXTEEN)
        mixed *= _MIX[0]
        mixed >>= _RUN_SHIFT
        mixed *= whole
        runs.append(mixed)
    return tuple(runs)


def _words(codes: Codes, mixed: Codes, is_word: npt.NDArray[np.bool_]) -> tuple[Hashes, Whole]:
    """Hashes of words and symbols, and where they begin."""
    symbols = (codes & _SYMBOL) != 0
    first = is_word.copy()
    first[1:] &= ~is_word[:-1]
    last = is_word.copy()
    last[:-1] &= ~is_word[1:]
    begins, ends = np.flatnonzero(first | symbols), np.flatnonzero(last | symbols)
    sums = np.cumsum(mixed * _POWERS[: len(mixed)])
    hashed = (sums[ends] - sums[begins - 1]) * _INVERSE[begins]
    hashed ^= hashed >> _THIRTY
    hashed *= _LONG
    return hashed, begins


def pair_hashes(first: Hashes, second: Hashes) -> Hashes:
    """Of each word of the one with its fellow of the other."""
    hashed = first * _PAIR + second
    hashed ^= hashed >> _THIRTY
    hashed *= _LONG
    return hashed


def bucket_of(hashed: Hashes) -> Buckets:
    """Of words or pairs."""
    return (hashed >> _WORD_SHIFT).astype(np.uint32)


def _pairs(words: Hashes, word_starts: Whole) -> Buckets:
    """Buckets of each word with the next of its text; 0 for the last."""
    pairs = np.zeros(len(words), np.uint32)
    if len(words) > 1:
        pairs[:-1] = bucket_of(pair_hashes(words[:-1], words[1:]))
        ends = word_starts[1:] - 1
        pairs[ends[ends >= 0]] = 0
    return pairs
