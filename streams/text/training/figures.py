"""How well weights do on texts that they were not made from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from streams.text.abuse import HARASSMENT, INSULT, PROFANITY, THREAT
from streams.text.mood import SENTIMENTS, chances
from streams.text.scorer import Score, Scorer
from streams.text.training import moods
from streams.text.training.build import romanised
from streams.text.training.rows import meaning_rows
from streams.text.training.sets import Labelled
from streams.text.training.tongues import KEYBOARDS

BATCH = 256
SHORT_WORDS = 3
ABUSIVE = frozenset({INSULT, THREAT, HARASSMENT})
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|@\w+")
_LETTERS = {
    "fa": re.compile(r"[\u0600-\u06ff]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "en": re.compile(r"[A-Za-z]"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report: `what` was measured on `name`, on `texts` texts."""

    name: str
    what: str
    value: float
    texts: int


def score(scorer: Scorer, texts: Sequence[str], language: str | None) -> list[Score]:
    """All of them, in batches."""
    found: list[Score] = []
    for begin in range(0, len(texts), BATCH):
        batch = texts[begin : begin + BATCH]
        found += scorer.score(batch, [language] * len(batch))
    return found


def f1(truth: Sequence[object], said: Sequence[object], classes: Sequence[object]) -> float:
    """Macro-F1: the mean over classes."""
    values = []
    for one in classes:
        both = sum(1 for is_, says in zip(truth, said, strict=True) if is_ == one and says == one)
        either = sum(1 for is_ in truth if is_ == one) + sum(1 for says in said if says == one)
        values.append(2 * both / either if either else 0.0)
    return float(np.mean(values))


def mood_figures(scorer: Scorer, held_out: Sequence[Labelled]) -> Iterator[Figure]:
    """Of each set: positive against negative by the sign of the sentiment, and all three classes if it has them."""
    for one in held_out:
        if not one.is_sentiment:
            continue
        scores = score(scorer, one.texts, one.language)
        moody = [i for i, label in enumerate(one.labels) if label]
        signs = [1 if scores[i].sentiment > 0 else -1 for i in moody]
        yield Figure(
            one.name, "sentiment, 2 classes, F1", f1([one.labels[i] for i in moody], signs, (-1, 1)), len(moody)
        )
        if 0 in one.labels:
            said = [SENTIMENTS.index(found.sentiment_class) - 1 for found in scores]
            yield Figure(one.name, "sentiment, 3 classes, F1", f1(one.labels, said, (-1, 0, 1)), len(said))


def abuse_figures(scorer: Scorer, held_out: Sequence[Labelled]) -> Iterator[Figure]:
    """Precision and recall on sets of abuse; on the others how many are called abusive though nobody looked for it."""
    for one in held_out:
        classes = [found.abuse for found in score(scorer, one.texts, one.language)]
        called = [abuse in ABUSIVE for abuse in classes]
        alarms = sum(called)
        if one.is_sentiment:
            yield Figure(one.name, "false alarms, share", alarms / len(called), len(called))
            continue
        right = sum(1 for is_called, label in zip(called, one.labels, strict=True) if is_called and label)
        swore = sum(1 for abuse, label in zip(classes, one.labels, strict=True) if abuse == PROFANITY and label)
        yield Figure(one.name, "abuse, precision", right / max(alarms, 1), alarms)
        yield Figure(one.name, "abuse, recall", right / max(sum(one.labels), 1), sum(one.labels))
        yield Figure(one.name, "abuse or profanity, recall", (right + swore) / max(sum(one.labels), 1), sum(one.labels))


def language_figures(scorer: Scorer, held_out: Sequence[Labelled]) -> Iterator[Figure]:
    """Nothing is known of the contact, addresses are removed; only texts mostly in their own script count."""
    for language in ("fa", "ar", "en"):
        texts = [_ADDRESS.sub(" ", text) for one in held_out if one.language == language for text in one.texts]
        yield from _languages(scorer, _own(texts, language), language, language)
        if language == "fa":
            typed = [text.translate(KEYBOARDS["fa"]) for text in texts]
            yield from _languages(scorer, _own(typed, language), language, "fa, Arabic keyboard")
        if language == "en":
            continue
        made = [romanised(one) for one in held_out if one.language == language]
        latin = [text for one in made for text in one.texts if _LETTERS["en"].search(text)]
        yield from _languages(scorer, latin, f"{language}-latn", f"{language}-latn, made by rule")


def _own(texts: Sequence[str], language: str) -> list[str]:
    """Texts with letters, of which at least half are of the script of the language."""
    latin, arabic = _LETTERS["en"], _LETTERS["ar"]
    own, other = (latin, arabic) if language == "en" else (arabic, latin)
    return [text for text in texts if len(own.findall(text)) > 0 and len(own.findall(text)) >= len(other.findall(text))]


def _languages(scorer: Scorer, texts: Sequence[str], language: str, name: str) -> Iterator[Figure]:
    short = [" ".join(text.split()[:SHORT_WORDS]) for text in texts]
    if language in _LETTERS:
        short = _own(short, language)
    for what, some in (("whole message", texts), (f"first {SHORT_WORDS} words", short)):
        right = sum(1 for found in score(scorer, some, None) if found.language == language)
        yield Figure(name, f"language, {what}, accuracy", right / max(len(some), 1), len(some))


def transfer_figures(one: Labelled, sets: Sequence[Labelled]) -> Iterator[Figure]:
    """A whole set of sentiment, judged by what was learned from the others of its language."""
    others = [other for other in sets if other.language == one.language and other.is_sentiment and other is not one]
    if not one.is_sentiment or not any(0 in other.labels for other in others):
        return
    mood = moods.learn(moods.lessons(others, one.language), one.language)
    rows = meaning_rows(one.texts)
    likely = chances(rows.times(mood.way) + mood.way_constant, rows.times(mood.calm) + mood.calm_constant, mood.last)
    moody = [i for i, label in enumerate(one.labels) if label]
    signs = [1 if likely[i, 2] > likely[i, 0] else -1 for i in moody]
    value = f1([one.labels[i] for i in moody], signs, (-1, 1))
    yield Figure(one.name, "sentiment, 2 classes, F1, set never seen", value, len(moody))
    if 0 in one.labels:
        value = f1(one.labels, (likely.argmax(axis=1) - 1).tolist(), (-1, 0, 1))
        yield Figure(one.name, "sentiment, 3 classes, F1, set never seen", value, len(one.labels))
