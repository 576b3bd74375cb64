"""The tables of a queue: what is promised to those who call, chat or write, and to some of them in particular."""

from typing import Literal, Self

from pydantic import Field, model_validator

from streams.policy.types import Name, Seconds, SecondsByPriority, Share, Table

Formula = Literal[
    "removed_within",
    "answered_over_offered",
    "answered_over_offered_less_short",
    "answered_over_answered",
    "handled_within",
    "answered_over_late_abandons",
]


class ServiceLevel(Table):
    formula: Formula | None = None
    target: Share | None = None


class WaitTable(Table):
    """What the figures count; one number each for all who wait in the queue."""

    answer_within_s: Seconds | None = None
    short_abandon_s: Seconds | None = None
    service_level: ServiceLevel | None = None


class TargetTable(Table):
    """Deadlines of single contacts, when to warn of them, and whose hours count."""

    apology_s: SecondsByPriority | None = None
    calendar: Name | None = None
    imminent: Share | None = None
    imminent_s: Seconds | None = None

    @model_validator(mode="after")
    def _warns_in_one_way(self) -> Self:
        if self.imminent is not None and self.imminent_s is not None:
            raise ValueError("must have either imminent or imminent_s, not both")
        return self


class CallTargetTable(TargetTable):
    answer_s: SecondsByPriority | None = None
    hold_s: SecondsByPriority | None = None
    promise_kept_within_s: SecondsByPriority | None = None


class ChatTargetTable(TargetTable):
    answer_s: SecondsByPriority | None = None
    first_response_s: SecondsByPriority | None = None
    next_response_s: SecondsByPriority | None = None
    resolution_s: SecondsByPriority | None = None


class TicketTargetTable(TargetTable):
    first_response_s: SecondsByPriority | None = None
    next_response_s: SecondsByPriority | None = None
    resolution_s: SecondsByPriority | None = None


class CallTable(CallTargetTable, WaitTable):
    tier: dict[Name, CallTargetTable] = Field(default_factory=dict)


class ChatTable(ChatTargetTable, WaitTable):
    """A chat waits in its queue as a call does, and then for answers."""

    tier: dict[Name, ChatTargetTable] = Field(default_factory=dict)


class TicketTable(TicketTargetTable):
    tier: dict[Name, TicketTargetTable] = Field(default_factory=dict)


class QueueTable(Table):
    call: CallTable | None = None
    chat: ChatTable | None = None
    ticket: TicketTable | None = None
