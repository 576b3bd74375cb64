"""What users of other tools complain about, and that it is cured here: the first six of a list, by their numbers.

Targets, deadlines and calendars are not there yet. Of what needs them it is shown here that every duration comes with
its stretches of time, over which a calendar can be laid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from streams.contacts.facts.parts import Visit
from streams.contacts.facts.parts_written import REPLIED, RESPONDED, Response, Turn
from streams.contacts.tickets.course import TicketCourse
from streams.contacts.tickets.spans import AGENT_WORK, REQUESTER_WAIT, UNRESOLVED, overlap_us, within
from tests.contacts.story import NOON_US, Story, event, told, us
from tests.contacts.test_chats import assigned, ended, queued, started, wrote

if TYPE_CHECKING:
    from streams.contacts.facts.parts import Part
    from streams.contacts.tickets.spans import Stretch
    from tests.contacts.story import Told

HOUR = 3_600
OFFICE = (("08:00", "12:30"), ("13:30", "17:00"))
"""A split shift: nobody works over lunch."""
NOON_H = 12
"""The stories begin at noon."""


def ticket(kind: str, at_s: float, **data: Any) -> Told:
    return event(f"ticket.{kind}", at_s, **data)


def office_hours(days: range) -> list[Stretch]:
    """Of the day of the stories and those after it."""

    def clock(day: int, text: str) -> int:
        hour, minute = map(int, text.split(":"))
        return NOON_US + us((day * 24 + hour - NOON_H) * HOUR + minute * 60)

    return [(clock(day, opens), clock(day, closes)) for day in days for opens, closes in OFFICE]


def stretches_of(part: Part) -> list[Stretch]:
    """The stretch of time that the part's duration is."""
    if isinstance(part, Response | Turn):
        return [(part.asked_us, part.answered_us)] if part.flags & (RESPONDED | REPLIED) else []
    return [(part.queued_us, part.out_us)] if isinstance(part, Visit) else []


def opened_s(story: Story, kind: type[Part], days: range) -> list[float]:
    """Seconds of office hours in each of the durations of a kind."""
    hours, parts = office_hours(days), story.contact.course.parts()
    return [overlap_us(stretches_of(part), hours) / 1e6 for part in parts if isinstance(part, kind)]


def test_wish_1_bot_time_does_not_pollute_the_first_response() -> None:
    """chatwoot#8477, #7679."""
    story = told(
        started(0), wrote(1, "customer"), wrote(2, "bot"), wrote(300, "bot"), queued(600), assigned(610),
        wrote(615, "agent", "ann", "internal"), wrote(620, "agent", "ann"),
    )  # fmt: skip
    seconds = story.seconds()
    assert seconds["first_response_after_bot"] == [20.0]
    assert seconds["next_response_after_bot"] == [20.0]
    assert seconds["wait_answered"] == [10.0]
    assert seconds["first_response"] == [620.0], "as the customer had it, a bot's word is no answer"


def test_wish_2_a_reopened_conversation_keeps_its_first_response() -> None:
    """chatwoot#13312."""
    chat = told(started(0), wrote(0, "customer"), assigned(5), wrote(30, "agent", "ann"), ended(60))
    chat.tell(wrote(5_000, "customer"), queued(5_001), assigned(5_010, "bob"), wrote(5_030, "agent", "bob"))
    mail = told(
        ticket("created", 0, queue="billing", text="help"),
        ticket("message", 30, speaker="agent", text="so", agent_id="ann"),
        ticket("status_changed", 60, status="solved"),
        ticket("status_changed", 5_000, status="open"),
        ticket("message", 5_030, speaker="agent", text="now", agent_id="bob"),
    )
    for story in (chat, mail):
        assert story.seconds()["first_response"] == [30.0]
        assert story.record().first_response_s == 30


def test_wish_3_what_is_outside_business_hours_can_be_told_from_every_duration() -> None:
    """chatwoot PR#13392: asked after closing time, answered the next morning."""
    evening, morning = 6 * HOUR, 21 * HOUR
    story = told(started(evening), wrote(evening, "customer"), assigned(morning - 60), wrote(morning, "agent", "ann"))
    assert story.seconds()["first_response"] == story.seconds()["next_response"] == [15 * HOUR]
    for kind, opened in ((Response, HOUR), (Turn, HOUR), (Visit, HOUR - 60)):
        assert opened_s(story, kind, range(2)) == [opened]
    holiday = range(1)
    assert opened_s(story, Response, holiday) == [0]


@pytest.mark.parametrize("statuses", [UNRESOLVED, REQUESTER_WAIT, AGENT_WORK])
def test_wish_4_lunch_and_split_shifts_can_be_told_from_every_duration(statuses: frozenset[str]) -> None:
    """chatwoot#14009, frappe/helpdesk#2212: open from 12:00 to 14:00, and nobody is there for an hour."""
    story = told(
        ticket("created", 0, queue="billing", text="help"),
        ticket("status_changed", 0, status="open"),
        ticket("message", 2 * HOUR, speaker="agent", text="so", agent_id="ann"),
        ticket("status_changed", 2 * HOUR, status="solved"),
    )
    course = story.contact.course
    assert isinstance(course, TicketCourse)
    spent = list(within(course.spans, statuses, NOON_US, NOON_US + us(2 * HOUR)))
    assert sum(to_us - from_us for from_us, to_us in spent) == us(2 * HOUR)
    assert overlap_us(spent, office_hours(range(1))) == us(HOUR)
    assert opened_s(story, Response, range(1)) == opened_s(story, Turn, range(1)) == [HOUR]


def test_wish_5_the_clock_does_not_run_on_a_final_thanks() -> None:
    """chatwoot#10178, zammad#3140."""
    chat = told(started(0), wrote(1, "customer"), assigned(5), wrote(30, "agent", "ann"), ended(60, "customer"))
    chat.tell(wrote(70, "customer"), ended(5_000, "customer"))
    mail = told(
        ticket("created", 1, queue="billing", text="help"),
        ticket("message", 30, speaker="agent", text="so", agent_id="ann"),
        ticket("status_changed", 60, status="solved"),
        ticket("message", 70, speaker="customer", text="thanks"),
        ticket("status_changed", 5_000, status="closed"),
    )
    for story in (chat, mail):
        assert story.seconds()["next_response"] == [29.0]
        assert "unanswered" not in story.counts()
    said_before_the_end = told(started(0), wrote(1, "customer"), assigned(5), wrote(30, "agent"), wrote(40, "customer"))
    said_before_the_end.tell(ended(50, "customer"))
    assert said_before_the_end.seconds()["next_response"] == [29.0]
    assert "unanswered" not in said_before_the_end.counts()


def test_wish_6_no_target_overrules_another() -> None:
    """zammad#5177: first response, next response and resolution run at once, and each is told for itself."""
    story = told(
        ticket("created", 0, queue="billing", text="help"),
        ticket("message", HOUR, speaker="agent", text="so", agent_id="ann"),
        ticket("message", 2 * HOUR, speaker="customer", text="but"),
        ticket("status_changed", 2 * HOUR, status="pending"),
        ticket("status_changed", 3 * HOUR, status="open"),
        ticket("message", 5 * HOUR, speaker="agent", text="well", agent_id="ann"),
        ticket("status_changed", 6 * HOUR, status="solved"),
    )
    seconds = story.seconds()
    assert seconds["first_response"] == [HOUR]
    assert seconds["next_response"] == [HOUR, 3 * HOUR]
    assert seconds["resolution"] == [6 * HOUR]
    assert seconds["requester_wait"] == [5 * HOUR]
    assert seconds["agent_work"] == [5 * HOUR]
