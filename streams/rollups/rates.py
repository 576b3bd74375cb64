"""The rates of counts, worked out once for each combination of the counts that they are made of."""

from collections.abc import Mapping
from typing import Final

from streams.measures.service_level import rates

Rates = Mapping[str, float | None]

OFFERED: Final = "offered"
KEPT: Final = 4_096
"""Combinations remembered: most windows are minutes, and most minutes hold one of few combinations."""


class _Asked(dict[str, int]):
    """No counts, but it remembers which ones were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, None] = {}

    def get(self, name: str, default: int = 0) -> int:  # type: ignore[override]  # rates give a default
        self.names[name] = None
        return default


class RatesBook:
    """Looks rates up before it works them out; what it gives is shared and stays as it is."""

    __slots__ = ("_formula", "_known", "_names", "_undefined")

    def __init__(self, formula: str) -> None:
        asked = _Asked()
        rates(asked, formula)
        self._formula = formula
        self._names = tuple(asked.names)
        self._undefined = rates({}, formula)
        """Of a scope whose counts know no offers, an agent's: nothing was promised there."""
        self._known: dict[tuple[int | None, ...], dict[str, float | None]] = {}

    def of(self, counts: Mapping[str, int]) -> dict[str, float | None]:
        """What `streams.measures.service_level.rates` says of the counts."""
        if OFFERED not in counts:
            return self._undefined
        key = tuple(map(counts.get, self._names))
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= KEPT:
                self._known.clear()
            found = self._known[key] = rates(counts, self._formula)
        return found

    def __len__(self) -> int:
        return len(self._known)
