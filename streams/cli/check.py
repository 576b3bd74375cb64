"""`pasokh check`."""

from collections.abc import Iterator

import typer

from streams.cli.common import ConfigOption, plain_errors, read_policy, read_settings
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

    A wrong one is refused with file, key and reason, and exit code 2.

    Example: pasokh check --config pasokh.toml
    """
    with plain_errors():
        settings = read_settings(config)
        policy = read_policy(settings)
    for line in policy_in_words(policy):
        typer.echo(line)


def policy_in_words(policy: Policy) -> Iterator[str]:
    """One sentence a rule."""
    yield f"Days begin and end at midnight in {policy.timezone.key}."
    yield f"Calls in any queue: {_call(policy.default_call)}"
    for queue, call in sorted(policy.calls.items()):
        if queue != "default" and call != policy.default_call:
            yield f"Calls in {queue}: {_call(call)}"


def _call(call: CallPolicy) -> str:
    return (
        f"{call.target:.0%} are to be answered within {call.answer_within_us / 1e6:g} s "
        f"({call.formula}: {FORMULAS_IN_WORDS[call.formula]}); "
        f"an abandonment within {call.short_abandon_us / 1e6:g} s is a short one."
    )
