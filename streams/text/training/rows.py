"""Texts as rows of buckets for the learner: what `grams` finds, laid out text by text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from streams.text.grams import BUCKETS, STEP, Buckets, Grams, Whole, grams_of

Floats = npt.NDArray[np.float64]
RUNS = (3, 4, 5)
_A_CHUNK = 2048


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Row i has the buckets `ids[starts[i]:starts[i + 1]]`, each with the value `values[i]`."""

    ids: Buckets
    starts: Whole
    values: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.values)

    def times(self, weights: Floats) -> Floats:
        """One sum a row. In one order always, so that the same input gives the same bytes."""
        sums = np.add.reduceat(weights.astype(np.float32)[self.ids], self.starts[:-1], dtype=np.float64)
        return np.asarray(sums * self.values, np.float64)

    def back(self, errors: Floats) -> Floats:
        """One sum a bucket."""
        spread = np.repeat((errors * self.values).astype(np.float32), np.diff(self.starts))
        return np.bincount(self.ids, weights=spread, minlength=BUCKETS)

    def take(self, chosen: Whole) -> "Rows":
        """Some rows, in the order given."""
        sizes = np.diff(self.starts)[chosen]
        starts = np.concatenate([[0], np.cumsum(sizes)])
        places = np.repeat(self.starts[:-1][chosen] - starts[:-1], sizes) + np.arange(starts[-1])
        return Rows(self.ids[places], starts, self.values[chosen])


def in_steps(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Slices of texts of which each is small enough for `grams_of`."""
    begin, size = 0, 0
    for i, text in enumerate(texts):
        length = min(len(text), 2000) + 1
        if i > begin and size + length > STEP:
            yield texts[begin:i]
            begin, size = i, 0
        size += length
    if begin < len(texts):
        yield texts[begin:]


def rows_of(texts: Sequence[str], runs: tuple[int, ...] = RUNS, pairs: bool = True) -> Rows:
    parts = [_rows(grams_of(step), runs, pairs) for step in in_steps(texts)]
    sizes = np.concatenate([np.diff(part.starts) for part in parts])
    return Rows(
        np.concatenate([part.ids for part in parts]),
        np.concatenate([[0], np.cumsum(sizes)]),
        np.concatenate([part.values for part in parts]),
    )


def _rows(grams: Grams, runs: tuple[int, ...], pairs: bool) -> Rows:
    texts = np.arange(len(grams.starts))
    of_letter = np.repeat(texts, np.diff(np.append(grams.starts, len(grams.codes))))
    of_word = np.repeat(texts, np.diff(grams.word_starts))
    ids = [grams.runs[length - 3] for length in runs] + [grams.singles] + ([grams.pairs] if pairs else [])
    owners = [of_letter] * len(runs) + [of_word] * (2 if pairs else 1)
    every, owner = np.concatenate(ids), np.concatenate(owners)
    # each text begins with one bucket 0, so that no row is empty
    every, owner = np.concatenate([np.zeros(len(texts), np.uint32), every]), np.concatenate([texts, owner])
    there = (every != 0) | (np.arange(len(every)) < len(texts))
    every, owner = every[there], owner[there]
    order = np.argsort(owner, kind="stable")
    starts = np.searchsorted(owner[order], np.arange(len(texts) + 1))
    return Rows(every[order], starts, (1 / np.sqrt(grams.sizes)).astype(np.float32))
