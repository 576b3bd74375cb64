"""One `[[event]]` of a mapping, compiled: a row becomes this event or does not."""

from collections.abc import Callable

import msgspec

from streams.events.payloads import Payload
from streams.events.times import LAST_US, moment
from streams.events.topics import TOPICS, TYPE_NAMES
from streams.events.types import Event
from streams.sources.cells import BadCell, BadKey, Columns, Row, under
from streams.sources.conditions import compile_when
from streams.sources.fields import compile_field, compile_template
from streams.sources.following import Following
from streams.sources.mapping import nearest
from streams.sources.moments import Moments
from streams.sources.outcome import Why, shown
from streams.sources.specs import EventSpec, FieldSpec, Mapping

LONGEST_NAME = 256
MAPPABLE = {TYPE_NAMES[kind]: kind for kind in TOPICS}
"""The event types a row may become: all but the clock's."""


class EventMapping:
    """One `[[event]]`, compiled; BadKey when it does not fit the columns or the event's type."""

    def __init__(
        self,
        spec: EventSpec,
        mapping: Mapping,
        columns: Columns,
        moments: Moments,
        following: Following | None,
        id_of: Callable[[Row], str],
    ) -> None:
        if spec.type not in MAPPABLE:
            raise BadKey(f"{shown(spec.type)} is no event type{nearest(spec.type, sorted(MAPPABLE))}", ".type")
        self._kind: Callable[..., Event] = MAPPABLE[spec.type]
        self._type = spec.type
        self._payload: type[Payload] = _payload_of(MAPPABLE[spec.type])
        self._id = id_of
        with under(".at"):
            self._at = moments.sum(spec.at)
        with under(".when"):
            self._when = compile_when(spec.when, columns)
        self._news = _news(spec, following)
        known = {field.name: field for field in msgspec.structs.fields(self._payload)}
        self._constants: dict[str, object] = {}
        self._fields: list[tuple[str, Callable[[Row], object | None]]] = []
        for name, value in spec.data.items():
            with under(f".data.{name}"):
                if name not in known:
                    raise BadKey(f"{spec.type} has no such field{nearest(name, sorted(known))}")
                if isinstance(value, FieldSpec):
                    self._fields.append((name, _field(value, columns, mapping)))
                elif isinstance(value, str) and ("{" in value or "}" in value):
                    self._fields.append((name, compile_template(value, columns, {})))
                else:
                    self._constants[name] = _constant(value, known[name].type)
        missing = [name for name, field in known.items() if field.required and name not in spec.data]
        if missing:
            raise BadKey(f"{spec.type} needs {', '.join(missing)}", ".data")

    def event(self, row: Row, source: str) -> Event | None:
        """None when the row does not meet its condition, or has no news for it (then it is `unchanged`)."""
        if self._when is not None and not self._when(row):
            return None
        if self._news is not None and not self._news(row):
            row.unchanged = True
            return None
        data = dict(self._constants)
        for name, read in self._fields:
            value = read(row)
            if value is not None and value != "":
                data[name] = value
        try:
            payload = msgspec.convert(data, self._payload, strict=False)
        except msgspec.ValidationError as error:
            raise BadCell(Why.BAD_EVENT, f"{self._type}: {error}") from None
        at_us = self._at(row)
        if not 0 <= at_us < LAST_US:
            raise BadCell(Why.BAD_TIME, f"{self._type} would lie outside 1970 to 9999")
        return self._kind(
            id=name_of(self._id(row), "id"), source=source, time=moment(at_us), subject=row.subject, data=payload
        )


def name_of(text: str, what: str) -> str:
    """An id or a subject: not empty, at most 256 characters."""
    if not 0 < len(text) <= LONGEST_NAME:
        raise BadCell(Why.BAD_EVENT, f"{what} {shown(text)} is empty or longer than {LONGEST_NAME} characters")
    return text


def _news(spec: EventSpec, following: Following | None) -> Callable[[Row], bool] | None:
    """`row` and `changed`; None: every row is news."""
    if spec.row is None and spec.changed is None:
        return None
    if following is None:
        raise BadKey("needs a [follow] table, which says that rows follow one another", _key_of_news(spec))
    changed = None
    if spec.changed is not None:
        with under(".changed"):
            changed = following.change(spec.changed)
    if spec.row is None:
        return changed
    first = spec.row == "first"
    return lambda row: (row.before is None) is first and (changed is None or changed(row))


def _key_of_news(spec: EventSpec) -> str:
    return ".row" if spec.row is not None else ".changed"


def _field(spec: FieldSpec, columns: Columns, mapping: Mapping) -> Callable[[Row], object | None]:
    read = compile_field(spec, columns, mapping.values)
    with under(".when"):
        when = compile_when(spec.when, columns)
    if when is None:
        return read
    return lambda row: read(row) if when(row) else spec.default


def _payload_of(kind: type[Event]) -> type[Payload]:
    data = next(field for field in msgspec.structs.fields(kind) if field.name == "data")
    payload: type[Payload] = data.type
    return payload


def _constant(value: object, wanted: object) -> object:
    try:
        return msgspec.convert(value, wanted, strict=False)
    except msgspec.ValidationError as error:
        raise BadKey(str(error)) from None
