"""The rates of counts, worked out once for each combination of the counts that they are made of."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from streams.measures.paces import PACES
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


def _read_by(rate: Callable[[Mapping[str, int]], float | None]) -> Iterable[str]:
    asked = _Asked()
    rate(asked)
    return asked.names


class RatesBook:
    """Of one kind of scope, channel and formula. Looks rates up before it works them out; what it gives is shared."""

    __slots__ = ("_known", "_names", "_paces", "_rates")

    def __init__(self, scopes: int, channel: str, formula: str, without: frozenset[str] = frozenset()) -> None:
        """Rates that are made of counts `without` which the windows are, are left out."""
        self._rates = {
            name: of for name, of in rates_in(scopes, channel, formula).items() if without.isdisjoint(_read_by(of))
        }
        self._paces = [pace for pace in PACES if pace.scopes & scopes and channel in pace.channels]
        self._names = tuple(dict.fromkeys(name for rate in self._rates.values() for name in _read_by(rate)))
        self._known: dict[tuple[int | None, ...], dict[str, float | None]] = {}

    def of(self, counts: Mapping[str, int], minutes: int, backlog: int | None = None) -> dict[str, float | None]:
        """What `streams.measures.rates.rates` and `streams.measures.paces` say of the counts of so many minutes.

        `backlog`: of now; None in the record of a window, which says nothing of now.
        """
        found = self._of_counts(counts)
        if not self._paces:
            return found
        paces = {
            pace.name: pace.of(counts, minutes, backlog)
            for pace in self._paces
            if backlog is not None or not pace.only_now
        }
        return found | paces

    def _of_counts(self, counts: Mapping[str, int]) -> dict[str, float | None]:
        key = tuple(map(counts.get, self._names))
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= KEPT:
                self._known.clear()
            found = self._known[key] = {name: rate(counts) for name, rate in self._rates.items()}
        return found

    def __len__(self) -> int:
        return len(self._known)
