"""The kinds of values that the policy file holds."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag

from streams.policy import values

Seconds = Annotated[float, Field(ge=0, le=31_536_000)]
Share = Annotated[float, Field(ge=0, le=1)]
Name = Annotated[str, Field(min_length=1, max_length=256)]
Zone = Annotated[str, AfterValidator(values.known_zone)]
Country = Annotated[str, AfterValidator(values.country_code)]
Day = Annotated[str, BeforeValidator(values.date_as_text), AfterValidator(values.readable_date)]
Period = Annotated[str, AfterValidator(values.iso_period)]
Url = Annotated[str, AfterValidator(values.http_url)]
Hours = Annotated[dict[str, list[str]], AfterValidator(values.week_hours)]
Stretches = Annotated[list[str], AfterValidator(values.day_hours)]


class Table(BaseModel):
    """Base of every table: an unknown key is an error, and nothing is converted on the quiet."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class ByPriority(Table):
    low: Seconds | None = None
    normal: Seconds | None = None
    high: Seconds | None = None
    urgent: Seconds | None = None


def _number_or_table(value: object) -> str:
    return values.tag("table" if isinstance(value, dict) else "number")


SecondsByPriority = Annotated[
    Annotated[Seconds, Tag(values.tag("number"))] | Annotated[ByPriority, Tag(values.tag("table"))],
    Discriminator(_number_or_table),
]
