"""What simulated people write: one data file a language, all with the same keys."""

from functools import lru_cache
from importlib import resources
from typing import Annotated, Final

import msgspec

LANGUAGES: Final = ("fa", "ar", "en")
FALLBACK: Final = "en"
OTHER_TOPIC: Final = "other"
"""Stands for every topic that has no words of its own."""

Line = Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]
Lines = Annotated[tuple[Line, ...], msgspec.Meta(min_length=1)]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all parts of a file: a misspelt key is refused."""


class TopicWords(Part, frozen=True):
    """A customer's problem in full and in a few words, and an agent's answer to it."""

    problem: Lines
    brief: Lines
    answer: Lines


class PersonaWords(Part, frozen=True):
    """What a kind of customer puts before and after the problem, replies meanwhile, and says at the end."""

    before: tuple[Line, ...]
    after: tuple[Line, ...]
    reply: Lines
    thanks: Lines


class CustomerWords(Part, frozen=True):
    """What any customer may write."""

    hurry: Lines
    again: Lines
    softened: Lines
    chase: Lines
    reopen: Lines


class AgentWords(Part, frozen=True):
    """What agents write; `canned` are ready-made, `note` is for colleagues only."""

    greeting: Lines
    question: Lines
    working: Lines
    apology: Lines
    sympathy: Lines
    non_apology: Lines
    repair: Lines
    refusal: Lines
    canned: Lines
    on_hold: Lines
    nudge: Lines
    closing: Lines
    note: Lines


class BotWords(Part, frozen=True):
    """What the bot writes; `receipt` confirms a ticket."""

    greeting: Lines
    question: Lines
    solved: Lines
    handover: Lines
    receipt: Lines


class SurveyWords(Part, frozen=True):
    """Comments in surveys."""

    good: Lines
    bad: Lines


class Words(Part, frozen=True):
    """All words of one language."""

    topic: dict[str, TopicWords]
    persona: dict[str, PersonaWords]
    customer: CustomerWords
    agent: AgentWords
    bot: BotWords
    survey: SurveyWords

    def about(self, topic: str | None) -> TopicWords:
        return self.topic.get(topic or OTHER_TOPIC) or self.topic[OTHER_TOPIC]


def words_in(language: str | None) -> Words:
    """Those of a language; English for one that has no file."""
    return _load(language if language in LANGUAGES else FALLBACK)


@lru_cache(maxsize=len(LANGUAGES))
def _load(language: str) -> Words:
    data = resources.files("streams.simulator.words").joinpath(f"{language}.toml").read_bytes()
    return msgspec.toml.decode(data, type=Words)
