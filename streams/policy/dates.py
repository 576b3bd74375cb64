"""Dates as people write them in the policy, in the Gregorian or the Jalali calendar."""

import re
from datetime import date
from typing import Final

from persiantools.jdatetime import JalaliDate

JALALI_YEARS: Final = range(1300, 1500)
GREGORIAN_YEARS: Final = range(1900, 2101)

_DATE = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})")


def parse_date(text: str) -> date:
    """The year tells the calendar: 1300 to 1499 is Jalali, 1900 to 2100 Gregorian. Persian digits are read as well."""
    found = _DATE.fullmatch(text)
    if found is not None:
        year, month, day = int(found[1]), int(found[3]), int(found[4])
        try:
            if year in JALALI_YEARS:
                return JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]  # it has no types
            if year in GREGORIAN_YEARS:
                return date(year, month, day)
        except ValueError:
            raise ValueError("must be a date that is in the calendar") from None
    raise ValueError('must be a date, like "2027-03-21" or "1406-01-01"')


def jalali(day: date) -> str:
    """As `1406-01-01`."""
    return str(JalaliDate(day))  # type: ignore[no-untyped-call]  # as above
