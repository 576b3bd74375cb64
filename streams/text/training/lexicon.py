"""The lexicon as one more feature: what it says of each bucket, to be weighed by the learner as a whole.

It lets words speak that stand in no labelled set. As it is linear, it costs nothing when scoring: its weight is added
to those of its words.
"""

import numpy as np

from streams.text.grams import BUCKETS, grams_of
from streams.text.training.own import lines
from streams.text.training.rows import Floats

_SIGNS = {"+": 0.1, "-": -0.1}
"""Small, or the learner's first steps would all go there."""
_DENIED = -1.5
"""Of a denied word, beside what the word itself says: "not good" is less bad than "good" is good."""
_DENIALS = {
    "en": ("not {}", "isn't {}", "wasn't {}", "aren't {}", "never {}", "no {}", "hardly {}", "don't {}", "didn't {}"),
    "fa": ("{} نیست", "{} نبود", "{} نیستم", "{} نبودم", "{} نیستن", "{} نداره", "{} نداشت", "{} نشد", "{} نمیشه"),
    "ar": ("مو {}", "مش {}", "غير {}", "ليس {}", "ليست {}", "ما {}", "مب {}", "مهو {}", "لم {}", "بدون {}", "لا {}"),
}


def lexicon(language: str) -> Floats:
    """What the lexicon says of each bucket."""
    said = np.zeros(BUCKETS)
    for line in lines("lexicon.txt"):
        name, sign, words = line.split("\t")
        if name not in {"all", language}:
            continue
        for word in words.split():
            _say(said, word.replace("_", " "), _SIGNS[sign])
            for denial in _DENIALS.get(language, ()) if "_" not in word and name != "all" else ():
                _say(said, denial.format(word), _SIGNS[sign] * _DENIED)
    return said


def _say(said: Floats, phrase: str, mood: float) -> None:
    grams = grams_of([phrase])
    buckets = grams.singles if len(grams.singles) == 1 else grams.pairs[:1]
    said[buckets] = mood
