"""Labelled sets: split, label and text, separated by tabs, named by their language (`fa_shop.tsv`, `en_care.tsv.gz`).

A set with a label below zero is about sentiment (-1, 0, 1), one without about abuse (0, 1).
"""

import gzip
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import xxhash

from streams.text.normalise import normalise

TESTED_SHARE = 0.15
"""Of each set, held out by a hash of the text: a text that stands in two sets is on the same side in both."""
LABELLED_BY_EMOJI = frozenset({"ar_motaz"})
"""Sets whose labels were made from the emoji in the text; these are removed, or they would be all that is learned."""
UNSURE = "disagree"
"""The split of texts whose two labels differ; these are left out."""
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]")
_COLUMNS = 3


class SetError(ValueError):
    """A file that is no labelled set, with its line."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One set: its texts and their labels, in the order of the file."""

    name: str
    language: str
    texts: Sequence[str]
    labels: Sequence[int]
    is_sentiment: bool

    def sides(self) -> "tuple[Labelled, Labelled]":
        """What is trained on, and what is held out."""
        out = [is_held_out(text) for text in self.texts]
        return self._where([not held for held in out]), self._where(out)

    def _where(self, wanted: Sequence[bool]) -> "Labelled":
        texts = [text for text, is_wanted in zip(self.texts, wanted, strict=True) if is_wanted]
        labels = [label for label, is_wanted in zip(self.labels, wanted, strict=True) if is_wanted]
        return replace(self, texts=texts, labels=labels)


NAMED = ("fa", "ar", "en")
"""Languages that sets may be in."""


def is_held_out(text: str) -> bool:
    return xxhash.xxh32_intdigest(normalise(text).encode()) < TESTED_SHARE * (1 << 32)


def read_set(path: Path) -> Labelled:
    """Read one file; a line that is none of the form is an error that names it."""
    name = path.name.split(".")[0]
    language = name.split("_")[0]
    if language not in NAMED:
        raise SetError(f"{path}: a set's name begins with its language and an underscore: {', '.join(NAMED)}")
    texts, labels = [], []
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as rows:
        for number, row in enumerate(rows, 1):
            columns = row.rstrip("\r\n").split("\t")
            if len(columns) != _COLUMNS or columns[1] not in {"-1", "0", "1"}:
                raise SetError(f"{path}, line {number}: expected split, label (-1, 0, 1) and text, separated by tabs")
            if columns[0] == UNSURE:
                continue
            text = html.unescape(columns[2])
            texts.append(_EMOJI.sub("", text) if name in LABELLED_BY_EMOJI else text)
            labels.append(int(columns[1]))
    return Labelled(name, language, texts, labels, -1 in labels)


def read_sets(folder: Path) -> list[Labelled]:
    """All sets of a folder, in the order of their names."""
    paths = sorted(path for path in folder.iterdir() if path.name.endswith((".tsv", ".tsv.gz")))
    if not paths:
        raise SetError(f"{folder}: no file named *.tsv or *.tsv.gz")
    return [read_set(path) for path in paths]
