"""`python -m benchmarks.text [folder]`: texts a second of one core, by the size of the batch.

Time is the processor's, so that what else runs on the machine counts little.
"""

import os
import random
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from streams.text.scorer import Scorer
from streams.text.training.sets import SetError, read_sets
from streams.text.training.tongues import own_sentences

DATA = Path(os.environ.get("PASOKH_TEST_DATA", "../shared/data"))
BATCHES = (1, 16, 64, 256)
TEXTS = 20_000
ROUNDS = 3
USUAL = 90
"""Code points of a text, about: long ones are cut, short ones joined, so that figures compare."""


def texts(folder: Path) -> list[str]:
    """Of labelled sets if they are there, else sentences of our own; mixed by language."""
    draw = random.Random(1)
    try:
        found = [text for one in read_sets(folder) for text in draw.sample(one.texts, min(3000, len(one.texts)))]
    except (SetError, OSError):
        found = [text for _, text in own_sentences()]
    draw.shuffle(found)
    sized, rest = [], ""
    for text in found:
        rest = f"{rest} {text}".strip()
        if len(rest) >= USUAL - 10:
            sized.append(rest[: USUAL + 10])
            rest = ""
    return [sized[i % len(sized)] for i in range(TEXTS)]


def main(folder: Path = DATA / "text") -> None:
    """Score them in batches of each size; the best of some rounds counts."""
    began = time.process_time()
    scorer = Scorer.load()
    loaded = time.process_time() - began
    all_texts = texts(folder)
    usual = sum(map(len, all_texts)) / len(all_texts)
    table = Table("batch", "texts/s")
    for batch in BATCHES:
        some = all_texts[: max(batch * 20, TEXTS if batch > 1 else TEXTS // 10)]
        best = 0.0
        for _ in range(ROUNDS):
            start = time.process_time()
            for begin in range(0, len(some), batch):
                part = some[begin : begin + batch]
                scorer.score(part, [None] * len(part))
            best = max(best, len(some) / (time.process_time() - start))
        table.add_row(str(batch), f"{best:,.0f}")
    console = Console(width=100)
    console.print(f"weights loaded in {loaded:.2f} s; texts of {usual:.0f} code points")
    console.print(table)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
