"""`when`: the tests of a row that a mapping may make. They compare and evaluate nothing."""

from collections.abc import Callable, Sequence

from streams.sources.cells import BadKey, Columns, Row, number
from streams.sources.specs import Condition, Literals, Test, When


def compile_when(when: When | None, columns: Columns) -> Callable[[Row], bool] | None:
    """None holds always. Every column's test must hold."""
    if not when:
        return None
    tests = [_test(columns.index(name), name, test) for name, test in when.items()]
    if len(tests) == 1:
        return tests[0]
    return lambda row: all(test(row) for test in tests)


def _test(index: int, name: str, test: Test) -> Callable[[Row], bool]:
    if isinstance(test, list):
        return _one_of(index, name, test)
    if not isinstance(test, Condition):
        return _one_of(index, name, [test])
    checks: list[Callable[[Row], bool]] = []
    if test.present is not None:
        wanted = test.present
        checks.append(lambda row: bool(row.cells[index]) is wanted)
    if test.in_ is not None:
        checks.append(_one_of(index, name, test.in_))
    unwanted = [*(test.not_in or ()), *(() if test.is_not is None else (test.is_not,))]
    if unwanted:
        checks.append(_none_of(_one_of(index, name, unwanted)))
    if any(bound is not None for bound in (test.gt, test.ge, test.lt, test.le)):
        checks.append(_between(index, name, test))
    if not checks:
        raise BadKey(f"the test of {name} says nothing")
    return checks[0] if len(checks) == 1 else lambda row: all(check(row) for check in checks)


def _one_of(index: int, name: str, wanted: Sequence[Literals]) -> Callable[[Row], bool]:
    """Text is compared as text, a number as a number: 0 is met by `0` and `0.0`, but by no empty cell."""
    texts = {value for value in wanted if isinstance(value, str)}
    numbers = {float(value) for value in wanted if not isinstance(value, str)}
    if not numbers:
        return lambda row: row.cells[index] in texts

    def holds(row: Row) -> bool:
        text = row.cells[index]
        return text in texts or (bool(text) and number(text, name) in numbers)

    return holds


def _none_of(test: Callable[[Row], bool]) -> Callable[[Row], bool]:
    return lambda row: not test(row)


def _between(index: int, name: str, test: Condition) -> Callable[[Row], bool]:
    def holds(row: Row) -> bool:
        text = row.cells[index]
        if not text:
            return False
        value = number(text, name)
        return (
            (test.gt is None or value > test.gt)
            and (test.ge is None or value >= test.ge)
            and (test.lt is None or value < test.lt)
            and (test.le is None or value <= test.le)
        )

    return holds
