"""Logistic regression with naive Bayes weights (Wang and Manning 2012), by L-BFGS, in numpy."""

from collections.abc import Callable

import numpy as np

from streams.text.training.rows import Floats, Rows

_MEMORY = 8
_ARMIJO = 1e-4
_SMALLEST_STEP = 1e-8
Objective = Callable[[Floats], tuple[float, Floats]]


def dot(left: Floats, right: Floats) -> float:
    """Without BLAS, whose sums depend on its threads."""
    return float((left * right).sum())


def minimise(objective: Objective, start: Floats, iterations: int) -> Floats:
    """The place where a smooth convex function is least."""
    place, (value, slope) = start, objective(start)
    history: list[tuple[Floats, Floats, float]] = []
    for _ in range(iterations):
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
        if gain < 1e-6 * abs(value):
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


def log_ratios(rows: Rows, truth: Floats, weights: Floats, smoothing: float) -> Floats:
    """How much more often a bucket stands in what is true than in what is false: logarithms."""
    yes, no = (rows.back(weights * truth) + smoothing, rows.back(weights * (1 - truth)) + smoothing)
    return np.log((yes / yes.sum()) / (no / no.sum()))


def fit(
    rows: Rows,
    truth: Floats,
    weights: Floats,
    ridge: float = 1.0,
    smoothing: float = 1.0,
    iterations: int = 60,
    hint: Floats | None = None,
    blend: float = 1.0,
) -> tuple[Floats, float]:
    """Weights by bucket and a constant; `truth` is 1 or 0 a row, `weights` how much a row counts.

    The ridge is on the weights in units of the naive Bayes ratio, so what tells nothing stays near zero.
    """
    ratios = log_ratios(rows, truth, weights, smoothing)
    scale = np.abs(ratios) ** blend if blend else np.ones_like(ratios)
    scale[0] = 0
    if hint is not None:
        scale = scale + np.abs(hint)
    total = float(weights.sum())

    def objective(place: Floats) -> tuple[float, Floats]:
        inner, constant = place[:-1], place[-1]
        margin = rows.times(inner * scale) + constant
        loss = np.logaddexp(0, margin) - truth * margin
        error = weights * (1 / (1 + np.exp(-margin)) - truth)
        slope = np.append(rows.back(error) * scale + ridge * inner, error.sum())
        return float((weights * loss).sum() + ridge / 2 * dot(inner, inner)) / total, slope / total

    start = np.zeros(len(scale) + 1)
    found = minimise(objective, start, iterations)
    return found[:-1] * scale, float(found[-1])
