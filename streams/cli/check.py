"""`pasokh check`."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import typer

from streams.cli.common import ConfigOption, plain_errors, read_policy, read_settings

if TYPE_CHECKING:
    from streams.policy import CallPolicy, Policy

FORMULAS_IN_WORDS = {
    "removed_within": "answered, abandoned or called back within it, of all queued",
    "answered_over_offered": "answered within it, of answered and abandoned",
    "answered_over_offered_less_short": "answered within it, of answered and abandoned without short abandonments",
    "answered_over_answered": "answered within it, of answered",
    "handled_within": "answered or abandoned within it, of answered and abandoned",
    "answered_over_late_abandons": "answered within it, of answered and those abandoned after it",
}


def check(config: ConfigOption = None) -> None:
    """Check settings and policy, and say in words what the policy means.

    Of each calendar it says the hours, the public holidays of a year and the next ten openings. What is wrong is
    refused with file, line, key and reason, and exit code 2.

    Example: pasokh check --config pasokh.toml
    """
    with plain_errors():
        settings = read_settings(config)
        policy = read_policy(settings)
        if settings.score_text and settings.text_weights is not None:
            from streams.text.scorer import Scorer

            Scorer.load(settings.text_weights)
    from streams.cli.calendar_words import calendars_in_words
    from streams.cli.target_words import targets_in_words

    now_us = time.time_ns() // 1_000
    for line in (
        *policy_in_words(policy),
        *targets_in_words(policy),
        *calendars_in_words(policy.calendars, now_us),
    ):
        typer.echo(_printable(line))


def _printable(line: str) -> str:
    """Holidays have names in letters that not every terminal can show."""
    encoding = sys.stdout.encoding or "utf-8"
    return line.encode(encoding, "replace").decode(encoding)


def policy_in_words(policy: Policy) -> Iterator[str]:
    """One sentence a rule."""
    yield f"Days begin and end at midnight in {policy.timezone.key}."
    yield f"Calls in any queue: {_promise(policy.default_call)}"
    yield from _others("Calls", policy.calls, policy.default_call)
    yield f"Chats in any queue: {_promise(policy.default_chat)}"
    yield from _others("Chats", policy.chats, policy.default_chat)


def _others(contacts: str, by_queue: Mapping[str, CallPolicy], default: CallPolicy) -> Iterator[str]:
    for queue, promised in sorted(by_queue.items()):
        if queue != "default" and promised != default:
            yield f"{contacts} in {queue}: {_promise(promised)}"


def _promise(promised: CallPolicy) -> str:
    return (
        f"{promised.target:.0%} are to be answered within {promised.answer_within_us / 1e6:g} s "
        f"({promised.formula}: {FORMULAS_IN_WORDS[promised.formula]}); "
        f"an abandonment within {promised.short_abandon_us / 1e6:g} s is a short one."
    )
