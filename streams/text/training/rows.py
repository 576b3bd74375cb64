"""Texts as rows of buckets for the learner: what `grams` finds, laid out text by text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from streams.text import language
from streams.text.grams import BUCKETS, STEP, Buckets, Grams, Whole, grams_of
from streams.text.normalise import LIMIT

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Row i has the buckets `ids[starts[i]:starts[i + 1]]`, each with the value `values[i]`; `width` buckets in all."""

    ids: Buckets
    starts: Whole
    values: npt.NDArray[np.float32]
    width: int

    def __len__(self) -> int:
        return len(self.values)

    def times(self, weights: Floats) -> Floats:
        """One sum a row."""
        sums = np.add.reduceat(weights.astype(np.float32)[self.ids], self.starts[:-1], dtype=np.float64)
        return np.asarray(sums * self.values, np.float64)

    def back(self, errors: Floats) -> Floats:
        """One sum a bucket."""
        spread = np.repeat((errors * self.values).astype(np.float32), np.diff(self.starts))
        return np.asarray(np.bincount(self.ids, weights=spread, minlength=self.width), np.float64)

    def take(self, chosen: Whole) -> "Rows":
        """Some rows, in the order given."""
        sizes = np.diff(self.starts)[chosen]
        starts = np.concatenate([[0], np.cumsum(sizes)])
        places = np.repeat(self.starts[:-1][chosen] - starts[:-1], sizes) + np.arange(starts[-1])
        return Rows(self.ids[places], starts, self.values[chosen], self.width)


def joined(parts: Sequence[Rows]) -> Rows:
    """One below the other."""
    sizes = np.concatenate([np.diff(part.starts) for part in parts])
    return Rows(
        np.concatenate([part.ids for part in parts]),
        np.concatenate([[0], np.cumsum(sizes)]),
        np.concatenate([part.values for part in parts]),
        parts[0].width,
    )


def in_steps(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Slices of texts, each small enough for `grams_of`."""
    begin, size = 0, 0
    for i, text in enumerate(texts):
        length = min(len(text), LIMIT) + 1
        if i > begin and size + length > STEP:
            yield texts[begin:i]
            begin, size = i, 0
        size += length
    if begin < len(texts):
        yield texts[begin:]


def meaning_rows(texts: Sequence[str]) -> Rows:
    """All there is in a text: what sentiment and abuse are learned from."""
    return _rows(texts, _of_meaning, BUCKETS)


def language_rows(texts: Sequence[str]) -> Rows:
    """What speaks for a language."""
    return _rows(texts, _of_language, language.WIDTH)


Parts = Iterable[tuple[Buckets, Whole]]
"""Buckets, and where those of each text begin (one more than there are texts)."""


def _of_meaning(grams: Grams) -> Parts:
    letters = np.append(grams.starts, len(grams.codes))
    return [(grams.runs[0], letters), (grams.runs[1], letters), *_words(grams.singles, grams.pairs, grams=grams)]


def _of_language(grams: Grams) -> Parts:
    said = language.said(grams)
    letters, typed = np.append(grams.starts, len(grams.codes)), np.append(grams.raw_starts, len(grams.raw))
    return [(said.runs[0], letters), (said.runs[1], letters), (said.typed, typed), *_words(said.singles, grams=grams)]


def _words(*buckets: Buckets, grams: Grams) -> Parts:
    return [(of_kind, grams.word_starts) for of_kind in buckets]


def _rows(texts: Sequence[str], parts_of: Callable[[Grams], Parts], width: int) -> Rows:
    return joined([_step(grams_of(step), parts_of, width) for step in in_steps(texts)])


def _step(grams: Grams, parts_of: Callable[[Grams], Parts], width: int) -> Rows:
    texts = np.arange(len(grams.starts))
    # one bucket 0 for each text, so that no row is empty
    ids, owners = [np.zeros(len(texts), np.uint32)], [texts]
    for buckets, starts in parts_of(grams):
        owner = np.repeat(texts, np.diff(starts))
        there = np.flatnonzero(buckets)
        ids.append(buckets[there])
        owners.append(owner[there])
    owner = np.concatenate(owners)
    order = np.argsort(owner, kind="stable")
    starts = np.searchsorted(owner[order], np.arange(len(texts) + 1))
    return Rows(np.concatenate(ids)[order], starts, (1 / np.sqrt(grams.sizes)).astype(np.float32), width)
