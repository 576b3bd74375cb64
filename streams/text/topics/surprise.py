"""How surprising a count is, given what the same hours of earlier days held.

The number of contacts in the window is taken as given, and the past only says which share of them a phrase has: a busy
hour raises all phrases alike and therefore none. The share is not known but estimated, from some contacts of the same
hour and a few of all hours, so the count follows a gamma-Poisson (negative binomial) law: little past, little surprise.
"""

from __future__ import annotations

from math import exp, lgamma, log, log10, sqrt

import msgspec

from streams.text.topics.candidate import PANES, PANES_A_DAY, PANES_AN_HOUR, Candidate, weight

FALLBACK_CONTACTS = 100.0
"""Contacts of all hours that are added to those of the same hour: alone they decide when that hour has no history."""

UNHEARD = 0.5
"""Contacts by which a phrase is taken for commoner than its past: not heard yet does not mean never."""

MOST_EVIDENCE = 12.0
"""A share is never trusted more than after so many contacts: what people talk about differs by a quarter and more from
day to day. What is known well has to become about 3.6 times as common before it is a topic."""

SPANS = (1, 2, 3, 4, 6, 8, 12)
"""Panes, up to the latest one, over which a rise is looked for. The window is the longest."""

LEAST_CONTACTS = 5
LEAST_SHARE = 0.03
LEAST_LIFT = 2.0
"""A topic has at least so many contacts, such a share of all in the span, and so many times what was expected."""

LEAST_SCORE = 7.0
"""Of a topic: chance alone reaches seven once in ten million looks, were the law exact."""

_TERMS = 200  # of the tail's sum; where the score matters they fall quickly


class Surprise(msgspec.Struct, frozen=True):
    """The span of panes that surprises most."""

    score: float
    span: int
    count: int
    expected: float


def surprise(phrase: Candidate, total: Candidate, latest: int, origin: int) -> Surprise | None:
    """The most surprising span that ends with pane `latest`; None if no span has contacts and lift enough."""
    now = weight(latest // PANES_A_DAY, origin)
    shares: dict[int, tuple[float, float]] = {}
    count, contacts, expected, wobble = 0, 0, 0.0, 0.0
    best = None
    for back in range(PANES):
        pane = latest - back
        count += phrase.panes.get(pane, 0)
        present = total.panes.get(pane, 0)
        contacts += present
        hour = pane % PANES_A_DAY // PANES_AN_HOUR
        if hour not in shares:
            shares[hour] = _share(phrase, total, hour, now)
        mean, deviation = shares[hour]
        expected += present * mean
        wobble += present * deviation
        if back + 1 not in SPANS or count < max(LEAST_CONTACTS, LEAST_SHARE * contacts, LEAST_LIFT * expected):
            continue
        score = -tail_log10(count, expected, (expected / wobble) ** 2)
        if best is None or score > best.score:
            best = Surprise(score, back + 1, count, expected)
    return best


def rises(found: Surprise | None) -> bool:
    """Whether it is enough for a topic."""
    return found is not None and found.score >= LEAST_SCORE


def _share(phrase: Candidate, total: Candidate, hour: int, now: float) -> tuple[float, float]:
    """Mean and deviation of what the share of a phrase may be at that hour of the day; `now` is what today weighs."""
    contacts, held = total.past.get(hour, 0.0) / now, phrase.past.get(hour, 0.0) / now
    all_contacts, all_held = total.all_past / now, phrase.all_past / now
    missed = phrase.unseen / now + UNHEARD
    fallback = min(1.0, (all_held + missed) / (all_contacts + 1.0))
    # What may have been missed is spread over the hours as the contacts are.
    shape = held + missed * contacts / (all_contacts + 1.0) + FALLBACK_CONTACTS * fallback
    mean = shape / (contacts + FALLBACK_CONTACTS)
    return mean, mean / sqrt(min(shape, MOST_EVIDENCE))


def tail_log10(count: int, mean: float, shape: float) -> float:
    """Decimal logarithm of the chance of `count` or more under a negative binomial law; `count` is above `mean`."""
    if mean <= 0:
        return 0.0
    odds = mean / (mean + shape)
    first = lgamma(count + shape) - lgamma(count + 1) - lgamma(shape) + shape * log(1 - odds) + count * log(odds)
    term, total = 1.0, 1.0
    for more in range(count, count + _TERMS):
        term *= (shape + more) / (more + 1) * odds
        total += term
        if term < total * exp(-20):
            break
    return min(0.0, first / log(10) + log10(total))
