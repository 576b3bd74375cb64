"""Whatever our encoders write is accepted by the closed schemas that we publish, and read back the same."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import jsonschema_rs
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import inspect as mi

from streams.events.decode import decode
from streams.events.encode import encode as encode_event
from streams.events.times import micros
from streams.events.topics import TOPICS, TYPE_NAMES, key_of
from streams.events.types import EVENT_TYPES, Event
from streams.records import Enriched, EnrichedData, Record, shown
from streams.records import encode as encode_record
from streams.schemas import event_schemas, record_schemas
from streams.schemas.closed import RECORDS
from streams.schemas.examples import EVENTS

NOW_US = micros(datetime(2100, 1, 1, tzinfo=UTC))
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=3, minutes=30)), timezone(-timedelta(hours=9))])
MANY = 10**9
LETTERS = st.characters(exclude_categories=["Cs"])
TIMES = st.datetimes(datetime(1971, 1, 1), datetime(2099, 1, 1), timezones=ZONES)  # noqa: DTZ001  # zones are drawn


def numbers(kind: mi.FloatType) -> st.SearchStrategy[float]:
    low = kind.ge if kind.gt is None else kind.gt
    return st.floats(low, kind.le, exclude_min=kind.gt is not None, allow_nan=False, allow_infinity=False)


def structs(kind: mi.StructType) -> st.SearchStrategy[Any]:
    """Structs with their optional fields now there, now not; times written as text are RFC 3339."""

    def made(fields: dict[str, Any]) -> Any:
        try:
            return kind.cls(**fields)
        except ValueError:
            return None

    moments = TIMES.map(lambda time: msgspec.json.decode(msgspec.json.encode(time)))
    strategies = {}
    for field in kind.fields:
        is_moment = field.name.endswith("_at") or field.name in {"start", "end", "timestamp", "since"}
        strategies[field.name] = moments if is_moment else values(field.type)
    required = {field.name: strategies.pop(field.name) for field in kind.fields if field.required}
    return st.fixed_dictionaries(required, optional=strategies).map(made).filter(lambda one: one is not None)


STRATEGIES: dict[type[mi.Type], Callable[[Any], st.SearchStrategy[Any]]] = {
    mi.NoneType: lambda _: st.none(),
    mi.BoolType: lambda _: st.booleans(),
    mi.BytesType: lambda _: st.binary(max_size=20),
    mi.DateTimeType: lambda _: TIMES,
    mi.StrType: lambda kind: st.text(LETTERS, min_size=kind.min_length or 0, max_size=12),
    mi.IntType: lambda kind: st.integers(-MANY if kind.ge is None else kind.ge, MANY if kind.le is None else kind.le),
    mi.FloatType: numbers,
    mi.UnionType: lambda kind: st.one_of([values(option) for option in kind.types]),
    mi.LiteralType: lambda kind: st.sampled_from(kind.values),
    mi.ListType: lambda kind: st.lists(values(kind.item_type), max_size=3),
    mi.VarTupleType: lambda kind: st.lists(values(kind.item_type), max_size=3).map(tuple),
    mi.TupleType: lambda kind: st.tuples(*[values(item) for item in kind.item_types]),
    mi.DictType: lambda kind: st.dictionaries(values(kind.key_type), values(kind.value_type), max_size=3),
    mi.StructType: structs,
}


def values(kind: mi.Type) -> st.SearchStrategy[Any]:
    """Values of a msgspec type, within its constraints."""
    return STRATEGIES[type(kind)](kind)


def struct_values(struct: type[msgspec.Struct]) -> st.SearchStrategy[Any]:
    kind = mi.type_info(struct)
    assert isinstance(kind, mi.StructType)
    return structs(kind)


def validator(schema: dict[str, Any]) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)


EVENT_VALIDATORS = {name: validator(schema) for name, schema in event_schemas().items()}
RECORD_VALIDATORS = {name: validator(schema) for name, schema in record_schemas().items()}
ANY_EVENT = st.one_of([struct_values(event_type) for event_type in EVENT_TYPES])


@given(ANY_EVENT)
def test_an_event_is_accepted_by_its_schema_and_read_back_the_same(event: Event) -> None:
    written = encode_event(event)
    EVENT_VALIDATORS[TYPE_NAMES[type(event)]].validate(msgspec.json.decode(written))
    assert decode(written, key_of(event), (), NOW_US) == event


@pytest.mark.parametrize("name", [name for name in RECORDS if name != "enriched"])
@given(data=st.data())
def test_a_record_is_accepted_by_its_schema_and_read_back_the_same(name: str, data: st.DataObject) -> None:
    record: Record = data.draw(struct_values(RECORDS[name]))
    written = encode_record(record)
    RECORD_VALIDATORS[name].validate(msgspec.json.decode(written))
    assert msgspec.json.decode(written, type=RECORDS[name]) == record


def parts_of(struct: type[msgspec.Struct], *without: str) -> st.SearchStrategy[dict[str, Any]]:
    """The fields of a struct, optional ones now there, now not."""
    fields = [field for field in mi.type_info(struct).fields if field.name not in without]
    return st.fixed_dictionaries({}, optional={field.name: values(field.type) for field in fields})


@given(event=ANY_EVENT, parts=parts_of(EnrichedData, "event"), keep_text=st.booleans())
def test_an_enriched_record_is_accepted_by_its_schema(event: Event, parts: dict[str, Any], keep_text: bool) -> None:
    if type(event) not in TOPICS:
        return
    record = Enriched(
        id=event.id,
        source=event.source,
        type=f"{TYPE_NAMES[type(event)]}.enriched",
        time=event.time,
        subject=event.subject,
        data=EnrichedData(event=shown(event.data, keep_text=keep_text), **parts),
    )
    written = msgspec.json.decode(encode_record(record))
    RECORD_VALIDATORS["enriched"].validate(written)
    assert keep_text or "text" not in written["data"]["event"]


def test_every_event_type_has_an_example() -> None:
    assert set(EVENTS) == set(EVENT_TYPES)
