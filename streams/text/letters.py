"""What a code point is, as arrays: folded form and kind in one look-up for a whole batch."""

import unicodedata

import numpy as np
import numpy.typing as npt

from streams.text.normalise import TABLE

Codes = npt.NDArray[np.uint32]

WORD = 1 << 24
"""Letters and digits: what words are made of."""
ARABIC = 1 << 25
LATIN = 1 << 26
FOREIGN = 1 << 27
"""A letter of any other script."""
SYMBOL = 1 << 28
"""Stands alone as a token: emoji, `!`, `?`, parts of a smiley."""
SEVERAL = 1 << 29
"""Becomes several characters, which one look-up cannot say; rare enough for the slow way."""
CODE = WORD - 1
SPACE = 32
TOP = 0x1FC00
"""Code points from here on count as the last before it: a letter of some other script."""

_SPEAKING = "!?:;()<"
_ARABIC = (range(0x600, 0x700), range(0x750, 0x780), range(0x8A0, 0x900), range(0xFB50, 0xFE00), range(0xFE70, 0xFEFF))
_KNOWN = (range(0x3000), range(0xFB00, 0xFFF0), range(0x1F000, TOP - 1))


def _kind(letter: str) -> int:
    category, code = unicodedata.category(letter), ord(letter)
    if category[0] == "L":
        if any(code in codes for codes in _ARABIC):
            return WORD | ARABIC
        return WORD | (LATIN if "LATIN" in unicodedata.name(letter, "") else FOREIGN)
    if category[0] in "NM" or letter == "'":
        return WORD
    return SYMBOL if category in {"So", "Sk"} or letter in _SPEAKING else 0


def _look_up() -> Codes:
    codes = np.arange(TOP, dtype=np.uint32) | np.uint32(WORD | FOREIGN)
    known = {code for part in _KNOWN for code in part} | {code for code in TABLE if code < TOP - 1}
    for code in known:
        folded = TABLE.get(code, chr(code))
        if len(folded) > 1:
            codes[code] = SEVERAL | code
        elif not folded:
            codes[code] = 0
        else:
            kind = _kind(folded)
            codes[code] = (ord(folded) | kind) if kind else SPACE
    return codes


FOLDED: Codes = _look_up()
"""By code point: 0 if it is dropped, else its folded form with the bits of its kind."""
