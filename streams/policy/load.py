"""From the file to the policy, or to everything that is wrong with it."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from streams.policy.policy import Policy, build_policy
from streams.policy.problems import PolicyError, Problem, dotted, problems_of
from streams.policy.tables import POLICY_KEYS, Tables


def load_policy(path: Path | None) -> Policy:
    """`None` gives the defaults; raises PolicyError for a file that is unreadable, no TOML, or wrong.

    Top-level keys that are not the policy's are left alone: the settings live in the same file and judge them.
    """
    return Policy() if path is None else parse_policy(read_toml(path), str(path))


def parse_policy(document: Mapping[str, Any], file: str) -> Policy:
    """`file` only names the document in errors."""
    try:
        tables = Tables.model_validate({key: document[key] for key in document if key in POLICY_KEYS})
    except ValidationError as error:
        raise PolicyError(problems_of(error, file, Tables)) from None
    if problems := list(_unknown_calendars(tables, file)):
        raise PolicyError(problems)
    return build_policy(tables)


def read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PolicyError([Problem(str(path), "", f"cannot be read: {error.strerror}")]) from error
    except ValueError as error:  # not UTF-8, or no TOML: the message names the line
        raise PolicyError([Problem(str(path), "", f"is no TOML: {error}")]) from error


def _unknown_calendars(tables: Tables, file: str) -> Iterator[Problem]:
    known = ", ".join(tables.calendar) or "none"
    for name, queue in tables.queue.items():
        for channel, table in (("chat", queue.chat), ("ticket", queue.ticket)):
            if table and table.calendar and table.calendar not in tables.calendar:
                key = dotted(("queue", name, channel, "calendar"))
                yield Problem(
                    file, key, f"names a calendar that is not there (it is {table.calendar!r}; there are: {known})"
                )
