"""What messages say, in batches: the language, the mood and the abuse of each."""

from collections.abc import Iterator, Sequence
from importlib.resources import as_file, files
from pathlib import Path

import msgspec
import numpy as np

from streams.text.abuse import NONE, judge, suspects
from streams.text.grams import BUCKETS, STEP, Grams, Whole, grams_of
from streams.text.language import CODE_OF, LANGUAGES, NO_SCRIPT, OTHER, Said, decide, logits, said
from streams.text.model import ABUSE, CALM, WAY, Model, Tongue, read_model, read_tongue
from streams.text.mood import FEATURES, SENTIMENTS, chances
from streams.text.normalise import LIMIT
from streams.text.tables import FIELDS, Floats, Table, word_sums

SCORED = tuple(language for language in LANGUAGES if language != "other")
_NO_ABUSE = -5.0
"""A logit: of languages that are not scored, only the lists speak."""
_NEUTRAL = SENTIMENTS.index("neutral")


class Score(msgspec.Struct, frozen=True, gc=False):
    """`sentiment` is the chance of positive less that of negative; `abuse_score` is 0.5 and more if it is abuse."""

    language: str
    sentiment: float
    sentiment_class: str
    abuse: str
    abuse_score: float


class Scorer:
    """Weights of all languages in memory. Scoring changes nothing, so one scorer serves any number of threads."""

    def __init__(self, tongue: Tongue, models: Sequence[Model]) -> None:
        """`models` are those of `SCORED`, in that order; other languages weigh nothing."""
        self._tongue = tongue
        self._packed = np.zeros(len(LANGUAGES) * BUCKETS, np.int64)
        self._scales, self._constants = np.ones((len(LANGUAGES), FIELDS)), np.zeros((len(LANGUAGES), FIELDS))
        self._lasts = np.zeros((len(LANGUAGES), len(SENTIMENTS), FEATURES))
        for code, model in enumerate(models):
            self._packed[code * BUCKETS : (code + 1) * BUCKETS] = Table.of(model.weights, model.scales).packed
            self._scales[code], self._constants[code] = model.scales, model.constants
            self._lasts[code] = model.last
        self._constants[OTHER, ABUSE] = _NO_ABUSE

    @classmethod
    def load(cls, directory: Path | None = None) -> "Scorer":
        """With the weights of a directory that `pasokh train` wrote; without one, those that ship."""
        if directory is not None:
            return cls._read(directory)
        with as_file(files("streams.text").joinpath("weights")) as shipped:
            return cls._read(shipped)

    @classmethod
    def _read(cls, directory: Path) -> "Scorer":
        models = [read_model(directory / f"{language}.npz") for language in SCORED]
        return cls(read_tongue(directory / "language.npz"), models)

    def score(self, texts: Sequence[str], before: Sequence[str | None]) -> list[Score]:
        """One score a text. `before` is the language its contact spoke before, None where that is unknown.

        Batches of 64 to 256 are quickest; a text of any length takes bounded time.
        """
        found: list[Score] = []
        for begin, end in _steps(texts):
            found.extend(self._score(texts[begin:end], before[begin:end]))
        return found

    def _score(self, texts: Sequence[str], before: Sequence[str | None]) -> Iterator[Score]:
        grams = grams_of(texts)
        heard = said(grams)
        tongue = self._tongue
        languages = decide(grams, heard.scripts, logits(grams, heard, tongue.table), tongue.constants, before)
        speaking = _speaking(languages, heard)
        sums = self._sums(grams, speaking)
        likely = self._chances(sums, speaking)
        classes = likely.argmax(axis=1)
        classes[speaking == OTHER] = _NEUTRAL
        moods = np.round(likely[:, 2] - likely[:, 0], 3) + 0.0
        moods[speaking == OTHER] = 0
        suspect = (sums[ABUSE] >= 0) | suspects(grams)
        abusive = np.round(0.5 * (1 + np.tanh(sums[ABUSE] / 2)), 3)
        rows = zip(
            texts, languages.tolist(), moods.tolist(), classes.tolist(), suspect.tolist(), abusive.tolist(),
            sums[ABUSE].tolist(), strict=True,
        )  # fmt: skip
        for text, code, mood, mood_class, is_suspect, score, margin in rows:
            language, abuse = LANGUAGES[code], NONE
            if is_suspect:
                abuse, score = judge(text, language, margin)  # noqa: PLW2901 - the list knows better
            yield Score(language, mood, SENTIMENTS[mood_class], abuse, score)

    def _sums(self, grams: Grams, speaking: Whole) -> Floats:
        """Logits of way, calm and abuse, a row each."""
        weights = self._packed
        runs, singles, pairs = grams.runs, grams.singles, grams.pairs
        first = int(speaking[0])
        if (speaking == first).all():
            weights = weights[first * BUCKETS : (first + 1) * BUCKETS]
        else:
            places = (speaking * BUCKETS).astype(np.uint32)
            of_letter = np.repeat(places, grams.lengths)
            of_word = np.repeat(places, grams.word_counts)
            runs = tuple(run + of_letter for run in runs)
            singles, pairs = singles + of_word, pairs + of_word
        sums = np.add.reduceat(weights[runs[0]] + weights[runs[1]], grams.starts)
        sums += word_sums(grams, weights[singles] + weights[pairs])
        fields = Table.fields(sums) * self._scales[speaking].T / np.sqrt(grams.sizes)
        return np.asarray(fields + self._constants[speaking].T, np.float64)

    def _chances(self, sums: Floats, speaking: Whole) -> Floats:
        found = np.zeros((len(speaking), len(SENTIMENTS)))
        for code in set(speaking.tolist()):
            here = speaking == code
            found[here] = chances(sums[WAY][here], sums[CALM][here], self._lasts[code])
        return found


def _speaking(languages: Whole, heard: Said) -> Whole:
    """Whose weights judge a text: an emoji alone, of a contact who said nothing yet, is read as in English."""
    return np.where((languages == OTHER) & (heard.scripts == NO_SCRIPT), CODE_OF["en"], languages)


def _steps(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Begin and end of slices that are small enough for `grams_of`."""
    begin, size = 0, 0
    for i, text in enumerate(texts):
        length = min(len(text), LIMIT) + 1
        if i > begin and size + length > STEP:
            yield begin, i
            begin, size = i, 0
        size += length
    if begin < len(texts):
        yield begin, len(texts)
