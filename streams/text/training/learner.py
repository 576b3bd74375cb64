"""Logistic regression with naive Bayes weights (Wang and Manning 2012), by L-BFGS, in numpy."""

from collections.abc import Callable

import numpy as np

from streams.text.grams import Whole
from streams.text.training.rows import Floats, Rows

RIDGE = 0.05
ITERATIONS = 200
_MEMORY = 8
_ARMIJO = 1e-4
_SMALLEST_STEP = 1e-8
_SMALLEST_GAIN = 1e-6
"""Of the value: less is not worth a step."""
Objective = Callable[[Floats], tuple[float, Floats]]


def dot(left: Floats, right: Floats) -> float:
    """Without BLAS, whose sums depend on its threads."""
    return float((left * right).sum())


def minimise(objective: Objective, start: Floats, iterations: int | None = None) -> Floats:
    """The place where a smooth convex function is least."""
    place, (value, slope) = start, objective(start)
    history: list[tuple[Floats, Floats, float]] = []
    for _ in range(iterations or ITERATIONS):
        direction = _direction(slope, history)
        fall = dot(slope, direction)
        step = 1.0 if history else 1.0 / max(1.0, float(np.abs(slope).sum()))
        while True:
            there = place + step * direction
            there_value, there_slope = objective(there)
            if there_value <= value + _ARMIJO * step * fall or step < _SMALLEST_STEP:
                break
            step /= 2
        moved, turned = there - place, there_slope - slope
        bend = dot(moved, turned)
        if bend > 0:
            history = [*history[-_MEMORY + 1 :], (moved, turned, bend)]
        gain, place, value, slope = value - there_value, there, there_value, there_slope
        if gain < _SMALLEST_GAIN * abs(value):
            break
    return place


def _direction(slope: Floats, history: list[tuple[Floats, Floats, float]]) -> Floats:
    direction = -slope
    shares = []
    for moved, turned, bend in reversed(history):
        share = dot(moved, direction) / bend
        shares.append(share)
        direction = direction - share * turned
    if history:
        moved, turned, bend = history[-1]
        direction = direction * (bend / dot(turned, turned))
    for (moved, turned, bend), share in zip(history, reversed(shares), strict=True):
        direction = direction + (share - dot(turned, direction) / bend) * moved
    return direction


def log_ratios(rows: Rows, truth: Floats, weights: Floats) -> Floats:
    """How much more often a bucket stands in what is true than in what is false: logarithms of counts and one."""
    yes, no = rows.back(weights * truth) + 1, rows.back(weights * (1 - truth)) + 1
    return np.asarray(np.log((yes / yes.sum()) / (no / no.sum())), np.float64)


def fit(
    rows: Rows, truth: Floats, weights: Floats, *, ridge: float = RIDGE, hint: Floats | None = None
) -> tuple[Floats, float]:
    """Weights by bucket and a constant; `truth` is 1 or 0 a row, `weights` how much a row counts.

    The ridge is on the weights in units of the naive Bayes ratio, so that what tells nothing stays near zero. A `hint`
    by bucket is weighed as a whole, and bears no ridge.
    """
    scale = np.abs(log_ratios(rows, truth, weights))
    scale[0] = 0
    said = np.zeros(rows.width) if hint is None else hint
    total = float(weights.sum())

    def objective(place: Floats) -> tuple[float, Floats]:
        inner, of_hint, constant = place[:-2], place[-2], place[-1]
        margin = rows.times(inner * scale + of_hint * said) + constant
        loss = np.logaddexp(0, margin) - truth * margin
        error = weights * (chance(margin) - truth)
        back = rows.back(error)
        slope = np.concatenate([back * scale + ridge * inner, [dot(back, said), error.sum()]])
        return float((weights * loss).sum() + ridge / 2 * dot(inner, inner)) / total, slope / total

    found = minimise(objective, np.zeros(len(scale) + 2))
    return found[:-2] * scale + found[-2] * said, float(found[-1])


def chance(margin: Floats) -> Floats:
    """The logistic function."""
    return np.asarray(0.5 * (1 + np.tanh(margin / 2)), np.float64)


def fit_several(
    rows: Rows, labels: Whole, classes: int, weights: Floats, ridge: float = RIDGE
) -> tuple[Floats, Floats]:
    """One row of weights, and a constant, for each of the classes 1, 2, ..., against class 0, whose logit is 0."""
    truth = (labels[None, :] == np.arange(1, classes + 1)[:, None]).astype(np.float64)
    total, size = float(weights.sum()), rows.width + 1

    def objective(place: Floats) -> tuple[float, Floats]:
        every = place.reshape(classes, size)
        margins = np.stack([rows.times(row[:-1]) + row[-1] for row in every])
        top = np.maximum(margins.max(axis=0), 0)
        shares = np.exp(margins - top)
        whole = shares.sum(axis=0) + np.exp(-top)
        loss = np.log(whole) + top - (truth * margins).sum(axis=0)
        errors = weights * (shares / whole - truth)
        slope = np.stack(
            [
                np.append(rows.back(error) + ridge * row[:-1], error.sum())
                for error, row in zip(errors, every, strict=True)
            ]
        )
        penalty = ridge / 2 * sum(dot(row[:-1], row[:-1]) for row in every)
        return (float((weights * loss).sum()) + penalty) / total, slope.ravel() / total

    found = minimise(objective, np.zeros(classes * size)).reshape(classes, size)
    return found[:, :-1], found[:, -1]
