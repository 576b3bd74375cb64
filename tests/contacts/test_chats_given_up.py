"""Who leaves a chat before any agent has written to them has abandoned it, whoever was assigned."""

import pytest

from tests.contacts.story import NOON_US, Told, event, told, us
from tests.contacts.test_chats import assigned, ended, queued, started, wrote


@pytest.mark.parametrize("left", [event("chat.abandoned", 90), ended(90, "customer")])
def test_who_leaves_before_the_agent_assigned_wrote_anything_has_abandoned(left: Told) -> None:
    """Else whoever assigns at once has answered everybody within no time."""
    story = told(started(0), wrote(1, "customer"), assigned(2))
    assert story.counts()["answered"] == 1
    story.tell(wrote(30, "agent", "ann", "internal"), left)
    assert story.counts() == {
        "offered": 1, "abandoned": 1, "handled": 1, "messages_from_customer": 1, "internal_notes": 1,
    }  # fmt: skip
    assert story.seconds()["wait_abandoned"] == [90.0]
    assert "wait_answered" not in story.seconds()
    assert story.counts("agent", "ann")["answered"] == 1, "the agent had it all the same"
    assert (story.contact.open, story.record().state, story.record().outcome) == (False, "closed", "abandoned")
    [leg] = story.contact.course.worked()
    assert leg.ended_us == NOON_US + us(90)


def test_who_leaves_after_a_word_of_the_agent_has_not_abandoned() -> None:
    for left in (event("chat.abandoned", 90), ended(90, "customer")):
        story = told(started(0), wrote(1, "customer"), assigned(2), wrote(40, "agent", "ann"), wrote(50, "customer"))
        story.tell(left)
        assert "abandoned" not in story.counts()
        assert (story.counts()["answered"], story.contact.open) == (1, False)


def test_where_messages_are_not_told_only_an_abandonment_that_is_told_is_one() -> None:
    story = told(started(0), assigned(2), ended(90, "customer"))
    assert (story.counts()["answered"], story.counts().get("abandoned")) == (1, None)


def test_who_was_passed_on_and_leaves_before_a_word_has_abandoned_the_second_queue_only() -> None:
    story = told(started(0), wrote(1, "customer"), assigned(2), wrote(9, "agent", "ann"))
    story.tell(event("chat.transferred", 20, to_queue="sales"), queued(20, "sales"), wrote(21, "customer"))
    story.tell(assigned(30, "bob"), assigned(40, "cem"), event("chat.abandoned", 60))
    assert (story.counts()["answered"], story.counts().get("abandoned")) == (1, None)
    assert story.counts("queue", "sales")["abandoned"] == 1
    assert "answered" not in story.counts("queue", "sales")
