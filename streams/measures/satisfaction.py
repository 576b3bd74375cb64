"""What customers answer to surveys, as rates; each by its own formula, never mixed."""

from typing import Final

from streams.measures.service_level import Counts, share

MICROS: Final = 1_000_000
NPS_POINTS: Final = 100


def csat_top_two(counts: Counts) -> float | None:
    """Satisfied of all who answered: the two best scores (Intercom); of good or bad, the good ones (Zendesk)."""
    return share(counts.get("csat_top_two", 0), counts.get("csat_answered", 0))


def csat_mean(counts: Counts) -> float | None:
    """Mean score of satisfaction, on a scale that ends at 5."""
    return share(counts.get("csat_points", 0), counts.get("csat_answered", 0) * MICROS)


def nps(counts: Counts) -> float | None:
    """Net promoter score, from -100 to 100: promoters less detractors, of all who answered, times 100."""
    balance = counts.get("nps_promoters", 0) - counts.get("nps_detractors", 0)  # read all before judging: see RatesBook
    answered = counts.get("nps_answered", 0)
    return NPS_POINTS * balance / answered if answered > 0 else None


def ces_mean(counts: Counts) -> float | None:
    """Mean score of ease, on a scale that ends at 7."""
    return share(counts.get("ces_points", 0), counts.get("ces_answered", 0) * MICROS)


def survey_response(counts: Counts) -> float | None:
    """Of the day's contacts that were handled, those that were judged by now (`responded` of `surveyable`)."""
    return share(counts.get("responded", 0), counts.get("surveyable", 0))
