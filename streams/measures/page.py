"""The generated parts of docs/metrics.md; `python -m streams.measures.page docs/metrics.md` writes them anew."""

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from streams.events.topics import type_name
from streams.measures.lines import REGISTRY
from streams.measures.paces import PACES, Pace
from streams.measures.pane import TOGETHER
from streams.measures.rates import RATES, Rate
from streams.measures.registry import AGENT, ALL, QUEUE, TEAM, Measure

_PART: Final = re.compile(r"(<!-- generated: (?P<name>[a-z ]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_SCOPES: Final = {QUEUE: "queue", AGENT: "agent", TEAM: "team", ALL: "all"}
SHOWN_CHANNELS: Final = ("call", "chat", "ticket")


def refreshed(page: str) -> str:
    """The page with every generated part anew; KeyError for a part that nobody generates."""
    return _PART.sub(lambda part: f"{part[1]}\n{_PARTS[part['name']]()}\n\n{part[3]}", page)


def _measures(kind: str) -> str:
    return "\n\n".join(_measure(measure) for measure in REGISTRY.values() if measure.kind == kind)


def _measure(measure: Measure) -> str:
    after = ", ".join(f"`{type_name(event)}`" for event in measure.after) or "time alone"
    rows = [
        ("unit", measure.unit),
        ("booked", measure.booking),
        ("scopes", _kinds(measure.scopes)),
        ("channels", _channels(measure.channels | {TOGETHER} if measure.adds_up else measure.channels)),
        ("read from", measure.source),
        ("may change after", after),
    ]
    return f"### `{measure.name}`\n\n{measure.definition}\n\n{_table(('', ''), rows)}"


def _rates() -> str:
    every: tuple[Rate | Pace, ...] = (*RATES, *PACES)
    rows = [(f"`{rate.name}`", f"{_sentence(rate.of)} ({_where(rate)})") for rate in every]
    return _table(("rate", "what it is"), rows)


def _where(rate: Rate | Pace) -> str:
    return f"{_kinds(rate.scopes)}; {_channels(rate.channels)}"


def _kinds(scopes: int) -> str:
    return ", ".join(word for bit, word in _SCOPES.items() if scopes & bit)


def _channels(channels: frozenset[str]) -> str:
    return ", ".join(name for name in (*SHOWN_CHANNELS, TOGETHER) if name in channels)


def _sentence(formula: Callable[..., float | None]) -> str:
    return (formula.__doc__ or "").partition("\n\n")[0]


def _table(head: tuple[str, str], rows: Iterable[tuple[str, str]]) -> str:
    lines = [head, ("---", "---"), *rows]
    return "\n".join(f"| {left} | {right} |" for left, right in lines)


_PARTS: Final[Mapping[str, Callable[[], str]]] = {
    "counts": lambda: _measures("count"),
    "durations": lambda: _measures("duration"),
    "sums": lambda: _measures("sum"),
    "rates": _rates,
}


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        path = Path(argument)
        path.write_text(refreshed(path.read_text(encoding="utf-8")), encoding="utf-8")
