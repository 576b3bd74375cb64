"""Three weights of a bucket in one number, so that one look-up and one addition serve three models."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from streams.text.grams import Grams, Whole

FIELDS = 3
FIELD_BITS = 21
"""Enough for the sum of 2^20 / 127 = 8,256 weights: more than a message of `normalise.LIMIT` letters has features."""
_HALF = np.int64(1 << (FIELD_BITS - 1))
_MASK = np.int64((1 << FIELD_BITS) - 1)
_SHIFT = np.int64(FIELD_BITS)
Weights = npt.NDArray[np.int8]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """`packed` by bucket; a field's sum times its `scale` is in units of the model."""

    packed: Whole
    scales: Floats

    @classmethod
    def of(cls, weights: Weights, scales: Floats) -> "Table":
        """From one row of weights a field."""
        packed = np.zeros(weights.shape[1], np.int64)
        for row in weights[::-1].astype(np.int64):
            packed = (packed << _SHIFT) + row
        return cls(packed, scales)

    def unpacked(self, sums: Whole) -> Floats:
        """One row a field, in units of the model."""
        return np.asarray(self.fields(sums) * self.scales[:, None], np.float64)

    @staticmethod
    def fields(sums: Whole) -> Whole:
        """One row a field. Fields are signed: each takes from the next what it is below zero."""
        rows = np.empty((FIELDS, len(sums)), np.int64)
        for row in rows:
            row[:] = ((sums + _HALF) & _MASK) - _HALF
            sums = (sums - row) >> _SHIFT
        return rows


def word_sums(grams: Grams, weights: Whole) -> Whole:
    """Sums over the words of each text, also of those that have none."""
    running = np.zeros(len(weights) + 1, np.int64)
    np.cumsum(weights, out=running[1:])
    return running[grams.word_starts[1:]] - running[grams.word_starts[:-1]]


def quantised(weights: Floats, clip: float, keep: float = 0.0) -> tuple[Weights, Floats]:
    """As whole numbers of -127..127, and the scale of each row.

    A row's spread is the usual size of its weights. What is beyond `clip` times that is cut, or it would make the
    steps of all others coarse; what is less than `keep` times that is left out.
    """
    spread = np.sqrt((weights**2).sum(axis=1) / np.maximum((weights != 0).sum(axis=1), 1))
    spread[spread == 0] = 1
    limit = np.minimum(np.abs(weights).max(axis=1), clip * spread)
    scales = np.where(limit > 0, limit, 1) / 127
    whole = np.clip(np.round(weights / scales[:, None]), -127, 127)
    whole[np.abs(weights) < keep * spread[:, None]] = 0
    whole[:, 0] = 0
    return whole.astype(np.int8), scales
