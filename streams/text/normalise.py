"""One form for scoring: what looks alike to a reader is written alike. The text itself is never changed."""

import unicodedata

LIMIT = 2000
"""Code points of a message that are looked at; so any message takes bounded time."""

_SAME_LETTER = {
    "ي": "ی",
    "ى": "ی",
    "ئ": "ی",
    "ې": "ی",
    "ك": "ک",
    "ڪ": "ک",
    "ة": "ه",
    "ۀ": "ه",
    "ە": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ؤ": "و",
    "‘": "'",
    "’": "'",
    "´": "'",
    "`": "'",
    "؟": "?",
    "؛": ";",
}
_TATWEEL = "ـ"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FOLDED_RANGES = (range(0x3000), range(0xFB00, 0xFF00), range(0xFF00, 0xFFF0), range(0x1F000, 0x1FB00))
"""Where anything is folded. Elsewhere (CJK, most rare scripts) letters stand for themselves."""
_MARKS_ELSEWHERE = (range(0x302A, 0x3030), range(0x3099, 0x309B), range(0xA66F, 0xA6F2), range(0xE0000, 0xE01F0))
_SPACES = ("Cc", "Zs", "Zl", "Zp")
_DROPPED = ("Cf", "Mn", "Me")


def fold(letter: str) -> str:
    """What one character becomes: nothing, itself, another, or several."""
    category = unicodedata.category(letter)
    if category in _SPACES:
        return " "
    if category in _DROPPED or letter == _TATWEEL or ord(letter) in _SKIN_TONES:
        return ""
    plain = unicodedata.normalize("NFKD", letter.lower()).lower()
    kept = "".join(_SAME_LETTER.get(part, part) for part in plain if unicodedata.category(part) not in _DROPPED)
    if len(kept) != 1:  # an acute accent alone is a space and a mark; a salutation in one character says nothing
        return kept if kept.isalnum() or not kept else _SAME_LETTER.get(letter, " ")
    return str(unicodedata.digit(kept)) if unicodedata.category(kept) == "Nd" else kept


def _table() -> dict[int, str]:
    folds = {code: fold(chr(code)) for codes in _FOLDED_RANGES for code in codes}
    folds |= {code: "" for codes in _MARKS_ELSEWHERE for code in codes}
    return {code: folded for code, folded in folds.items() if folded != chr(code)}


TABLE = _table()
"""For `str.translate`: ye, kaf, alef, teh and heh in one form each, no diacritics, tatweel, joiners or direction
marks, digits of all three sets as ASCII, small letters, presentation forms as letters."""


def normalise(text: str) -> str:
    """The first `LIMIT` code points of a text, folded for scoring; not for display."""
    return text[:LIMIT].translate(TABLE)
