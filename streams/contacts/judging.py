"""What a survey's score means: where it stands on its scale."""

from typing import Final

from streams.contacts.facts.parts import CES, CSAT, DETRACTOR, NPS, PROMOTER, TOP_TWO

MICROS: Final = 1_000_000
USUAL_SCALE: Final = {"csat": 5.0, "nps": 10.0, "ces": 7.0}
"""The best score on the scale that each kind is usually asked on; scores on others are stretched to it."""
FINE_SCALE: Final = 10.0
"""Above this a scale has no steps one could count from the top, as per cents."""
FINE_SATISFIED: Final = 0.8
PROMOTER_FROM: Final = 9.0
DETRACTOR_TO: Final = 6.0


def judgement(kind: str, score: float, scale_max: float) -> tuple[int, int]:
    """The flags of a survey, and its score on the usual scale of its kind, in millionths."""
    usual = USUAL_SCALE[kind]
    stretched = score if scale_max == usual else score / scale_max * usual
    micros = round(stretched * MICROS)
    if kind == "csat":
        return CSAT | (TOP_TWO if is_satisfied(score, scale_max) else 0), micros
    if kind == "ces":
        return CES, micros
    if stretched >= PROMOTER_FROM:
        return NPS | PROMOTER, micros
    return NPS | (DETRACTOR if stretched <= DETRACTOR_TO else 0), micros


def is_satisfied(score: float, scale_max: float) -> bool:
    """Whether a score is among the top two steps: 4 or 5 of 5, 9 or 10 of 10.

    Good or bad (a scale of one or two) has one good step. Of a scale finer than ten it is the upper fifth.
    """
    if scale_max <= 2:  # noqa: PLR2004  # bad and good
        return score >= scale_max
    if scale_max > FINE_SCALE:
        return score >= FINE_SATISFIED * scale_max
    return score > scale_max - 2
