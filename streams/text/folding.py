"""One spelling for the many in which the same words are written, as the rules of this room read them."""

import re
import unicodedata
from typing import Final, NewType

Folded = NewType("Folded", str)
"""Lower case, one kind of ye, kaf, alef, heh and digits; no diacritics, tatweel, joiners or direction marks."""

PREFIX: Final = 2000
"""Characters that are read; what a message says, it says at its beginning. Bounds the time of every rule."""

_COMMON: Final = {
    "ي": "ی",
    "ك": "ک",
    "ة": "ه",
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ى": "ی",
    "ئ": "ی",
    "ؤ": "و",
    "\u200c": "",
    "،": ",",
    "؟": "?",
    "’": "'",
}
_OTHER: Final = {
    "ٱ": "ا",
    "ېۍ": "ی",
    "ڪ": "ک",
    "ۀۂھہە": "ه",
    "٬": ",",
    "؛": ";",
    "٪": "%",
    "‘ʼ`´": "'",
    "“”«»": '"',
    "\u00a0\u2002\u2003\u2009\u202f\t\r": " ",
    "\u00ad\u0640\u061c\u200b\u200d\u200e\u200f\u2060\ufeff": "",  # soft hyphen, tatweel, joiners, marks of direction
    "§": "",  # the rules of apologies put it in themselves
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069": "",
}
_FEW: Final = 16
_END: Final = 0x3000
_SHAPES: Final = (*range(0xFB50, 0xFDFE), *range(0xFE70, 0xFEFD))
"""Arabic letters in the shapes that they have inside a word."""


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in (*range(128, _END), *range(0xFE00, 0xFE30)):
        char = chr(code)
        if unicodedata.category(char) == "Mn":
            table[code] = ""
        elif unicodedata.category(char) == "Nd":
            table[code] = str(unicodedata.digit(char))
    table.update((ord(char), to) for chars, to in (_OTHER | _COMMON).items() for char in chars)
    for code in _SHAPES:
        plain = unicodedata.normalize("NFKC", chr(code)).translate(table)
        if plain != chr(code):
            table[code] = plain
    return table


_TABLE: Final = _table()
_REPLACED: Final = tuple(_COMMON.items())
_RARE: Final = re.compile("[" + "".join(re.escape(chr(code)) for code in _TABLE if chr(code) not in _COMMON) + "]")


def fold(text: str) -> Folded:
    """The first `PREFIX` characters in one spelling. ZWNJ goes, so «می‌کنم» is «میکنم»; rules allow a space there."""
    text = text[:PREFIX]
    if text.isascii():
        return Folded(text.lower().replace("`", "'").replace("\t", " ").replace("\r", " "))
    # A replacement of one letter costs a fortieth of `str.translate` over the whole text.
    for char, to in _REPLACED:
        text = text.replace(char, to)
    if _RARE.search(text):
        rare = set(_RARE.findall(text))
        if len(rare) > _FEW:
            return Folded(text.translate(_TABLE).lower())
        for char in rare:
            text = text.replace(char, _TABLE[ord(char)])
    return Folded(text.lower())


def words_of(text: str) -> frozenset[str]:
    """A list of words, folded like the messages they are looked for in."""
    return frozenset(fold(text).split())
