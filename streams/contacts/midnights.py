"""The midnights that a contact has lived through, as runs, so that a year of them takes no room.

They stand in the ledger, so that what was told of a midnight can be taken back exactly, also when the policy
names another time zone by then.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, TypeAlias

from streams.measures.pane import MINUTE_US
from streams.policy.days import UTC_DAY, Days

if TYPE_CHECKING:
    from streams.contacts.contact import Contact

Runs: TypeAlias = list[tuple[int, int]]
"""(epoch minute of the first, how many), each 24 hours after the one before, in order."""
MISSING: Final = UTC_DAY - 60
"""So far before the first run, in minutes, a midnight is missing; less far it is that of another time zone."""


def every_us(runs: Runs) -> Iterator[int]:
    """Each of them, in order."""
    for first, count in runs:
        for minute in range(first, first + count * UTC_DAY, UTC_DAY):
            yield minute * MINUTE_US


def last_us(runs: Runs) -> int | None:
    """The latest of them."""
    if not runs:
        return None
    first, count = runs[-1]
    return (first + (count - 1) * UTC_DAY) * MINUTE_US


def added(runs: Runs, at_us: int) -> Runs:
    """With one more, which may be earlier than the others."""
    minute, latest_us = at_us // MINUTE_US, last_us(runs)
    if latest_us is None or at_us > latest_us:
        return _extended(runs, minute)
    found: Runs = []
    for one in sorted({us // MINUTE_US for us in (*every_us(runs), at_us)}):
        found = _extended(found, one)
    return found


def next_us(runs: Runs, begun_us: int, days: Days) -> int:
    """The first midnight after the beginning that is not among them."""
    minute = days.of(begun_us // MINUTE_US)[1]
    for first, count in runs:
        if first - minute >= MISSING:
            break
        minute = max(minute, days.of(first + (count - 1) * UTC_DAY)[1])
    return minute * MINUTE_US


def next_midnight_us(contact: "Contact", days: Days) -> int:
    """The first midnight that a contact with facts is not told of yet."""
    return next_us(contact.days, max(contact.facts[0].at_us, contact.days_from_us), days)


def _extended(runs: Runs, minute: int) -> Runs:
    if runs and minute == runs[-1][0] + runs[-1][1] * UTC_DAY:
        return [*runs[:-1], (runs[-1][0], runs[-1][1] + 1)]
    return [*runs, (minute, 1)]
