"""Rows that follow one another: what has changed since the row before of the same subject, and in which order.

A log of updates has one row for each, with all columns as they then were. Rows of one subject need not be adjacent.
"""

from collections import OrderedDict
from collections.abc import Callable

from streams.sources.cells import BadCell, Before, Columns, Row, under
from streams.sources.fields import unmapped, values_of
from streams.sources.moments import Moments
from streams.sources.outcome import Why
from streams.sources.specs import ChangeSpec, FollowSpec, Mapping


class Following:
    """Remembers the latest row of each subject, of the last `remember` subjects that were heard of."""

    def __init__(self, spec: FollowSpec, mapping: Mapping, columns: Columns, moments: Moments) -> None:
        self._spec = spec
        self._values = mapping.values
        self._columns = columns
        with under("follow.time"):
            self._time = moments.named(spec.time)
        written = mapping.time[spec.time]
        self._column = written.column or (written.columns[-1] if written.columns else None)
        self._watches: list[Callable[[Row], str]] = []
        self._known: OrderedDict[str, Before] = OrderedDict()

    def change(self, changed: str | list[str] | ChangeSpec) -> Callable[[Row], bool]:
        """Whether a column differs from the row before; on a first row it does, but see `before_first`."""
        listed = changed if isinstance(changed, list) else [changed]
        specs = [one if isinstance(one, ChangeSpec) else ChangeSpec(one) for one in listed]
        tests = [self._change(spec) for spec in specs]
        return tests[0] if len(tests) == 1 else lambda row: any(test(row) for test in tests)

    def _change(self, spec: ChangeSpec) -> Callable[[Row], bool]:
        index, place, first = self._columns.index(spec.column), len(self._watches), spec.before_first
        table = values_of(spec.map, self._values)

        def value(row: Row) -> str:
            text = row.cells[index]
            if table is None:
                return text
            if text not in table:
                raise unmapped(text, spec.map, spec.column)
            return table[text]

        self._watches.append(value)
        return lambda row: row.watched[place] != (first if row.before is None else row.before.watched[place])

    def meet(self, row: Row) -> None:
        """Tell the row what was before it, and set its time: of rows of one time each is a microsecond later."""
        row.before = before = self._known.get(row.subject)
        row.watched = tuple([watch(row) for watch in self._watches])
        row.written_us = at_us = self._time(row)
        if before is None:
            return
        if at_us < before.written_us:
            if self._spec.backwards == "reject":
                raise BadCell(Why.BACKWARDS, f"before the row before it of {row.subject}", self._column)
            row.remarks.append(str(Why.BACKWARDS))
        elif at_us <= before.at_us:
            row.times[self._spec.time] = before.at_us + 1

    def keep(self, row: Row) -> None:
        """The row became events, or nothing in it had changed: the next one is compared with it."""
        self._known[row.subject] = Before(row.written_us, row.times[self._spec.time], row.watched)
        self._known.move_to_end(row.subject)
        if len(self._known) > self._spec.remember:
            self._known.popitem(last=False)
            row.remarks.append(f"made room: one of more than {self._spec.remember} subjects was forgotten")
