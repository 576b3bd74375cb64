"""The figures of a training, as they are kept."""

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from streams.text.scorer import Scorer
from streams.text.training.figures import (
    Figure,
    abuse_figures,
    language_figures,
    mood_figures,
    transfer_figures,
)
from streams.text.training.sets import Labelled

Sides = Sequence[tuple[Labelled, Labelled]]


REPORTED = (language_figures, mood_figures, abuse_figures)


def report(weights: Path, held_out: Sequence[Labelled], on_part: Callable[[], None]) -> list[Figure]:
    """What the weights of a directory reach on held-out texts, each through the scorer as it runs."""
    scorer = Scorer.load(weights)
    found: list[Figure] = []
    for figures in REPORTED:
        found += figures(scorer, held_out)
        on_part()
    return found


def transfer_report(sets: Sequence[Labelled], on_set: Callable[[], None]) -> list[Figure]:
    """Figures of sets that were left out whole; `on_set` is called after each."""
    found: list[Figure] = []
    for one in sets:
        found += transfer_figures(one, sets)
        on_set()
    return found


def write_report(path: Path, sides: Sides, figures: Sequence[Figure]) -> None:
    """As JSON: counts of each set and its sides, and all figures."""
    counts = [
        {"name": trained.name, "trained": len(trained.texts), "held_out": len(held.texts)} for trained, held in sides
    ]
    content = {
        "sets": counts,
        "figures": [msgspec.to_builtins(one) | {"value": round(one.value, 4)} for one in figures],
    }
    path.write_bytes(msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n")
