"""Persian and Arabic as people type them on a Latin keyboard, made from text in their own script.

There is no standard and no labelled set to learn from, so spelling is drawn anew for every word: from a list of common
words where it is known, else letter by letter with short vowels put between consonants by chance.
"""

import random
import re
from collections.abc import Mapping

from streams.text.normalise import normalise

_WORD = re.compile(r"[^\W\d_]+|\d+|\S", re.UNICODE)
_SIGNS = {"،": ",", "؛": ";", "؟": "?", "«": '"', "»": '"'}
_USUAL = 0.6
"""How often the first spelling of the list is taken."""
_LEAST_STEM = 3
_SHORT_VOWEL = 0.75
"""Between two consonants of a word that is not on the list."""

_PERSIAN = {
    "ا": "a a a aa", "ب": "b", "پ": "p", "ت": "t", "ث": "s", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh kh x",
    "د": "d", "ذ": "z", "ر": "r", "ز": "z", "ژ": "zh j", "س": "s", "ش": "sh", "ص": "s", "ض": "z", "ط": "t", "ظ": "z",
    "ع": "a a e", "غ": "gh gh q", "ف": "f", "ق": "gh gh q", "ک": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n",
    "و": "o oo u v", "ه": "h", "ی": "i i y ee", "ء": "",
}  # fmt: skip
_ARABIC = {
    "ا": "a a e", "ب": "b", "ت": "t", "ث": "th s t", "ج": "j g", "ح": "7 7 h", "خ": "5 kh 7'", "د": "d", "ذ": "th z",
    "ر": "r", "ز": "z", "س": "s", "ش": "sh sh ch", "ص": "s s 9", "ض": "d", "ط": "t t 6", "ظ": "z", "ع": "3 3 3 a",
    "غ": "gh gh 8", "ف": "f", "ق": "2 q q g", "ک": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "o w oo ou",
    "ی": "i y ee", "ء": "2", "پ": "p", "چ": "ch", "گ": "g", "ڤ": "v",
}  # fmt: skip
_VOWELS = {"fa": "a a e e o", "ar": "a a e e i o"}
_LONG = "اوی"
Spellings = Mapping[str, tuple[str, ...]]


class Romaniser:
    """Draws one spelling; the same seed draws the same ones. `language` is fa or ar."""

    def __init__(self, language: str, spellings: Spellings, seed: int) -> None:
        self._draw = random.Random(seed)  # noqa: S311 - spelling is no secret
        self._persian = language == "fa"
        self._letters = {
            letter: signs.split() or [""] for letter, signs in (_PERSIAN if self._persian else _ARABIC).items()
        }
        self._vowels = _VOWELS[language].split()
        self._spellings = spellings

    def text(self, text: str) -> str:
        """A whole text; what is Latin, a digit or an emoji already stays as it is."""
        words = [self._word(word) for word in _WORD.findall(normalise(text))]
        return re.sub(r" ([,.;:!?])", r"\1", " ".join(word for word in words if word))

    def _word(self, word: str) -> str:
        known = self._spellings.get(word)
        if known:
            return known[0] if self._draw.random() < _USUAL else self._draw.choice(known)
        if word[0] not in self._letters:
            return _SIGNS.get(word, word)
        for prefix, latin in self._prefixes():
            rest = word.removeprefix(prefix)
            if rest != word and len(rest) >= _LEAST_STEM:
                return latin + self._word(rest)
        return self._spelled(word)

    def _prefixes(self) -> list[tuple[str, str]]:
        if self._persian:
            return [("نمی", "nemi"), ("می", "mi")]
        return [("ال", self._draw.choice(["el", "el ", "al", "il "]))]

    def _spelled(self, word: str) -> str:
        parts: list[str] = []
        for i, letter in enumerate(word):
            if letter not in self._letters:
                continue
            if i == len(word) - 1 and letter == "ه":
                parts.append(self._draw.choice(["e", "e", "eh"] if self._persian else ["a", "a", "e", "ah"]))
                continue
            if i and letter not in _LONG and word[i - 1] not in _LONG and self._draw.random() < _SHORT_VOWEL:
                parts.append(self._draw.choice(self._vowels))
            drawn = self._draw.choice(self._letters[letter])
            if i == 0 and letter == "و":
                drawn = "v" if self._persian else "w"
            if i == 0 and letter == "ی":
                drawn = "y"
            parts.append(drawn)
        return "".join(parts)
