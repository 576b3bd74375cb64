"""From labelled sets to a directory of weights."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from streams.text.grams import BUCKETS, grams_of
from streams.text.language import CHOICES, WIDTH, scripts_of
from streams.text.model import Model, write_tongue
from streams.text.scorer import SCORED
from streams.text.tables import FIELDS, quantised
from streams.text.training import abuses, moods
from streams.text.training.learner import fit_several
from streams.text.training.own import spellings
from streams.text.training.romanise import Romaniser
from streams.text.training.rows import Floats, in_steps, language_rows
from streams.text.training.sets import Labelled, SetError
from streams.text.training.tongues import LATIN, WORDS, Tongues, tongues

RIDGE_OF_LANGUAGE = 0.03
CLIP_OF_LANGUAGE, CLIP_OF_MOOD = 8.0, 32.0
"""Naive Bayes makes few weights large, and these must stay; those of languages are more alike."""
KEPT_OF_LANGUAGE = 0.3
"""Of languages: smaller weights are left out, so that the file is half as large; decisions stay."""
ROMANISED_OF_A_SET = 10_000
OnStep = Callable[[], None]
STEPS = ("languages", *SCORED)
_SCRIPTS = 4


def build(sets: Sequence[Labelled], out: Path, on_step: OnStep) -> None:
    """Learn from all of the sets given, and write; the same sets give the same bytes.

    `on_step` is called after each of `STEPS`.
    """
    missing = [name for name in ("fa", "ar", "en") if not _of(sets, name)]
    if missing:
        raise SetError(f"no set of sentiment in {', '.join(missing)}: files are named fa_..., ar_..., en_...")
    out.mkdir(parents=True, exist_ok=True)
    write_tongue(out / "language.npz", *learn_languages(tongues(sets)))
    on_step()
    for language in SCORED:
        learn_model(sets, language).write(out / f"{language}.npz")
        on_step()


def _of(sets: Sequence[Labelled], language: str, *, sentiment: bool = True) -> list[Labelled]:
    return [one for one in sets if one.language == language and one.is_sentiment == sentiment]


def learn_languages(texts: Tongues) -> tuple[np.ndarray, Floats, Floats]:
    """Weights as whole numbers, their scales, and constants by script."""
    rows = language_rows([text for _, text in texts])
    scripts = np.concatenate([scripts_of(grams_of(step)) for step in in_steps([text for _, text in texts])])
    weights, constants = np.zeros((FIELDS, WIDTH)), np.zeros((_SCRIPTS, FIELDS))
    for script, choices in CHOICES.items():
        wanted = (*choices, "other")
        chosen = np.flatnonzero((scripts == script) & np.isin([language for language, _ in texts], wanted))
        labels = np.array([(wanted.index(texts[i][0]) + 1) % len(wanted) for i in chosen])
        counts = np.bincount(labels, minlength=len(wanted))
        even = 1 / np.sqrt(np.maximum(counts, 1))
        row_weights = even[labels] * len(labels) / (even * counts).sum()
        found = fit_several(rows.take(chosen), labels, len(choices), row_weights, RIDGE_OF_LANGUAGE)
        weights[: len(choices)] += found[0]
        constants[script, : len(choices)] = found[1]
    return *quantised(weights, CLIP_OF_LANGUAGE, KEPT_OF_LANGUAGE), constants


def learn_model(sets: Sequence[Labelled], language: str) -> Model:
    """Mood and abuse of one language; romanised ones learn from the sets of their own script, written anew."""
    source = language.removesuffix("-latn")
    of_mood, of_abuse = _of(sets, source), _of(sets, source, sentiment=False)
    if language != source:
        of_mood, of_abuse = [romanised(one) for one in of_mood], [romanised(one) for one in of_abuse]
    mood = moods.learn(moods.lessons(of_mood, language), language)
    abuse = abuses.Abuse(np.zeros(BUCKETS), -1.0)
    if of_abuse:
        abuse = abuses.learn(of_abuse, abuses.ordinary(of_mood, language))
    weights, scales = quantised(np.stack([mood.way, mood.calm, abuse.weights]), CLIP_OF_MOOD)
    constants = np.array([mood.way_constant, mood.calm_constant, abuse.constant])
    return Model(weights, scales, constants, mood.last)


def romanised(one: Labelled) -> Labelled:
    """A set in Latin letters; what is typed in Latin letters already is left out of it."""
    romaniser = Romaniser(one.language, spellings(WORDS[one.language]), seed=2)
    texts = [romaniser.text(LATIN.sub(" ", text)) for text in one.texts[:ROMANISED_OF_A_SET]]
    return replace(one, language=f"{one.language}-latn", texts=texts, labels=one.labels[:ROMANISED_OF_A_SET])
