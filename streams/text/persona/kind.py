"""What a persona is: a rule one can read, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

import msgspec

from streams.text.persona.manner import Manner

DOUBT_TURNS = 1
"""Turns without the cue that are added before a share is taken, so that little evidence says little."""


class Guidance(msgspec.Struct, frozen=True):
    """A line for the agent in each language of the board."""

    en: str
    fa: str
    ar: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One persona. `rule` says from 0 to 1 how clearly a manner is of it.

    `rank`: of two that are equally clear the lower one is named, since missing it costs more.
    """

    name: str
    rank: int
    rule: Callable[[Manner], float]
    guidance: Guidance


def share(count: float, manner: Manner) -> float:
    """Share of turns, on the careful side while there are few."""
    return count / (manner.turns + DOUBT_TURNS)


def ramp(value: float, low: float, high: float) -> float:
    """0 up to `low`, 1 from `high` on, straight between; `high` may be the lesser one."""
    return min(1.0, max(0.0, (value - low) / (high - low)))


def collect(package: str, path: Iterable[str]) -> tuple[Kind, ...]:
    """Every module's KIND, by rank; a name or a rank given twice is a ValueError."""
    kinds: list[Kind] = [import_module(f"{package}.{module.name}").KIND for module in iter_modules(path)]
    if len({kind.name for kind in kinds}) < len(kinds) or len({kind.rank for kind in kinds}) < len(kinds):
        raise ValueError("two personas have the same name or the same rank")
    return tuple(sorted(kinds, key=lambda kind: kind.rank))
