"""Whether an agent apologises, in Persian, Arabic and English, and in the first two also in Latin letters."""

import re
from typing import Final

from streams.text.apology.arabic import ARABIC
from streams.text.apology.english import ENGLISH
from streams.text.apology.latin import LATIN
from streams.text.apology.persian import PERSIAN
from streams.text.apology.tiers import Apology, Language
from streams.text.folding import Folded, fold

__all__ = ["Apology", "apology", "apology_of"]


def _any(*languages: Language) -> re.Pattern[str]:
    stems = sorted({stem for language in languages for stem in language.stems})
    return re.compile("|".join(map(re.escape, stems)))


_LATIN_STEMS: Final = _any(ENGLISH, LATIN)
_ARABIC_STEMS: Final = _any(PERSIAN, ARABIC)


def apology(text: str) -> Apology:
    """The class of an agent's message as it was written. Ask it of agents' messages only."""
    return apology_of(fold(text))


def apology_of(text: Folded) -> Apology:
    """The same of a folded message."""
    if not text.isascii() and _ARABIC_STEMS.search(text):
        found = PERSIAN.read(text)
        if found == "none":
            found = ARABIC.read(text)
        if found != "none":
            return found
    if _LATIN_STEMS.search(text):
        found = ENGLISH.read(text)
        return LATIN.read(text) if found == "none" else found
    return "none"
