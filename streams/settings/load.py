"""Settings read and judged: every mistake in one line with where it stands, or one frozen Settings."""

import os
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from streams.policy import POLICY_KEYS, PolicyError, Problem
from streams.policy.lines import key_lines
from streams.policy.load import read_text
from streams.policy.problems import in_words, reason_of, unknown
from streams.settings.declared import ENV_PREFIX, ENVIRONMENT_ONLY, Settings
from streams.settings.file import config_path, settings_in

ENVIRONMENT, OPTIONS = "environment", "options"
TEST_PREFIX = f"{ENV_PREFIX}TEST_"  # the test suite's own variables
NEAR_MISS = 0.85  # of difflib's ratio: PARTITION is a near miss of PARTITIONS; a service link like SERVICE_HOST is none


class SettingsError(Exception):
    """The settings are refused; `problems` holds everything that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(in_words(self.problems))


def load_settings(**options: Any) -> Settings:  # noqa: ANN401  each option has its setting's type
    """`options` (from the command line; None means not given) over environment over file over defaults."""
    given = {key: value for key, value in options.items() if value is not None}
    path = config_path(str(given["config"]) if "config" in given else None)
    try:
        in_file = settings_in(path) if path else {}
    except PolicyError as error:
        raise SettingsError(error.problems) from error
    problems = [*_unknown_in_file(in_file, str(path)), *_near_misses(os.environ)]
    try:
        settings = Settings(**given)
    except ValidationError as error:
        sources = _sources(given, os.environ, in_file, str(path))
        problems += [_problem(detail, sources) for detail in error.errors(include_url=False)]
    if problems:
        lines = key_lines(read_text(path)) if path else {}
        raise SettingsError(each.found_in(lines) if each.file == str(path) else each for each in problems)
    return settings


def strangers(environ: Mapping[str, str] | None = None) -> list[str]:
    """Variables that begin as ours do but name no setting: worth a warning, since Kubernetes sets such for services."""
    return [name for name, near in _unknown_in(os.environ if environ is None else environ) if near is None]


def _near_misses(environ: Mapping[str, str]) -> Iterator[Problem]:
    for name, near in _unknown_in(environ):
        if near is not None:
            yield Problem(ENVIRONMENT, name, f"is no setting; did you mean {near}?")


def _unknown_in(environ: Mapping[str, str]) -> Iterator[tuple[str, str | None]]:
    known = [*(_variable(key) for key in Settings.model_fields), *ENVIRONMENT_ONLY]
    for name in sorted(environ):
        if not name.upper().startswith(ENV_PREFIX) or name.startswith(TEST_PREFIX) or name.upper() in known:
            continue
        bare = {variable.removeprefix(ENV_PREFIX): variable for variable in known}
        near = get_close_matches(name.upper().removeprefix(ENV_PREFIX), bare, n=1, cutoff=NEAR_MISS)
        yield name, bare[near[0]] if near else None


def _unknown_in_file(in_file: Mapping[str, Any], file: str) -> Iterator[Problem]:
    allowed = [*sorted(Settings.model_fields.keys() - {"config"}), *sorted(POLICY_KEYS)]
    for key in in_file:
        if key not in allowed:
            yield unknown(file, [key], allowed)


def _sources(
    given: Mapping[str, object], environ: Mapping[str, str], in_file: Mapping[str, Any], file: str
) -> dict[str, tuple[str, str]]:
    """Where each setting's value came from: (place, name there)."""
    present = {name.upper() for name, value in environ.items() if value}
    found = {key: (file, key) for key in in_file}
    found |= {key: (ENVIRONMENT, _variable(key)) for key in Settings.model_fields if _variable(key) in present}
    return found | {key: (OPTIONS, key) for key in given}


def _problem(detail: ErrorDetails, sources: Mapping[str, tuple[str, str]]) -> Problem:
    path = list(detail["loc"])
    if not path:  # several settings together
        return Problem("settings", "", reason_of(detail))
    key = str(path[0])
    place, name = sources.get(key, ("settings", key))
    if "SecretStr" in str(Settings.model_fields[key].annotation):
        detail["input"] = {}  # never say a secret, not even a wrong one
    return Problem(place, name, reason_of(detail), path=(name,))


def _variable(key: str) -> str:
    return f"{ENV_PREFIX}{key.upper()}"
