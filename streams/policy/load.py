"""From the file to the policy, or to everything that is wrong with it."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from streams.policy.checks import contradictions
from streams.policy.lines import key_lines
from streams.policy.policy import Policy, build_policy
from streams.policy.problems import PolicyError, Problem, problems_of
from streams.policy.tables import POLICY_KEYS, Tables


def load_policy(path: Path | None) -> Policy:
    """`None` gives the defaults; raises PolicyError for a file that is unreadable, no TOML, or wrong.

    Top-level keys that are not the policy's are left alone: the settings live in the same file and judge them.
    """
    if path is None:
        return Policy()
    text = read_text(path)
    document = parse_toml(text, str(path))
    try:
        return parse_policy(document, str(path))
    except PolicyError as error:
        lines = key_lines(text)
        raise PolicyError(problem.found_in(lines) for problem in error.problems) from None


def parse_policy(document: Mapping[str, Any], file: str) -> Policy:
    """`file` only names the document in errors."""
    try:
        tables = Tables.model_validate({key: document[key] for key in document if key in POLICY_KEYS})
    except ValidationError as error:
        raise PolicyError(problems_of(error, file, Tables)) from None
    if problems := list(contradictions(tables, file)):
        raise PolicyError(problems)
    return build_policy(tables)


def read_toml(path: Path) -> dict[str, Any]:
    return parse_toml(read_text(path), str(path))


def read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise PolicyError([Problem(str(path), "", f"cannot be read: {error.strerror}")]) from error
    except ValueError as error:
        raise PolicyError([Problem(str(path), "", f"is no TOML: {error}")]) from error


def parse_toml(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError([Problem(file, "", f"is no TOML: {error}")]) from error  # the message names the line
