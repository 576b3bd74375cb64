"""Typed keyed state in memory, mirrored in the ledger."""

from collections.abc import ItemsView, Iterator
from typing import Generic, TypeVar

import msgspec

V = TypeVar("V")

_pack = msgspec.msgpack.Encoder().encode


class Table(Generic[V]):
    """One partition's share of a named state, by key.

    Values are msgspec structs and may be changed in place: call `put` afterwards, so the change is
    written with the next commit. A deleted key leaves a tombstone.
    """

    __slots__ = ("_dirty", "_unpack", "_values", "name")

    def __init__(self, name: str, value_type: type[V]) -> None:
        if "/" in name or name.startswith("@"):
            raise ValueError(f"a table's name has no '/' and no leading '@': {name!r}")
        self.name = name
        self._values: dict[str, V] = {}
        self._dirty: set[str] = set()
        self._unpack = msgspec.msgpack.Decoder(value_type).decode

    def get(self, key: str) -> V | None:
        """The value under `key`, if any."""
        return self._values.get(key)

    def put(self, key: str, value: V) -> None:
        """Store `value`, or say that it was changed in place."""
        self._values[key] = value
        self._dirty.add(key)

    def share(self, key: str, value: V) -> None:
        """Hold an equal value in the place of the one that is there; the ledger has it already."""
        self._values[key] = value

    def delete(self, key: str) -> None:
        """Forget `key`."""
        if self._values.pop(key, None) is not None:
            self._dirty.add(key)

    def items(self) -> ItemsView[str, V]:
        """Every key with its value."""
        return self._values.items()

    def __len__(self) -> int:
        return len(self._values)

    def __contains__(self, key: str) -> bool:
        return key in self._values

    @property
    def dirty(self) -> int:
        """How many keys changed since they were last taken."""
        return len(self._dirty)

    def take_changes(self) -> Iterator[tuple[bytes, bytes | None]]:
        """Ledger records of what changed since the last call; None is a tombstone."""
        dirty, self._dirty = self._dirty, set()
        values, prefix = self._values, self.name + "/"
        for key in dirty:
            value = values.get(key)
            yield (prefix + key).encode(), None if value is None else _pack(value)

    def load(self, key: str, raw: bytes) -> None:
        """Put back what the ledger holds under `key`."""
        self._values[key] = self._unpack(raw)
