"""Whether an agent apologises, in Persian, Arabic and English, and in the first two also in Latin letters."""

from typing import Final

from streams.text.apology.arabic import ARABIC
from streams.text.apology.english import ENGLISH
from streams.text.apology.latin import LATIN
from streams.text.apology.persian import PERSIAN
from streams.text.apology.tiers import Apology, holds_any
from streams.text.folding import Folded, fold

__all__ = ["Apology", "apology", "apology_of"]


def _signs(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


_LATIN_SIGNS: Final = _signs(
    "orry|sorr|sry|soz|apol|excus|ardon|forgiv|regret| bad|mistake|fault|culpa|condolenc|feel|oh dear|akh"
    "|ozr|zrat|zerat|zesh|sharm|asef|asf|asif|aseef|3afwan|lesh|3lsh|3ale|tezer|tazer|tzer|samo|tasli"
)
_ARABIC_SIGNS: Final = _signs(
    "عذر|عتذ|عتز|اسف|وسفن|بخش|پوزش|شرمند|تسلیت|همدرد|ناراحت|خج|حلال|عفو|تقصیر|قصور|قصرن|اشتباه|کوتاهی|خط"
    "|غلط|بد نده|غم اخر|سیاه|باریک|لش|لیش|لهش|سموح|سامح|اسمح|سماح|ستمیح|حقک|حقج|اخذ|سوری|محرج|البق|عظم ا"
    "|عزا|نعزی|تعاز|نشاطر|سلامتک|الف سل|زعل|حزن|یولم|یرحم|قلبی مع"
)
"""Looser than the stems and fewer, so that most messages leave early: each stem has one of these in it."""


def apology(text: str) -> Apology:
    """The class of an agent's message as it was written. Ask it of agents' messages only."""
    return apology_of(fold(text))


def apology_of(text: Folded) -> Apology:
    """The same of a folded message."""
    if not text.isascii() and holds_any(_ARABIC_SIGNS, text):
        found = PERSIAN.read(text)
        if found == "none":
            found = ARABIC.read(text)
        if found != "none":
            return found
    if text.islower() and holds_any(_LATIN_SIGNS, text):  # that is, if there is a Latin letter in it
        found = ENGLISH.read(text)
        return LATIN.read(text) if found == "none" else found
    return "none"
