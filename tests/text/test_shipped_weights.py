"""What ships, on the part of public sets that it was not made from. The targets are those of the issue where they are
reached; where they are not, what was reached less a point, so that it cannot fall unseen. docs/models.md has them all.
"""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from streams.text.scorer import Scorer
from streams.text.training.figures import Figure, abuse_figures, language_figures, mood_figures
from streams.text.training.sets import Labelled, read_sets

ROOT = Path(__file__).resolve().parents[2]
WHOLE, SHORT = "language, whole message, accuracy", "language, first 3 words, accuracy"
TWO, THREE = "sentiment, 2 classes, F1", "sentiment, 3 classes, F1"


@cache
def held_out() -> list[Labelled]:
    folder = Path(os.environ.get("PASOKH_TEST_DATA", ROOT.parent / "shared" / "data")) / "text"
    if not folder.is_dir():
        pytest.skip(f"no test data in {folder}: PASOKH_TEST_DATA names the folder that holds it")
    return [held for _, held in (one.sides() for one in read_sets(folder))]


def by_name(figures: Iterator[Figure]) -> dict[tuple[str, str], float]:
    return {(figure.name, figure.what): figure.value for figure in figures}


def misses(found: dict[tuple[str, str], float], least: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    return {name: found[name] for name, value in least.items() if found[name] < value}


@pytest.mark.timeout(600)
def test_languages_are_known() -> None:
    least = {
        ("fa", WHOLE): 0.99,
        ("fa", SHORT): 0.96,
        ("fa, Arabic keyboard", WHOLE): 0.99,
        ("ar", WHOLE): 0.99,
        ("ar", SHORT): 0.965,
        ("en", WHOLE): 0.995,
        ("en", SHORT): 0.97,
    }
    assert misses(by_name(language_figures(Scorer.load(), held_out())), least) == {}


@pytest.mark.timeout(600)
def test_moods_are_known() -> None:
    least = {
        ("en_airline", TWO): 0.86,
        ("fa_snappfood", TWO): 0.84,
        ("fa_digikala", TWO): 0.86,
        ("ar_sauditour", TWO): 0.87,
    }
    assert misses(by_name(mood_figures(Scorer.load(), held_out())), least) == {}


@pytest.mark.timeout(600)
def test_few_ordinary_messages_are_called_abusive() -> None:
    found = by_name(abuse_figures(Scorer.load(), held_out()))
    most = {"en_airline": 0.005, "en_uci": 0.005, "fa_snappfood": 0.005, "fa_digikala": 0.005, "ar_elsahar": 0.01}
    assert {
        name: found[name, "false alarms, share"] for name in most if found[name, "false alarms, share"] > most[name]
    } == {}
