"""Which language a message is in: its letters say the script, its n-grams the language among those of that script."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from streams.text.grams import BUCKETS, Buckets, Grams, Whole
from streams.text.letters import ARABIC, LATIN
from streams.text.tables import FIELD_BITS, Floats, Table, word_sums

LANGUAGES = ("fa", "ar", "en", "fa-latn", "ar-latn", "other")
OTHER = LANGUAGES.index("other")
NO_SCRIPT, ARABIC_SCRIPT, LATIN_SCRIPT, FOREIGN_SCRIPT = range(4)
CHOICES = {ARABIC_SCRIPT: ("fa", "ar"), LATIN_SCRIPT: ("en", "fa-latn", "ar-latn")}
"""What the fields of the table stand for, by script; in both, 0 stands for any other language."""
LETTERS = 0x800
WIDTH = BUCKETS + LETTERS
"""Buckets of n-grams, then one for each letter as it was typed: ye and kaf tell Persian from Arabic, hah goal Urdu."""

_ASCII = 0x80
_SCRIPT_SHIFT, _SCRIPT_BITS = np.uint32(25), np.uint32(7)
_COUNT = np.array([0, 1, 1 << FIELD_BITS, 0, 1 << (2 * FIELD_BITS), 0, 0, 0], np.int64)
_COUNT_BITS = (1 << FIELD_BITS) - 1
_BIT_OF_SCRIPT = np.array([0, ARABIC, LATIN, 0], np.uint32)

_SAME = 4.0
_KIN = 2.5
"""What it counts, in logits, that a contact spoke a language before: its own, and its other way of writing. Twice that
for a message of one word, half as much again for one of two, and so on: most greetings are of more than one language.
"""
_USUAL = {"ar": 1.2, "en": 1.0, "fa-latn": 1.0}
"""What it counts if nothing is known: how often a language is written, against how often it was learned from."""
_KIN_OF = {"fa": "fa-latn", "fa-latn": "fa", "ar": "ar-latn", "ar-latn": "ar"}


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What of a batch speaks for a language: buckets by letter, by word, and by letter as it was typed."""

    scripts: Whole
    runs: tuple[Buckets, ...]
    singles: Buckets
    typed: Buckets


def scripts_of(grams: Grams) -> Whole:
    """The script of each text.

    Persian and Arabic with product names in between are Persian and Arabic: half as many words are enough.
    """
    counts = word_sums(grams, _COUNT[(grams.codes[grams.word_at] >> _SCRIPT_SHIFT) & _SCRIPT_BITS])
    arabic = counts & _COUNT_BITS
    latin = (counts >> FIELD_BITS) & _COUNT_BITS
    foreign = counts >> (2 * FIELD_BITS)
    scripts = np.where(latin > 0, LATIN_SCRIPT, NO_SCRIPT)
    scripts = np.where((arabic > 0) & (2 * arabic >= latin), ARABIC_SCRIPT, scripts)
    return np.where(foreign > arabic + latin, FOREIGN_SCRIPT, scripts)


def said(grams: Grams) -> Said:
    """Only letters of a text's own script speak: an English name in a Persian sentence says nothing of English."""
    scripts = scripts_of(grams)
    typed = np.where((grams.raw >= _ASCII) & (grams.raw < LETTERS), grams.raw + np.uint32(BUCKETS), np.uint32(0))
    bits = _BIT_OF_SCRIPT[scripts]
    wanted = np.repeat(bits, grams.lengths)
    own = np.zeros(len(wanted), np.bool_)
    own[:-1] = (grams.codes[1:] & wanted[:-1]) != 0
    runs = tuple(run * own for run in grams.runs[:2])
    of_word = np.repeat(bits, grams.word_counts)
    singles = grams.singles * ((grams.codes[grams.word_at] & of_word) != 0)
    return Said(scripts, runs, singles, typed)


def logits(grams: Grams, said: Said, table: Table) -> Floats:
    """One row a field, without the constants."""
    weights = table.packed
    runs = said.runs
    sums = np.add.reduceat(weights[runs[0]] + weights[runs[1]], grams.starts)
    sums += np.add.reduceat(weights[said.typed], grams.raw_starts)
    sums += word_sums(grams, weights[said.singles])
    return np.asarray(table.unpacked(sums) / np.sqrt(grams.sizes), np.float64)


def _priors() -> Floats:
    """By language before (the last row: unknown) and language."""
    table = np.zeros((len(LANGUAGES) + 1, len(LANGUAGES)))
    for language, logit in _USUAL.items():
        table[-1, LANGUAGES.index(language)] = logit
    for i, language in enumerate(LANGUAGES):
        table[i, i] = _SAME
        if language in _KIN_OF:
            table[i, LANGUAGES.index(_KIN_OF[language])] = _KIN
    return table


PRIORS = _priors()
UNKNOWN = len(LANGUAGES)
CODE_OF: dict[str | None, int] = {language: i for i, language in enumerate(LANGUAGES)}


_PLACES = {script: np.array([CODE_OF[choice] for choice in choices]) for script, choices in CHOICES.items()}


def decide(grams: Grams, scripts: Whole, logits: Floats, constants: Floats, before: Sequence[str | None]) -> Whole:
    """The language of each text by its place in `LANGUAGES`. `constants` has a row a script, as in `CHOICES`.

    Without any letter a message is in the language that the contact spoke before.
    """
    earlier = np.fromiter((CODE_OF.get(language, UNKNOWN) for language in before), np.int64, len(before))
    priors = PRIORS[earlier]
    if (earlier != UNKNOWN).any():
        priors = priors * np.where(earlier == UNKNOWN, 1, 1 + 1 / np.maximum(grams.word_counts, 1))[:, None]
    found = np.full(len(scripts), OTHER)
    for script, places in _PLACES.items():
        here = np.flatnonzero(scripts == script)
        if len(here):
            chances = np.empty((len(here), len(places) + 1))
            chances[:, :-1] = logits[: len(places), here].T + constants[script, : len(places)] + priors[here][:, places]
            chances[:, -1] = priors[here, OTHER]
            found[here] = np.append(places, OTHER)[chances.argmax(axis=1)]
    silent = scripts == NO_SCRIPT
    found[silent] = np.where(earlier == UNKNOWN, OTHER, earlier)[silent]
    return found
