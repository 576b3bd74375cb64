"""The order in which the words of a `Literal` are declared: low to urgent reads better than high to urgent."""

from collections.abc import Iterable, Iterator
from typing import Any, Literal, TypeAlias, get_args, get_origin, get_type_hints

import msgspec

Orders: TypeAlias = dict[frozenset[str], list[str]]


def declared_orders(structs: Iterable[type[msgspec.Struct]]) -> Orders:
    """By the set of words; msgspec's schemas sort them."""
    return {frozenset(words): words for struct in structs for words in _literals(struct)}


def _literals(kind: Any) -> Iterator[list[str]]:  # noqa: ANN401  # any type expression
    if get_origin(kind) is Literal:
        yield list(get_args(kind))
    elif isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        for field in get_type_hints(kind, include_extras=True).values():
            yield from _literals(field)
    else:
        for part in get_args(kind):
            yield from _literals(part)
