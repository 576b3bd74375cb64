"""Labelled turns, and how well the rules find them: `python -m tests.text.labelled` prints the report halves."""

import csv
import hashlib
import json
import os
import sys
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from streams.text.apology import apology
from streams.text.apology.tiers import Apology

GOLD = Path(__file__).parent / "gold"
DATA = Path(os.environ.get("PASOKH_TEST_DATA", Path(__file__).parents[3] / "shared" / "data"))


class Turn(NamedTuple):
    label: str
    text: str


class Scored(NamedTuple):
    turns: int
    positive: int
    precision: float
    recall: float
    accuracy: float


def for_report(text: str) -> bool:
    """Rules are written on the half for which this is false."""
    return zlib.crc32(text.encode()) % 2 == 1


def gold(name: str) -> list[Turn]:
    lines = (GOLD / f"{name}.tsv").read_text("utf-8").splitlines()
    return [Turn(*line.split("\t")) for line in lines]


def halves(turns: Iterable[Turn]) -> tuple[list[Turn], list[Turn]]:
    """The turns to tune on, and those to report on."""
    tune, report = [], []
    for turn in turns:
        (report if for_report(turn.text) else tune).append(turn)
    return tune, report


def score(turns: Iterable[Turn], positive: str = "apology", read: Callable[[str], str] = apology) -> Scored:
    """Precision and recall of one class, and the share of turns whose class is right."""
    pairs = [(turn.label, read(turn.text)) for turn in turns]
    hit = sum(label == found == positive for label, found in pairs)
    said = sum(found == positive for _, found in pairs)
    there = sum(label == positive for label, _ in pairs)
    right = sum(label == found for label, found in pairs)
    return Scored(len(pairs), there, hit / max(said, 1), hit / max(there, 1), right / max(len(pairs), 1))


def support_tweets() -> list[Turn]:
    """Turns of agents in two public sets of support tweets, labelled by us; labels are kept by the hash of the text."""
    labels = {digest: label for label, digest in gold("apology_care")}
    with (DATA / "twitter_care" / "dev_turns_masked.jsonl").open(encoding="utf-8") as lines:
        texts = [turn["text"] for turn in map(json.loads, lines) if turn["role"] == "agent"]
    with (DATA / "twcs" / "twcs_first_rows.csv").open(encoding="utf-8") as rows:
        texts += [row["text"] for row in csv.DictReader(rows) if row["inbound"] == "False"]
    kept = [text for text in dict.fromkeys(texts) if for_report(text)]
    return [Turn(labels.get(hashlib.sha256(text.encode()).hexdigest()[:16], "none"), text) for text in kept]


def operator_calls(name: str, longest: int = 12) -> list[Turn]:
    """Short turns of oasis or swda, of which the first act is labelled: `apology` if that is one, `other` if not."""
    with (DATA / "text" / "apology" / f"{name}.tsv").open(encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return [Turn("apology" if row[0] == "1" else "other", row[-1]) for row in rows if len(row[-1].split()) <= longest]


def main(only_tune: bool) -> None:
    def show(name: str, turns: list[Turn]) -> None:
        print(f"{name:28}", "  ".join(f"{field} {value:.3f}" for field, value in score(turns)._asdict().items()))

    for language in ("fa", "ar", "en", "latin"):
        tune, report = halves(gold(f"apology_{language}"))
        if only_tune:
            show(language, tune)
            for turn in tune:
                found: Apology = apology(turn.text)
                if found != turn.label:
                    print(f"    {turn.label} found {found}: {turn.text}")
        else:
            show(language, report)
    if DATA.is_dir():
        for name in ("oasis", "swda"):
            show(name, halves(operator_calls(name))[not only_tune])
        if not only_tune:
            show("support tweets", support_tweets())


if __name__ == "__main__":
    main(only_tune="--tune" in sys.argv)
