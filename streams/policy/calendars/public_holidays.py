"""Public holidays of a country, as the library `holidays` knows them."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

    from holidays import HolidayBase

LANGUAGES: Final = ("en", "fa", "ar")


class PublicHolidays:
    """The days off of a country or of one of its parts; raises ValueError for one that the library does not know."""

    __slots__ = ("_years", "country", "languages", "subdivision")

    def __init__(self, country: str, subdivision: str | None = None) -> None:
        self.country = country
        self.subdivision = subdivision
        self._years: dict[tuple[int, str], HolidayBase] = {}
        self.languages = _languages(_known(country), subdivision, country)

    def __contains__(self, day: date) -> bool:
        return day in self._year(day.year, next(iter(self.languages.values())))

    def names(self, day: date) -> dict[str, str]:
        """By language, those of en, fa and ar that the library has; empty when the day is no holiday."""
        found = {language: self._year(day.year, code).get(day) for language, code in self.languages.items()}
        return {language: name for language, name in found.items() if name}

    def _year(self, year: int, code: str) -> HolidayBase:
        known = self._years.get((year, code))
        if known is None:
            from holidays import country_holidays  # noqa: PLC0415  takes 0.14 s; most policies name no country

            # Without `expand` a question about another year adds nothing on the quiet.
            known = country_holidays(
                self.country, subdiv=self.subdivision, years=year, expand=False, language=code or None
            )
            self._years[year, code] = known
        return known


def _known(country: str) -> HolidayBase:
    from holidays import country_holidays  # noqa: PLC0415  as above

    try:
        return country_holidays(country)
    except NotImplementedError:
        raise ValueError("is a country whose holidays are not known") from None


def _languages(known: HolidayBase, subdivision: str | None, country: str) -> dict[str, str]:
    """Of en, fa and ar the library's own codes; of a country that has none of them, its default as "en"."""
    allowed = (*known.subdivisions, *known.subdivisions_aliases)
    if subdivision is not None and subdivision not in allowed:
        near = get_close_matches(subdivision, allowed, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(allowed) or 'none'}"
        raise ValueError(f"is no part of {country} with holidays of its own; {hint}")
    codes: dict[str, str] = {
        language: code
        for language in LANGUAGES
        for code in sorted(known.supported_languages, reverse=True)
        if code.partition("_")[0] == language
    }
    return codes or {"en": known.default_language or ""}
