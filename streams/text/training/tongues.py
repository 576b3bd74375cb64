"""Texts to learn languages from: the sets as they are, typed otherwise, romanised, cut short; and what is of none."""

import random
import re
from collections.abc import Iterable, Sequence

from streams.text.language import LANGUAGES
from streams.text.training.own import labelled, lines, spellings
from streams.text.training.romanise import Romaniser
from streams.text.training.sets import Labelled

OF_A_SET = 10_000
"""Texts taken of each set at most."""
ROMANISED_OF_A_SET = 3000
OWN_COPIES = 12
"""Of each sentence of our own, each cut otherwise."""
SHORT = 0.4
"""Share of texts that are cut to one to four words."""
MOST_OF_SHORT = 4
TYPED_OTHERWISE = {"fa": 0.3, "ar": 0.1}
"""Share of texts with ye and kaf from the other language's keyboard."""
KEYBOARDS = {"fa": str.maketrans("یکه", "يكه"), "ar": str.maketrans("يكى", "یکی")}
_DIGITS = {"fa": "۰۱۲۳۴۵۶۷۸۹", "ar": "٠١٢٣٤٥٦٧٨٩"}
WORDS = {"fa": "finglish_words.txt", "ar": "arabizi_words.txt"}
LATIN = re.compile(r"[^ ]*[A-Za-z][^ ]*")
"""Latin words in a text that is to be romanised would teach that English is Persian."""
Tongues = list[tuple[str, str]]
"""(language, text)."""


def tongues(sets: Iterable[Labelled], seed: int = 1) -> Tongues:
    """The same for the same sets and seed."""
    draw = random.Random(seed)  # noqa: S311 - the same texts every time
    found: Tongues = []
    for one in sets:
        texts = _some(one.texts, OF_A_SET, draw)
        found += [(one.language, _typed(one.language, text, draw)) for text in texts]
        if one.language in WORDS:
            romaniser = Romaniser(one.language, spellings(WORDS[one.language]), seed)
            some = _some(one.texts, ROMANISED_OF_A_SET, draw)
            found += [(f"{one.language}-latn", romaniser.text(LATIN.sub(" ", text))) for text in some]
    found = [(language, _cut(text, draw)) for language, text in found]
    for language, text in own_sentences():
        found += [(language, text)] + [(language, _cut(text, draw)) for _ in range(OWN_COPIES - 1)]
    return [(language, text) for language, text in found if text and language in LANGUAGES]


def own_sentences() -> Tongues:
    """What was written for this project, in all six."""
    found = [("other", text) for text in lines("other.txt")]
    for language in ("fa-latn", "ar-latn"):
        found += [(language, text) for _, text in labelled(f"{language.replace('-', '_')}.tsv")]
    for language in ("fa", "ar", "en"):
        found += [(language, text) for _, text in labelled(f"support_{language}.tsv")]
    return found + [(language, text) for language, text in labelled("latin_bits.txt")]


def _some(texts: Sequence[str], most: int, draw: random.Random) -> list[str]:
    return draw.sample(texts, min(most, len(texts)))


def _typed(language: str, text: str, draw: random.Random) -> str:
    if draw.random() < TYPED_OTHERWISE.get(language, 0):
        text = text.translate(KEYBOARDS[language])
    if language in _DIGITS and draw.random() < SHORT:
        text = text.translate(str.maketrans("0123456789", _DIGITS[language]))
    return text


def _cut(text: str, draw: random.Random) -> str:
    words = text.split()
    if len(words) <= 1 or draw.random() >= SHORT:
        return text
    size = draw.randint(1, min(MOST_OF_SHORT, len(words)))
    begin = draw.randrange(len(words) - size + 1)
    return " ".join(words[begin : begin + size])
