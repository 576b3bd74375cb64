"""The shape of the policy file: which tables and keys there are, of what type and in which bounds."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator

from streams.policy import values

Formula = Literal[
    "removed_within",
    "answered_over_offered",
    "answered_over_offered_less_short",
    "answered_over_answered",
    "handled_within",
    "answered_over_late_abandons",
]

Seconds = Annotated[float, Field(ge=0, le=31_536_000)]
Share = Annotated[float, Field(ge=0, le=1)]
Name = Annotated[str, Field(min_length=1, max_length=256)]
Zone = Annotated[str, AfterValidator(values.known_zone)]
Country = Annotated[str, AfterValidator(values.country_code)]
Day = Annotated[str, BeforeValidator(values.date_as_text), AfterValidator(values.iso_date)]
Period = Annotated[str, AfterValidator(values.iso_period)]
Url = Annotated[str, AfterValidator(values.http_url)]
Hours = Annotated[dict[str, list[str]], AfterValidator(values.week_hours)]


class Table(BaseModel):
    """Base of every table: an unknown key is an error, and nothing is converted on the quiet."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class ServiceLevel(Table):
    formula: Formula | None = None
    target: Share | None = None


class CallTable(Table):
    answer_within_s: Seconds | None = None
    short_abandon_s: Seconds | None = None
    service_level: ServiceLevel | None = None


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


class ChatTable(CallTable):
    """A chat waits in its queue as a call does, and then for answers."""

    first_response_s: Seconds | None = None
    next_response_s: Seconds | None = None
    resolution_s: Seconds | None = None
    calendar: Name | None = None


class TicketTable(Table):
    first_response_s: SecondsByPriority | None = None
    next_response_s: SecondsByPriority | None = None
    resolution_s: SecondsByPriority | None = None
    calendar: Name | None = None


class QueueTable(Table):
    call: CallTable | None = None
    chat: ChatTable | None = None
    ticket: TicketTable | None = None


class CalendarTable(Table):
    """Office hours by weekday ("sat-wed"), less the country's public holidays and the days in `closed`."""

    country: Country | None = None
    hours: Hours
    closed: list[Day] = []


class RuleTable(Table):
    """Fires below (or above) one value and clears at another, so that it does not flutter between."""

    below: float | None = None
    above: float | None = None
    clear: float | None = None
    over: Period | None = None
    minimum: Annotated[int, Field(ge=0)] | None = None
    severity: Literal["page", "ticket", "info"] | None = None
    enabled: bool = True

    @model_validator(mode="after")
    def _clears_on_the_healthy_side(self) -> Self:
        if self.below is not None and self.above is not None:
            raise ValueError("must have either below or above, not both")
        if self.clear is None:
            return self
        if self.below is not None and self.clear < self.below:
            raise ValueError(f"clear must be at least below ({self.below:g})")
        if self.above is not None and self.clear > self.above:
            raise ValueError(f"clear must be at most above ({self.above:g})")
        return self


class ReceiverTable(Table):
    """Where alerts go; a secret stands in a file of its own, never here."""

    alertmanager: Url | None = None
    webhook: Url | None = None
    pagerduty_key_file: Name | None = None

    @model_validator(mode="after")
    def _goes_one_way(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError(f"must have exactly one of {', '.join(type(self).model_fields)}")
        return self


class Tables(Table):
    """The policy's part of the file, as it was written."""

    timezone: Zone | None = None
    queue: dict[Name, QueueTable] = {}
    calendar: dict[Name, CalendarTable] = {}
    rule: dict[Name, RuleTable] = {}
    receiver: dict[Name, ReceiverTable] = {}


POLICY_KEYS = frozenset(Tables.model_fields)
