"""What is wrong with a policy file, in words for the person who wrote it."""

import re
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from streams.policy.hours import WrongHours
from streams.policy.values import tag

_SIMPLE = {
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "dict_type": "must be a table",
    "finite_number": "must be a finite number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "int_from_float": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "list_type": "must be a list",
    "missing": "is missing",
    "model_type": "must be a table",
    "path_not_file": "must be a file that is there",
    "string_too_short": "must not be empty",
    "string_type": "must be text",
}
_WITH_BOUNDS = {
    "greater_than_equal": "must be at least {ge:g}",
    "less_than_equal": "must be at most {le:g}",
    "literal_error": "must be one of {expected}",
    "string_too_long": "must have at most {max_length} letters",
}
_PYDANTICS_OWN = {tag("number"), tag("table"), "[key]"}  # parts of an error's path that are not in the file
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SAY_VALUE_UP_TO = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: `key` is a path like "queue.billing.call.answer_within_s"; empty when the whole file is meant."""

    file: str
    key: str
    reason: str
    allowed: tuple[str, ...] = ()
    """What could be there in its place."""
    path: tuple[str | int, ...] = ()
    """The same as `key` in its parts, or a place inside of it."""
    line: int | None = None
    """Of the key in the file, or of the nearest table around it that is there."""

    @property
    def short(self) -> str:
        """Without what is allowed."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.key} {self.reason}" if self.key else f"{place}: {self.reason}"

    def found_in(self, lines: Mapping[tuple[str | int, ...], int]) -> "Problem":
        """The same with its line."""
        at = next((self.path[:length] for length in range(len(self.path), 0, -1) if self.path[:length] in lines), None)
        return self if at is None else replace(self, line=lines[at])

    def __str__(self) -> str:
        return f"{self.short}; allowed are {', '.join(self.allowed)}" if self.allowed else self.short


def in_words(problems: Iterable[Problem]) -> str:
    """One line each; what is allowed is said once, however often it was missed."""
    lines, said = [], set()
    for problem in problems:
        lines.append(problem.short if problem.allowed in said else str(problem))
        said.add(problem.allowed)
    return "\n".join(lines)


class PolicyError(Exception):
    """The policy is refused; `problems` holds everything that was found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(in_words(self.problems))


def problems_of(error: ValidationError, file: str, model: type[BaseModel]) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        path = [part for part in detail["loc"] if part not in _PYDANTICS_OWN]
        if detail["type"] == "extra_forbidden":
            yield unknown(file, path, keys_at(model, path[:-1]))
        else:
            yield replace(wrong(file, path, reason_of(detail)), path=(*path, *_inside(detail)))


def _inside(detail: ErrorDetails) -> tuple[str, ...]:
    """Where inside the key it is wrong, if that is known: in a table of hours each weekday has its own line."""
    error = detail.get("ctx", {}).get("error")
    return (error.days,) if isinstance(error, WrongHours) else ()


def dotted(path: Iterable[str | int]) -> str:
    """As TOML writes it: a name with a dot or a blank in it is quoted; a place in a list stands in brackets."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if _BARE_KEY.fullmatch(part) else f'."{part}"'
    return text.removeprefix(".")


def reason_of(detail: ErrorDetails) -> str:
    """Pydantic's finding in our words: what is wrong, and what was written."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "missing":
        return _SIMPLE[kind]
    if kind == "value_error":
        words = str(context["error"])
    elif kind in _WITH_BOUNDS:
        words = _WITH_BOUNDS[kind].format(**context)
    else:
        words = _SIMPLE.get(kind, detail["msg"])
    return words + _as_written(detail["input"])


def wrong(file: str, path: Sequence[str | int], reason: str) -> Problem:
    return Problem(file, dotted(path), reason, path=tuple(path))


def unknown(file: str, path: Sequence[str | int], allowed: Sequence[str]) -> Problem:
    near = get_close_matches(str(path[-1]), allowed, n=1)
    hint = f" (did you mean {near[0]}?)" if near else ""
    return Problem(file, dotted(path), f"is unknown{hint}", tuple(allowed), tuple(path))


def _as_written(value: object) -> str:
    if isinstance(value, BaseModel | dict | list):
        return ""
    text = repr(value)
    return f" (it is {text})" if len(text) <= _SAY_VALUE_UP_TO else ""


def keys_at(model: type[BaseModel], path: Iterable[str | int]) -> tuple[str, ...]:
    """The keys that the table at `path` may have, read off the model's annotations."""
    here: Any = model
    for part in path:
        inner = here.model_fields[part].annotation if _is_table(here) else typing.get_args(here)[1]
        here = _table_in(inner)
    return tuple(here.model_fields) if _is_table(here) else ()


def _table_in(annotation: Any) -> Any:  # noqa: ANN401  an annotation is anything
    if _is_table(annotation) or typing.get_origin(annotation) is dict:
        return annotation
    inner = (_table_in(argument) for argument in typing.get_args(annotation))
    return next((found for found in inner if found is not None), None)


def _is_table(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
