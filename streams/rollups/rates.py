"""The rates of counts, worked out once for each combination of the counts that they are made of."""

from collections.abc import Mapping
from typing import Final

from streams.measures.rates import rates_in

Rates = Mapping[str, float | None]

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
    """Of one kind of scope, channel and formula. Looks rates up before it works them out; what it gives is shared."""

    __slots__ = ("_known", "_names", "_rates")

    def __init__(self, scopes: int, channel: str, formula: str) -> None:
        self._rates = rates_in(scopes, channel, formula)
        asked = _Asked()
        for rate in self._rates.values():
            rate(asked)
        self._names = tuple(asked.names)
        self._known: dict[tuple[int | None, ...], dict[str, float | None]] = {}

    def of(self, counts: Mapping[str, int]) -> dict[str, float | None]:
        """What `streams.measures.rates.rates` says of the counts."""
        key = tuple(map(counts.get, self._names))
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= KEPT:
                self._known.clear()
            found = self._known[key] = {name: rate(counts) for name, rate in self._rates.items()}
        return found

    def __len__(self) -> int:
        return len(self._known)
