"""The registry made ready for speed: which measures to ask about a part, by its type and flags."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from streams.contacts.facts.parts import UNTOLD, Booking, Part
from streams.measures import catalogue
from streams.measures.registry import Measure, Rule, collect
from streams.policy import CallPolicy

REGISTRY: Final[Mapping[str, Measure]] = collect(catalogue.__name__, catalogue.__path__)
"""Every measure by name."""

PolicyOf: TypeAlias = Callable[[str], CallPolicy]
"""By queue."""
Line: TypeAlias = tuple[
    str, bool, int, Callable[[Any], Booking | None] | None, Callable[[Any, CallPolicy], Booking | None] | None
]
"""(name, whether a duration, scopes, value, judged); one of the last two is None. A plain tuple unpacks fastest."""


class Lines:
    """The lines of parts, each kind of change compiled once."""

    __slots__ = ("_changes", "_every", "_registry")

    def __init__(self, registry: Mapping[str, Measure]) -> None:
        self._registry = registry
        self._every: dict[tuple[type[Part], int], tuple[Line, ...]] = {}
        self._changes: dict[tuple[type[Part], int, int], tuple[tuple[Line, ...], tuple[Line, ...]]] = {}

    def of(self, kind: type[Part], told: int, flags: int) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        """Lines to ask now that a part's flags were changed, and lines that ended with the flags it lost."""
        key = kind, told, flags
        change = self._changes.get(key)
        if change is None:
            change = self._changes[key] = self._compiled(kind, told, flags)
        return change

    def ask(self, part: Part, line: Line, policy_of: PolicyOf) -> Booking | None:
        """What one measure says of the part, by the policies of its channel."""
        _, _, _, value, judged = line
        if value is not None:
            return value(part)
        if judged is None or part.queue is None:
            return None
        return judged(part, policy_of(part.queue))

    def every(self, of: type[Part], flags: int) -> tuple[Line, ...]:
        """All lines that may have a value under these flags."""
        lines = self._every.get((of, flags))
        if lines is None:
            lines = self._every[of, flags] = tuple(_line(measure, rule) for measure, rule in self._rules(of, flags))
        return lines

    def _compiled(self, of: type[Part], told: int, flags: int) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        if told == UNTOLD:
            return self.every(of, flags), ()
        before = {measure.name for measure, _ in self._rules(of, told)}
        now = {measure.name for measure, _ in self._rules(of, flags)}
        asked = tuple(
            _line(measure, rule)
            for measure, rule in self._rules(of, flags)
            if not (rule.final and measure.name in before)
        )
        return asked, tuple(line for line in self.every(of, told) if line[0] not in now)

    def _rules(self, of: type[Part], flags: int) -> list[tuple[Measure, Rule]]:
        return [
            (measure, rule)
            for measure in self._registry.values()
            for rule in measure.rules
            if rule.of is of and rule.when & flags == rule.when
        ]


def _line(measure: Measure, rule: Rule) -> Line:
    return measure.name, measure.kind == "duration", rule.scopes, rule.value, rule.judged
