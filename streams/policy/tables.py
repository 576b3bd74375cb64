"""The shape of the policy file: which tables and keys there are, of what type and in which bounds."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from streams.policy.queues import QueueTable
from streams.policy.types import Country, Day, Hours, Name, Period, Stretches, Table, Url, Zone


class CalendarTable(Table):
    """Office hours by weekday ("sat-wed"), less the country's public holidays and the days in `closed`.

    `open` has days on which the weekday's hours hold although the library says holiday, `special` days with hours of
    their own.
    """

    timezone: Zone | None = None
    country: Country | None = None
    subdivision: Name | None = None
    hours: Hours
    closed: list[Day] = Field(default_factory=list)
    open: list[Day] = Field(default_factory=list)
    special: dict[Day, Stretches] = Field(default_factory=dict)


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
    queue: dict[Name, QueueTable] = Field(default_factory=dict)
    calendar: dict[Name, CalendarTable] = Field(default_factory=dict)
    rule: dict[Name, RuleTable] = Field(default_factory=dict)
    receiver: dict[Name, ReceiverTable] = Field(default_factory=dict)


POLICY_KEYS = frozenset(Tables.model_fields)
