"""The table of rooms as an import-linter contract: who may import whom, and nothing else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

ROOT = "streams"


@dataclass(frozen=True, order=True)
class Breach:
    """One import that the table does not allow, or one room that it does not know."""

    where: str
    reason: str


class RoomsContract(Contract):
    """Looks at direct imports only: what a room reaches through another one is the other one's affair.

    `rooms` holds lines like "contacts: events text measures", `wiring` the rooms that may import every other
    one and that only wiring may import.
    """

    type_name = "rooms"
    rooms = fields.ListField(subfield=fields.StringField())
    wiring = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001  the signature is import-linter's
        table = parse_table(cast("list[str]", self.rooms))
        wiring = frozenset(cast("list[str]", self.wiring))
        breaches = sorted(find_breaches(table, wiring, _own_imports(graph), _rooms_in(graph)))
        return ContractCheck(kept=not breaches, metadata={"breaches": breaches})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for breach in check.metadata["breaches"]:
            output.print_error(f"{breach.where}: {breach.reason}", bold=False)


def parse_table(lines: Iterable[str]) -> dict[str, frozenset[str]]:
    """`"contacts: events text"` -> `{"contacts": {"events", "text"}}`."""
    split = (line.partition(":") for line in lines)
    return {room.strip(): frozenset(allowed.split()) for room, _, allowed in split}


def find_breaches(
    table: dict[str, frozenset[str]],
    wiring: frozenset[str],
    imports: Iterable[tuple[str, str]],
    rooms: Iterable[str],
) -> Iterator[Breach]:
    """`imports` are pairs of module names below the root ("contacts.course", "engine.table")."""
    for room in rooms:
        if room not in table and room not in wiring:
            yield Breach(room, "stands in no line of the table of rooms (pyproject.toml)")
    for importer, imported in imports:
        room, other = _room(importer), _room(imported)
        if room == other or room in wiring:
            continue
        if not any(imported == allowed or imported.startswith(f"{allowed}.") for allowed in table.get(room, ())):
            yield Breach(importer, f"imports {imported}, which the table of rooms does not allow {room}")


def _room(module: str) -> str:
    return module.partition(".")[0]


def _rooms_in(graph: ImportGraph) -> set[str]:
    return {child.removeprefix(f"{ROOT}.") for child in graph.find_children(ROOT)}


def _own_imports(graph: ImportGraph) -> Iterator[tuple[str, str]]:
    prefix = f"{ROOT}."
    for importer in graph.modules:
        if not importer.startswith(prefix):
            continue
        for imported in graph.find_modules_directly_imported_by(importer):
            if imported.startswith(prefix):
                yield importer.removeprefix(prefix), imported.removeprefix(prefix)
