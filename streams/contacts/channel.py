"""What makes a channel: how its events are read, how they fold, how long a contact is kept, how it is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from streams.contacts.course import Course
from streams.contacts.facts.stored import AnyFact, Fact
from streams.events.types import Event
from streams.policy.days import Days
from streams.records import Contact as ContactRecord

if TYPE_CHECKING:
    from streams.contacts.contact import Contact

Reader: TypeAlias = Callable[[Any, int, int], AnyFact]
"""From an event's data, its time and its mark to a fact."""
Step: TypeAlias = Callable[[Any, Any], None]
"""How a course takes one kind of fact; its docstring says what the fact means."""


class Due(NamedTuple):
    """When time alone changes a contact, and what it does then."""

    at_us: int
    what: Literal["forget", "expire", "midnight"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Lifetimes:
    """How long contacts are kept."""

    late_us: int
    """After the latest event of one that is over: until then late and repeated events find it."""
    expire_us: int
    """After the first event of one whose end never comes."""
    reopen_us: int = 0
    """After the latest event of a chat that is over, if this is more than `late_us`: the customer may go on with it."""
    survey_us: int = 0
    """After it was forgotten: until then surveys still find the queue and the agent it had."""
    ticket_reopen_us: int = 0
    """After the latest event of a ticket that is solved or closed, if more than `late_us`: it may be reopened."""
    days: Days = field(default_factory=lambda: Days(ZoneInfo("UTC")))
    """Those at whose ends it is counted what stands then."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Channel:
    """`facts`: which fact an event leaves; one of another type leaves none and only counts as seen."""

    facts: Mapping[type[Event], Reader]
    steps: Mapping[type[Fact], Step]
    course: type[Course]
    due: Callable[["Contact", Lifetimes], Due]
    describe: Callable[[Any, str], ContactRecord | None]
    """From the course and the channel's name to what the enriched record shows."""
    revives: bool = False
    """What happens after all else ends the expiry: it expires so long after its latest event, now another."""
