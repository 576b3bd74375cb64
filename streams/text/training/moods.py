"""Learns how messages sound: positive or negative from all sets, neutral or not from those that have neutral labels."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import xxhash

from streams.text.grams import BUCKETS, Whole
from streams.text.mood import FEATURES, SENTIMENTS, judged
from streams.text.training.learner import dot, fit, minimise
from streams.text.training.lexicon import lexicon
from streams.text.training.own import labelled
from streams.text.training.rows import Floats, Rows, joined, meaning_rows
from streams.text.training.sets import Labelled

USUAL_SET = 8000
"""A set of this size counts as it is; others by the root of their size, so that the largest does not drown the rest."""
OWN_WEIGHT = 2.0
"""Of a sentence of our own, where one of a usual set has 1."""
STEADIED_SHARE = 0.1
"""Of the training side: held back from the weights, for the last step that makes chances of them."""
STEADY_POWER = 0.7
"""In the last step rare labels weigh more than they are, but not as much as common ones."""
_RIDGE_OF_LAST = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """A set as the learner sees it."""

    rows: Rows
    labels: Whole
    weights: Floats
    steadies: np.ndarray

    def only(self, wanted: np.ndarray) -> "Lesson":
        chosen = np.flatnonzero(wanted)
        return Lesson(self.rows.take(chosen), self.labels[chosen], self.weights[chosen], self.steadies[chosen])


def lesson(texts: Sequence[str], labels: Sequence[int], weight: float | None = None) -> Lesson:
    """Labels of a set weigh alike, however often they stand in it."""
    marks = np.asarray(labels, np.int64)
    weights = evened(marks, 1.0) if weight is None else np.full(len(marks), weight)
    steadies = np.fromiter((_steadies(text) for text in texts), np.bool_, len(texts))
    return Lesson(meaning_rows(texts), marks, weights, steadies)


def evened(labels: Whole, power: float) -> Floats:
    """Weights of the texts of a set: with power 1 all labels weigh alike, with 0 all texts."""
    _, places, counts = np.unique(labels, return_inverse=True, return_counts=True)
    weights = np.asarray(counts, np.float64)[places] ** -power
    return np.asarray(weights / weights.mean() * np.sqrt(USUAL_SET / len(labels)), np.float64)


def lessons(sets: Sequence[Labelled], language: str) -> list[Lesson]:
    """Sets of sentiment, and our own sentences."""
    found = [lesson(one.texts, one.labels) for one in sets]
    own = own_sentences(language)
    return [*found, lesson([text for _, text in own], [label for label, _ in own], OWN_WEIGHT)]


def own_sentences(language: str) -> list[tuple[int, str]]:
    """(label, text) of sentences of support written for this project."""
    name = f"{language.replace('-', '_')}.tsv" if language.endswith("-latn") else f"support_{language}.tsv"
    return [(int(label), text) for label, text in labelled(name)]


def _steadies(text: str) -> bool:
    return xxhash.xxh32_intdigest(text.encode(), seed=1) < STEADIED_SHARE * (1 << 32)


@dataclass(frozen=True, slots=True, eq=False)
class Mood:
    """Weights by bucket and constants of both logits, and the last step."""

    way: Floats
    way_constant: float
    calm: Floats
    calm_constant: float
    last: Floats


def learn(taught: Sequence[Lesson], language: str) -> Mood:
    """From lessons of one language, of which at least one has neutral labels."""
    with_calm = [one for one in taught if (one.labels == 0).any()]
    way, way_constant = _fit([one.only((one.labels != 0) & ~one.steadies) for one in taught], 1, lexicon(language))
    calm, calm_constant = _fit([one.only(~one.steadies) for one in with_calm], 0, np.zeros(BUCKETS))
    steady = [one.only(one.steadies) for one in with_calm]
    rows = joined([one.rows for one in steady])
    features = judged(rows.times(way) + way_constant, rows.times(calm) + calm_constant)
    labels = np.concatenate([one.labels for one in steady])
    weights = np.concatenate([evened(one.labels, STEADY_POWER) for one in steady])
    return Mood(way, way_constant, calm, calm_constant, last_step(features, labels, weights))


def _fit(parts: Sequence[Lesson], true_label: int, hint: Floats) -> tuple[Floats, float]:
    labels = np.concatenate([one.labels for one in parts])
    weights = np.concatenate([one.weights for one in parts])
    return fit(joined([one.rows for one in parts]), (labels == true_label).astype(np.float64), weights, hint=hint)


def last_step(features: Floats, labels: Whole, weights: Floats) -> Floats:
    """A small softmax over what `judged` says; a row a class."""
    classes = len(SENTIMENTS)
    truth = (labels[:, None] == np.arange(classes)[None, :] - 1).astype(np.float64)
    total = float(weights.sum())

    def objective(place: Floats) -> tuple[float, Floats]:
        matrix = place.reshape(classes, FEATURES)
        logits = (features[:, None, :] * matrix[None, :, :]).sum(axis=2)
        top = logits.max(axis=1, keepdims=True)
        shares = np.exp(logits - top)
        whole = shares.sum(axis=1, keepdims=True)
        loss = (np.log(whole) + top)[:, 0] - (truth * logits).sum(axis=1)
        errors = weights[:, None] * (shares / whole - truth)
        slope = (errors[:, :, None] * features[:, None, :]).sum(axis=0) + _RIDGE_OF_LAST * matrix
        penalty = _RIDGE_OF_LAST / 2 * dot(place, place)
        return (float((weights * loss).sum()) + penalty) / total, slope.ravel() / total

    return minimise(objective, np.zeros(classes * FEATURES)).reshape(classes, FEATURES)
