"""How a customer has written so far, in sums: one turn more is a few additions, and their order does not matter."""

from __future__ import annotations

import msgspec

from streams.text.persona.cue import Cue, Finder, finder
from streams.text.persona.cues import ar, arabizi, en, fa, finglish
from streams.text.topics.words import CAPITALS, LOOKED_AT, encoded, flat

ONE_LINE = 3
ONE_LINE_LETTERS = 40
"""A turn of up to so many words and characters is a one-liner. In scripts that are not read here no words are seen."""

FEELS = 250
"""Thousandths of sentiment from which a turn is positive or, below zero, negative."""

LOUD_CAPITALS = 8
"""Capital letters that make a turn loud, when they are also most of its letters."""

UNSEEN_US = -(2**63)

_FINDERS: dict[str, Finder] = {
    "en": finder(en.CUES),
    "fa": finder(fa.CUES),
    "ar": finder(ar.CUES),
    "fa-latn": finder(finglish.CUES, en.CUES),
    "ar-latn": finder(arabizi.CUES, en.CUES),
    "other": finder(en.CUES, fa.CUES, ar.CUES),
}
_OTHER = _FINDERS["other"]

_UNSURE, _EXPERT, _DEMAND, _COMMAND = int(Cue.UNSURE), int(Cue.EXPERT), int(Cue.DEMAND), int(Cue.COMMAND)
_COURTESY, _UPSET, _QUESTION = int(Cue.COURTESY), int(Cue.UPSET), int(Cue.QUESTION)
_URGENT, _WISH = int(Cue.URGENT), int(Cue.COMMAND | Cue.WANT)


class Manner(msgspec.Struct, array_like=True, gc=False):
    """What a customer's turns amount to; all but the first and last turn are counts of turns or sums.

    Sentiments are whole thousandths, so that sums are exact. Of turns at the same microsecond the least sentiment
    is the first and the greatest the last, in whatever order they come.
    """

    turns: int = 0
    words: int = 0
    one_liners: int = 0
    questions: int = 0
    loud: int = 0
    """Mostly in capitals, or with `!!`, `??`, `?!`."""
    unsure: int = 0
    expert: int = 0
    demands: int = 0
    commands: int = 0
    """Told somebody what to do, without a word of courtesy."""
    courteous: int = 0
    upset: int = 0
    """Words of anger, abuse, or loud and negative at once."""
    abusive: int = 0
    positive: int = 0
    negative: int = 0
    sentiment_sum: int = 0
    first_us: int = -UNSEEN_US
    first_sentiment: int = 0
    last_us: int = UNSEEN_US
    last_sentiment: int = 0


def observe(  # noqa: C901  a branch for each thing counted
    state: Manner, text: str, *, language: str, sentiment: float, abusive: bool, at_us: int
) -> Manner:
    """Take one turn of the customer into `state`, and return it. `sentiment` is -1 to 1; a turn must come only once.

    Only the beginning of a long text is looked at.
    """
    text = text[:LOOKED_AT]
    code = encoded(text)
    words = flat(code).split()
    count = len(words)
    feeling = round(sentiment * 1000)
    asks = "?" in text or "؟" in text
    loud = _loud(text, code, asks=asks)
    cues = _FINDERS.get(language, _OTHER).cues(words)

    state.turns += 1
    state.words += count
    state.sentiment_sum += feeling
    if count <= ONE_LINE and len(text) <= ONE_LINE_LETTERS:
        state.one_liners += 1
    if feeling <= -FEELS:
        state.negative += 1
    elif feeling >= FEELS:
        state.positive += 1
    if loud:
        state.loud += 1
    if abusive:
        state.abusive += 1
    if abusive or cues & _UPSET or (loud and feeling <= -FEELS):
        state.upset += 1
    if asks or cues & _QUESTION:
        state.questions += 1
    if cues:
        _count_cues(state, cues)
    if at_us < state.first_us or (at_us == state.first_us and feeling < state.first_sentiment):
        state.first_us, state.first_sentiment = at_us, feeling
    if at_us > state.last_us or (at_us == state.last_us and feeling > state.last_sentiment):
        state.last_us, state.last_sentiment = at_us, feeling
    return state


def _count_cues(state: Manner, cues: int) -> None:
    if cues & _UNSURE:
        state.unsure += 1
    if cues & _EXPERT:
        state.expert += 1
    if cues & _DEMAND or (cues & _URGENT and cues & _WISH):
        state.demands += 1
    if cues & _COURTESY:
        state.courteous += 1
    elif cues & _COMMAND:
        state.commands += 1


def _loud(text: str, code: bytes, *, asks: bool) -> bool:
    if "!" in text and ("!!" in text or "?!" in text or "!?" in text or "؟!" in text):
        return True
    if asks and ("??" in text or "؟؟" in text):
        return True
    if code.islower():
        return False
    capitals = len(code) - len(code.translate(None, CAPITALS))
    return capitals >= LOUD_CAPITALS and capitals * 5 > len(code) * 3
