"""A contact out of the ledger goes on as if nothing had happened."""

import msgspec

from streams.contacts.channel import Lifetimes
from streams.contacts.contact import Contact, next_due
from streams.contacts.course import Standing
from tests.contacts.story import NOON_US, Story, answered, event, queued, told, us

LATE_US, EXPIRE_US = us(600), us(86_400)
LIFETIMES = Lifetimes(late_us=LATE_US, expire_us=EXPIRE_US)


def restarted(story: Story) -> Story:
    contact = msgspec.msgpack.decode(msgspec.msgpack.encode(story.contact), type=Contact)
    return Story(contact=contact, policy=story.policy, sums=story.sums)


def test_after_a_restart_only_what_is_new_is_told() -> None:
    story = told(queued(0))
    for happened in (answered(10), event("ended", 40), event("wrapped_up", 70)):
        story = restarted(story).tell(happened)
    assert story.counts() == {"offered": 1, "answered": 1, "answered_within": 1, "handled": 1}
    assert story.seconds("agent", "ann") == {"talk": [30.0], "wrap_up": [30.0], "handle": [60.0]}
    assert story.minute_of("handle") == 1


def test_after_a_restart_an_answer_still_takes_the_abandonment_back() -> None:
    story = restarted(told(queued(0), event("abandoned", 8))).tell(answered(7))
    assert story.counts() == {"offered": 1, "answered": 1, "answered_within": 1}


def test_after_a_restart_duplicates_are_still_known() -> None:
    story = told(queued(0), event("utterance", 3, speaker="customer", text="hello"))
    again = restarted(story)
    assert not again.contact.take(queued(0)[1], NOON_US)
    assert not again.contact.take(event("utterance", 3, speaker="customer", text="hello")[1], NOON_US + us(3))


def test_a_contact_at_rest_wakes_up_for_what_comes_late() -> None:
    story = told(queued(0), event("abandoned", 8))
    story.contact.rest()
    assert "course" not in vars(story.contact)
    assert not story.contact.take(queued(0)[1], NOON_US), "duplicates are still known"
    story.contact.rest()
    assert story.tell(answered(7)).counts() == {"offered": 1, "answered": 1, "answered_within": 1}


def test_a_contact_that_waits_for_a_wrap_up_does_not_rest() -> None:
    story = told(queued(0), answered(5), event("ended", 60))
    story.contact.rest()
    assert "course" in vars(story.contact)


def test_the_same_id_of_another_source_is_another_event() -> None:
    story = told(queued(0, event_id="1"), answered(5, event_id="1", source="crm"))
    assert story.counts()["answered"] == 1


def test_after_a_restart_an_expiry_still_counts_once() -> None:
    story = restarted(told(queued(0)).expire(86_400)).tell(event("wait_announced", 9, expected_wait_s=5))
    assert story.counts() == {"offered": 1, "expired": 1}
    assert restarted(story).tell(event("abandoned", 50)).counts() == {"offered": 1, "abandoned": 1}


def test_a_contact_expires_after_a_restart_too() -> None:
    story = restarted(told(queued(0))).expire(86_400)
    assert story.counts() == {"offered": 1, "expired": 1}


def test_a_contact_out_of_the_ledger_may_rest_at_once() -> None:
    story = restarted(told(queued(0), event("abandoned", 8)))
    story.contact.rest()
    assert story.record().state == "closed"
    story.contact.rest()
    assert story.tell(answered(7)).counts()["answered"] == 1


def test_an_open_contact_expires_and_one_that_is_over_is_forgotten() -> None:
    story = told(queued(0), answered(10))
    assert next_due(story.contact, LIFETIMES) == (NOON_US + EXPIRE_US, "expire")
    story.tell(event("ended", 60))
    assert next_due(story.contact, LIFETIMES) == (NOON_US + us(60) + LATE_US, "forget")
    story.tell(event("wrapped_up", 90))
    assert next_due(story.contact, LIFETIMES) == (NOON_US + us(90) + LATE_US, "forget")


def test_an_expired_contact_is_forgotten_and_counts_nowhere_as_waiting() -> None:
    story = told(queued(0)).expire(86_400)
    assert next_due(story.contact, LIFETIMES) == (NOON_US + us(86_400) + LATE_US, "forget")
    assert story.contact.course.standing() == Standing()


def test_a_contact_that_was_passed_on_is_still_open() -> None:
    story = told(queued(0), answered(10), event("transferred", 40, to_queue="sales"))
    assert story.contact.open
    assert story.record().state == "in_progress"


def test_events_that_open_nothing_leave_nothing_to_expire() -> None:
    story = told(event("utterance", 3, speaker="customer", text="hello"), event("wrapped_up", 9))
    assert next_due(story.contact, LIFETIMES) == (NOON_US + us(9) + LATE_US, "forget")
    assert story.counts("all", "all") == {}
