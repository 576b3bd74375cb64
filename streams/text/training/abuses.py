"""Learns abuse from sets of it, with ordinary messages beside them; and where to draw the line."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from streams.text.abuse import NONE, judge
from streams.text.training.learner import fit
from streams.text.training.moods import Lesson, lesson, own_sentences
from streams.text.training.rows import Floats, joined
from streams.text.training.sets import Labelled

ORDINARY_OF_A_SET = 4000
FALSE_ALARMS = 0.001
"""Share of ordinary messages that the model alone may call abusive where the line is drawn."""
PRECISION = 0.95
"""Share of what it calls abusive in each set that its labels must call so too."""
_FEWEST = 20
"""Messages beyond the line from which precision is judged at all."""
_CLEARLY = -1.0
"""A logit at which the lists alone speak."""


@dataclass(frozen=True, slots=True, eq=False)
class Abuse:
    """Weights by bucket and a constant that puts the line at 0."""

    weights: Floats
    constant: float


def ordinary(sets: Sequence[Labelled], language: str) -> list[str]:
    """Messages of sets of sentiment, and ours, in which the word lists find nothing."""
    texts = [text for one in sets for text in one.texts[:ORDINARY_OF_A_SET]]
    texts += [text for _, text in own_sentences(language)]
    return [text for text in texts if judge(text, language, _CLEARLY)[0] == NONE]


def learn(sets: Sequence[Labelled], beside: Sequence[str]) -> Abuse:
    """`sets` have labels 0 and 1; `beside` are ordinary messages."""
    taught = [lesson(one.texts, one.labels) for one in sets]
    calm = lesson(beside, [0] * len(beside))
    parts = [one.only(~one.steadies) for one in [*taught, calm]]
    labels = np.concatenate([one.labels for one in parts]).astype(np.float64)
    weights = np.concatenate([one.weights for one in parts])
    found, constant = fit(joined([one.rows for one in parts]), labels, weights)
    return Abuse(
        found, constant - line([one.only(one.steadies) for one in taught], calm.only(calm.steadies), found, constant)
    )


def line(taught: Sequence[Lesson], calm: Lesson, weights: Floats, constant: float) -> float:
    """The lowest logit from which on alarms are few enough and right often enough, in texts that were held back."""
    lowest = float(np.quantile(calm.rows.times(weights) + constant, 1 - FALSE_ALARMS))
    for one in taught:
        logits = one.rows.times(weights) + constant
        order = np.argsort(-logits, kind="stable")
        right = np.cumsum(one.labels[order]) / np.arange(1, len(order) + 1)
        good = np.flatnonzero((right >= PRECISION) & (np.arange(len(order)) >= _FEWEST))
        if len(good):
            lowest = max(lowest, float(logits[order[good[-1]]]))
    return lowest
