"""A table's changes, replayed, give the table."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.engine.table import Table


class Number(msgspec.Struct):
    n: int


@given(st.lists(st.tuples(st.sampled_from("abc"), st.one_of(st.none(), st.integers(0, 9)), st.booleans())))
def test_changes_replayed_rebuild_the_table(steps: list[tuple[str, int | None, bool]]) -> None:
    table, ledger = Table("numbers", Number), dict[bytes, bytes | None]()
    for key, n, commit in steps:
        if n is None:
            table.delete(key)
        else:
            table.put(key, Number(n))
        if commit:
            ledger.update(table.take_changes())
    ledger.update(table.take_changes())
    assert table.dirty == 0
    rebuilt = Table("numbers", Number)
    for raw_key, value in ledger.items():
        if value is not None:
            rebuilt.load(raw_key.decode().removeprefix("numbers/"), value)
    assert dict(rebuilt.items()) == dict(table.items())


def test_a_change_in_place_is_written_once_it_is_put() -> None:
    table = Table("numbers", Number)
    table.put("a", Number(1))
    list(table.take_changes())
    number = table.get("a")
    assert number is not None
    number.n = 2
    table.put("a", number)
    [(key, value)] = table.take_changes()
    assert key == b"numbers/a"
    assert value is not None
    assert msgspec.msgpack.decode(value) == {"n": 2}


def test_a_deleted_key_leaves_a_tombstone() -> None:
    table = Table("numbers", Number)
    table.put("a", Number(1))
    list(table.take_changes())
    table.delete("a")
    assert list(table.take_changes()) == [(b"numbers/a", None)]


def test_a_name_that_would_hide_in_the_ledger_is_refused() -> None:
    with pytest.raises(ValueError, match="@offset"):
        Table("@offset", Number)
