"""How a message sounds: which way, whether any, and how much."""

import numpy as np

from streams.text.tables import Floats

SENTIMENTS = ("negative", "neutral", "positive")
FEATURES = 4


def judged(way: Floats, calm: Floats) -> Floats:
    """What the last step looks at, a row a text.

    A constant, the logit of positive against negative, how far that is from 0, and the logit of neutral or not.
    """
    features = np.ones((len(way), FEATURES))
    features[:, 1], features[:, 2], features[:, 3] = way, np.abs(way), calm
    return features


def chances(way: Floats, calm: Floats, last: Floats) -> Floats:
    """Of negative, neutral and positive, a row a text. `last` has a row a class and a column a feature of `judged`."""
    # not a matrix product, whose last digits would depend on how many texts there are
    logits = (judged(way, calm)[:, None, :] * last[None, :, :]).sum(axis=2)
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=1, keepdims=True), np.float64)
