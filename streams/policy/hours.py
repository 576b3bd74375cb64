"""Opening hours of a week as they are written, and in minutes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MIN: Final = 1_440
LONGEST_NIGHT_MIN: Final = 16 * 60
"""A longer stretch over midnight is rather two times that changed places."""

Stretch = tuple[int, int]
"""Half-open, in minutes of the clock since the midnight before it; one that ends after 1440 runs into the next day."""

Week = tuple[tuple[Stretch, ...], ...]
"""Monday first; a stretch belongs to the day on which it begins."""

_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00", re.ASCII)


class WrongHours(ValueError):
    """`days` is the key of the week at which the mistake stands."""

    def __init__(self, reason: str, days: str) -> None:
        super().__init__(reason)
        self.days = days


def parse_week(hours: Mapping[str, Sequence[str]]) -> Week:
    """By weekday or range of weekdays ("sat-wed", "thu"); a day that is not named is closed."""
    if not hours:
        raise ValueError('must name a weekday, like sat-wed = ["08:00-16:00"]')
    week: dict[str, tuple[Stretch, ...]] = {}
    written_under: dict[str, str] = {}
    for days, written in hours.items():
        try:
            for day in weekdays(days):
                if day in week:
                    raise ValueError(f"names {day} twice")  # noqa: TRY301  its place is added below
                written_under[day], week[day] = days, ()
            stretches = parse_stretches(written, f" under {days}")
        except ValueError as error:
            raise WrongHours(str(error), days) from None
        week.update(dict.fromkeys(weekdays(days), stretches))
    whole = tuple(week.get(day, ()) for day in WEEKDAYS)
    _check_nights(whole, written_under)
    return whole


def parse_stretches(written: Sequence[str], where: str = "") -> tuple[Stretch, ...]:
    """In order of time; `where` is said in errors."""
    stretches = sorted(_parse_stretch(text, where) for text in written)
    for earlier, later in pairwise(stretches):
        if later[0] < earlier[1]:
            raise ValueError(f"has stretches that overlap{where}: {clock(earlier)}, {clock(later)}")
    return tuple(stretches)


def weekdays(text: str) -> Iterator[str]:
    """`"sat-mon"` -> sat, sun, mon: a range may run over the end of the week."""
    first, dash, last = text.partition("-")
    if first not in WEEKDAYS or (dash and last not in WEEKDAYS):
        raise ValueError(f"must name weekdays ({', '.join(WEEKDAYS)}, or a range like sat-wed), not {text!r}")
    start = WEEKDAYS.index(first)
    length = (WEEKDAYS.index(last) - start) % len(WEEKDAYS) if dash else 0
    for step in range(length + 1):
        yield WEEKDAYS[(start + step) % len(WEEKDAYS)]


def clock(stretch: Stretch) -> str:
    """As it is written in the policy: "08:00-12:30", "22:00-06:00"."""
    opens, closes = stretch
    if closes > DAY_MIN:
        closes -= DAY_MIN
    return f"{opens // 60:02}:{opens % 60:02}-{closes // 60:02}:{closes % 60:02}"


def _parse_stretch(text: str, where: str) -> Stretch:
    opens, dash, closes = text.partition("-")
    if not dash or not _CLOCK.fullmatch(opens) or not _CLOCK.fullmatch(closes) or opens in {closes, "24:00"}:
        raise ValueError(f'must hold times like "08:00-12:30"{where}, not {text!r}')
    first, last = _minutes(opens), _minutes(closes)
    if last > first:
        return first, last
    last += DAY_MIN
    if last - first > LONGEST_NIGHT_MIN:
        longest = f"{LONGEST_NIGHT_MIN // 60} hours"
        raise ValueError(
            f'must hold times like "08:00-12:30"{where}, not {text!r}: over midnight that is more than {longest}'
        )
    return first, last


def _minutes(text: str) -> int:
    hour, _, minute = text.partition(":")
    return int(hour) * 60 + int(minute)


def _check_nights(week: Week, written_under: Mapping[str, str]) -> None:
    """A night must be over before the next day's first stretch."""
    for number, stretches in enumerate(week):
        night = stretches[-1] if stretches else (0, 0)
        following = week[(number + 1) % len(week)]
        if following and night[1] - DAY_MIN > following[0][0]:
            day, after = WEEKDAYS[number], WEEKDAYS[(number + 1) % len(week)]
            reason = f"has stretches that overlap: {clock(night)} under {day}, {clock(following[0])} under {after}"
            raise WrongHours(reason, written_under[after])
