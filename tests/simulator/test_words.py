"""What simulated people write: the same keys in all languages, and nothing of anybody real."""

import re
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

import msgspec
import pytest

from streams.events import types as e
from streams.simulator import load_plan, simulate
from streams.simulator.dialogue import Dialogue
from streams.simulator.personas import PERSONAS
from streams.simulator.tune import tuned
from streams.simulator.words import LANGUAGES, words_in
from tests.simulator.test_simulate import HOUR_US, MONDAY_US

NUMBERS = re.compile(r"(?<!\w)\d|\d\d|@|https?:")
"""A digit inside a word is a letter to those who write Arabic in Latin ones."""
ARABIC_SCRIPT = re.compile(r"[\u0600-\u06ff]")


def lines(part: Any) -> Iterator[str]:
    """All lines, wherever they stand."""
    if isinstance(part, str):
        yield part
    else:
        for inner in part.values() if isinstance(part, dict) else part:
            yield from lines(inner)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_all_topics_and_personas(language: str) -> None:
    words, english = words_in(language), words_in("en")

    assert set(words.topic) == set(english.topic)
    assert set(words.persona) == set(english.persona) == set(PERSONAS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_name_nobody_and_hold_no_numbers(language: str) -> None:
    every = list(lines(msgspec.to_builtins(words_in(language))))

    assert len(every) > 250
    assert [line for line in every if NUMBERS.search(line)] == []


def test_lines_are_in_the_script_of_their_language() -> None:
    for language in LANGUAGES:
        every = list(lines(msgspec.to_builtins(words_in(language))))
        written = sum(bool(ARABIC_SCRIPT.search(line)) for line in every)
        assert written == 0 if language == "en" else written > 0.95 * len(every)
    persian = " ".join(lines(msgspec.to_builtins(words_in("fa"))))
    arabic = " ".join(lines(msgspec.to_builtins(words_in("ar"))))
    assert not re.search("[يكة]", persian), "Persian has letters of its own for these"
    assert not re.search("[یکپچگ]", arabic)


def test_every_topic_of_the_default_plan_has_words() -> None:
    plan = load_plan("default")
    queues = [queue for channel in (plan.chat, plan.ticket) for queue in channel]
    named = {topic for queue in queues for topic in queue.topics} | {outage.topic for outage in plan.outage} - {None}

    assert named <= set(words_in("en").topic)


def test_an_unknown_language_is_english_and_an_unknown_topic_is_other() -> None:
    assert words_in("de") == words_in(None) == words_in("en")
    assert words_in("fa").about("nothing known") == words_in("fa").topic["other"]


def test_a_genuine_apology_may_calm_a_customer_and_nothing_else_does() -> None:
    softened: Counter[str] = Counter()
    agent = words_in("en").agent
    for seed in range(600):
        texts = Dialogue("en", "invoice", "angry", Random(seed))
        assert texts.upset
        said = texts.greet()
        kind = next(
            (kind for kind in ("apology", "sympathy", "non_apology") if said.endswith(getattr(agent, kind))), "nothing"
        )
        softened[f"{kind} {texts.upset}"] += 1

    assert {"apology True", "apology False", "sympathy True", "non_apology True", "nothing True"} == set(softened)
    assert softened["apology False"] > softened["apology True"]


def test_a_ready_made_answer_makes_the_customer_ask_again() -> None:
    texts = Dialogue("en", "fee", "calm", Random(1))
    opening = texts.opening()
    canned = texts.go_on(canned=1.0)

    assert canned in words_in("en").agent.canned
    assert any(
        problem in opening and texts.reply().endswith(problem) for problem in words_in("en").topic["fee"].problem
    )


def test_a_day_of_chats_speaks_three_languages_and_repeats_what_is_ready_made() -> None:
    said: dict[str, Counter[str]] = {"customer": Counter(), "agent": Counter(), "bot": Counter()}
    languages: Counter[str | None] = Counter()
    for event in simulate(tuned(load_plan("default"), "chat", ()), 1, MONDAY_US, MONDAY_US + 24 * HOUR_US):
        if isinstance(event, e.ChatMessaged):
            said[event.data.speaker][event.data.text] += 1
        elif isinstance(event, e.ChatStarted):
            languages[event.data.language] += 1

    assert set(languages) == set(LANGUAGES)
    assert len(said["customer"]) > 700
    assert all(said["agent"][text] > 10 for language in LANGUAGES for text in words_in(language).agent.canned)
