"""The generated parts of docs/metrics.md; `python -m streams.measures.page docs/metrics.md` writes them anew."""

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from streams.events.topics import type_name
from streams.measures.lines import REGISTRY
from streams.measures.registry import AGENT, ALL, QUEUE, Measure
from streams.measures.service_level import FORMULAS, abandonment, promise_kept

_PART: Final = re.compile(r"(<!-- generated: (?P<name>[a-z ]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_SCOPES: Final = {QUEUE: "queue", AGENT: "agent", ALL: "all"}


def refreshed(page: str) -> str:
    """The page with every generated part anew; KeyError for a part that nobody generates."""
    return _PART.sub(lambda part: f"{part[1]}\n{_PARTS[part['name']]()}\n\n{part[3]}", page)


def _measures(kind: str) -> str:
    return "\n\n".join(_measure(measure) for measure in REGISTRY.values() if measure.kind == kind)


def _measure(measure: Measure) -> str:
    scopes = [word for bit, word in _SCOPES.items() if any(rule.scopes & bit for rule in measure.rules)]
    after = ", ".join(f"`{type_name(event)}`" for event in measure.after) or "time alone"
    rows = [
        ("unit", measure.unit),
        ("booked", measure.booking),
        ("scopes", ", ".join(scopes)),
        ("read from", measure.source),
        ("may change after", after),
    ]
    return f"### `{measure.name}`\n\n{measure.definition}\n\n{_table(('', ''), rows)}"


def _rates() -> str:
    rows = [(f"`service_level_{name}`", _sentence(formula)) for name, formula in FORMULAS.items()]
    rows += [("`abandonment`", _sentence(abandonment)), ("`promise_kept`", _sentence(promise_kept))]
    return _table(("rate", "what it is"), rows)


def _sentence(formula: Callable[[Mapping[str, int]], float | None]) -> str:
    return formula.__doc__ or ""


def _table(head: tuple[str, str], rows: Iterable[tuple[str, str]]) -> str:
    lines = [head, ("---", "---"), *rows]
    return "\n".join(f"| {left} | {right} |" for left, right in lines)


_PARTS: Final[Mapping[str, Callable[[], str]]] = {
    "counts": lambda: _measures("count"),
    "durations": lambda: _measures("duration"),
    "rates": _rates,
}


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        path = Path(argument)
        path.write_text(refreshed(path.read_text(encoding="utf-8")), encoding="utf-8")
