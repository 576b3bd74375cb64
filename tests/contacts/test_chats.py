"""How chats wait, are taken, are answered, and are reopened."""

from typing import Any

import pytest

from streams.contacts.channel import Lifetimes
from streams.contacts.contact import Contact, next_due
from streams.measures.book import PaneBook
from streams.policy import CallPolicy, Policy
from tests.contacts.story import NOON_US, Sums, Told, at, event, told, us
from tests.contacts.test_surveys import judged


def started(at_s: float, queue: str = "billing", **more: Any) -> Told:
    return event("chat.started", at_s, queue=queue, **more)


def queued(at_s: float, queue: str = "billing", **more: Any) -> Told:
    return event("chat.queued", at_s, queue=queue, **more)


def assigned(at_s: float, agent_id: str = "ann") -> Told:
    return event("chat.assigned", at_s, agent_id=agent_id)


def wrote(at_s: float, speaker: str, agent_id: str | None = None, visibility: str | None = None) -> Told:
    name = f"{speaker}@{at_s}"
    data = {"speaker": speaker, "text": "hello", "agent_id": agent_id, "visibility": visibility}
    return event("chat.message", at_s, event_id=name, **data)


def ended(at_s: float, by: str | None = "agent") -> Told:
    return event("chat.ended", at_s, by=by)


def test_a_chat_waits_from_its_start_until_it_is_assigned() -> None:
    story = told(started(0), assigned(12), ended(100), event("chat.wrapped_up", 130))
    assert story.counts() == {"offered": 1, "answered": 1, "answered_within": 1, "handled": 1}
    assert story.seconds() == {"wait_answered": [12.0], "talk": [88.0], "wrap_up": [30.0], "handle": [118.0]}
    assert story.counts("agent", "ann") == {"answered": 1, "handled": 1}


def test_queueing_says_when_the_wait_begins() -> None:
    story = told(started(0))
    assert story.counts() == {"offered": 1}
    story.tell(queued(5, "sales"), assigned(8))
    assert story.counts() == {}
    assert story.counts("queue", "sales") == {"offered": 1, "answered": 1, "answered_within": 1}
    assert story.seconds("queue", "sales") == {"wait_answered": [3.0]}


def test_what_was_told_of_a_wait_is_taken_back_when_a_bot_has_the_chat() -> None:
    story = told(started(0))
    assert story.counts()["offered"] == 1
    story.tell(wrote(2, "bot"))
    assert "offered" not in story.counts()
    assert story.record().state == "with_bot"


def test_a_chat_that_only_a_bot_handled_is_never_offered() -> None:
    story = told(started(0), wrote(1, "customer"), wrote(2, "bot"), wrote(9, "customer"), wrote(10, "bot"), ended(20))
    assert story.counts() == {"messages_from_customer": 2, "messages_from_bot": 2}
    assert story.seconds() == {}
    assert (story.record().queue, story.record().state, story.record().outcome) == ("billing", "closed", None)


def test_a_customer_who_leaves_a_bot_has_not_abandoned_a_queue() -> None:
    story = told(started(0), wrote(1, "bot"), event("chat.abandoned", 5))
    assert story.counts() == {"messages_from_bot": 1}
    assert not story.contact.open


def test_an_internal_word_of_a_bot_does_not_end_the_wait() -> None:
    assert told(started(0), wrote(1, "bot", visibility="internal")).counts() == {"offered": 1, "internal_notes": 1}


def test_a_bot_that_speaks_to_one_who_waits_for_people_changes_nothing() -> None:
    story = told(started(0), wrote(1, "bot"), queued(10), wrote(11, "bot"), assigned(30))
    assert story.seconds()["wait_answered"] == [20.0]


def test_a_bot_that_hands_over_without_queueing_leaves_the_answer_to_the_agent_alone() -> None:
    story = told(started(0), wrote(1, "bot"), assigned(30), wrote(40, "agent", "ann"), ended(50))
    assert story.counts() == {"messages_from_bot": 1, "messages_from_agent": 1, "handled": 1}
    assert story.counts("agent", "ann")["answered"] == 1
    assert story.seconds()["first_response_after_bot"] == [10.0]


def test_bot_time_does_not_pollute_first_response() -> None:
    story = told(started(0), wrote(1, "customer"), wrote(2, "bot"), queued(600), assigned(610), wrote(620, "agent"))
    assert story.seconds() == {
        "wait_answered": [10.0],
        "first_response": [620.0],
        "first_response_after_bot": [20.0],
        "next_response": [619.0],
        "next_response_after_bot": [20.0],
    }


def test_without_a_bot_both_first_responses_are_one() -> None:
    for story in (
        told(started(0), assigned(10), wrote(25, "agent")),
        told(wrote(0, "customer"), assigned(10), wrote(25, "agent")),
    ):
        seconds = story.seconds("all", "all")
        assert seconds["first_response"] == seconds["first_response_after_bot"] == [25.0]


def test_a_transfer_does_not_begin_the_first_response_anew() -> None:
    story = told(started(0), assigned(10), event("chat.transferred", 20, to_queue="sales"), queued(20, "sales"))
    story.tell(assigned(50, "bob"), wrote(60, "agent", "bob"))
    seconds = story.seconds("queue", "sales")
    assert seconds == {"wait_answered": [30.0], "first_response": [60.0], "first_response_after_bot": [60.0]}


def test_a_reopened_conversation_keeps_its_first_response() -> None:
    story = told(started(0), wrote(0, "customer"), assigned(5), wrote(30, "agent"), ended(60))
    story.tell(wrote(5_000, "customer"), queued(5_001), assigned(5_010), wrote(5_030, "agent"), ended(5_100))
    assert story.seconds()["first_response"] == [30.0]
    assert story.seconds()["next_response"] == [30.0, 30.0]
    assert story.counts()["offered"] == 2
    assert story.record().first_response_s == 30


def test_a_conversation_reopened_before_any_answer_is_still_timed_from_its_start() -> None:
    story = told(started(0), wrote(0, "customer"), ended(60, "customer"))
    story.tell(wrote(5_000, "customer"), assigned(5_010), wrote(5_030, "agent"))
    assert story.seconds()["first_response"] == [5_030.0]
    assert story.seconds()["next_response"] == [30.0]


def test_a_customer_who_comes_back_does_not_undo_an_abandonment() -> None:
    story = told(started(0), event("chat.abandoned", 9), wrote(5_000, "customer"), assigned(5_010))
    assert story.counts() == {
        "offered": 1, "abandoned": 1, "abandoned_within": 1, "messages_from_customer": 1,
    }  # fmt: skip
    assert story.counts("agent", "ann") == {"answered": 1}


def test_an_answer_that_comes_late_takes_the_abandonment_back() -> None:
    story = told(started(0), event("chat.abandoned", 9))
    assert story.counts()["abandoned"] == 1
    story.tell(assigned(8), wrote(8.5, "agent", "ann"))
    assert story.counts() == {
        "offered": 1, "answered": 1, "answered_within": 1, "handled": 1, "messages_from_agent": 1,
    }  # fmt: skip


@pytest.mark.parametrize("by", ["customer", None])
def test_a_chat_that_its_customer_ended_while_waiting_is_abandoned(by: str | None) -> None:
    assert told(started(0), ended(30, by)).counts() == {"offered": 1, "abandoned": 1}


def test_a_chat_that_the_system_ended_while_waiting_left_the_queue() -> None:
    assert told(started(0), ended(30, "system")).counts() == {"offered": 1, "left_queue": 1, "left_queue_other": 1}


def test_chats_are_judged_by_the_promises_made_to_chats() -> None:
    policy = Policy(chats={"billing": CallPolicy(answer_within_us=us(90))})
    sums, book = Sums(), PaneBook(policy.of)
    for channel, *story in (
        ("chat", started(0), assigned(90)),
        ("call", event("queued", 0, queue="billing"), event("answered", 90, agent_id="ann")),
    ):
        contact = Contact("c1", channel)
        for at_us, happened in story:
            contact.take(happened, at_us)
        book.tell(channel, contact.course)
    sums.add(book.drain())
    assert sums.counts["queue", "billing", 1, "answered"] == 2
    assert sums.counts["queue", "billing", 1, "answered_within"] == 1


def test_an_agent_who_answers_unassigned_takes_the_chat() -> None:
    story = told(started(0), wrote(7, "agent", "ann"))
    assert story.seconds()["wait_answered"] == [7.0]
    assert story.counts("agent", "ann")["answered"] == 1
    story.tell(assigned(4, "bob"))  # it comes late, but happened first
    assert story.seconds()["wait_answered"] == [4.0]
    assert story.counts("agent", "bob") == {"answered": 1}
    assert "answered" not in story.counts("agent", "ann")


def test_an_agent_who_was_not_assigned_has_his_hands_full_once_the_end_is_known() -> None:
    """A source that tells of no assignment may tell of no end, and nobody is busy for weeks on end."""

    def worked(*events: Told) -> list[tuple[str | None, float]]:
        legs = told(*events).contact.course.worked()
        return [(leg.agent_id, (leg.answered_us - NOON_US) / 1e6) for leg in legs]

    answer = [started(0), wrote(7, "agent", "ann")]
    assert worked(*answer) == []
    assert worked(*answer, ended(60)) == [("ann", 7)]
    assert worked(*answer, assigned(9)) == [("ann", 7)]
    assert worked(*answer, assigned(9, "bob")) == [("ann", 7), ("bob", 9)]


def test_an_answer_of_who_knows_whom_is_counted_once() -> None:
    story = told(started(0), wrote(7, "agent"))
    assert story.counts("all", "all")["answered"] == 1


def test_a_last_word_of_the_agent_who_passed_it_on_is_no_answer() -> None:
    story = told(started(0), assigned(5, "ann"), event("chat.transferred", 20, to_queue="sales"), queued(20, "sales"))
    story.tell(wrote(21, "agent", "ann"))
    assert story.counts("queue", "sales").get("answered") is None
    story.tell(wrote(40, "agent", "bob"))
    assert story.seconds("queue", "sales")["wait_answered"] == [20.0]


def test_words_of_agents_and_bots_do_not_reopen_a_chat() -> None:
    story = told(started(0), assigned(5), ended(60), wrote(61, "agent", "ann"), wrote(62, "bot"))
    assert (story.contact.open, story.record().state) == (False, "closed")
    assert story.counts("agent", "ann")["answered"] == 1


def test_an_agent_who_is_given_a_chat_that_is_over_opens_it() -> None:
    story = told(started(0), assigned(5), ended(60), assigned(100, "bob"), ended(160))
    assert story.seconds()["talk"] == [55.0, 60.0]


def test_a_colleague_who_takes_over_works_for_the_same_queue() -> None:
    story = told(started(0), assigned(5), assigned(65, "bob"), ended(75))
    assert story.seconds()["handle"] == [10.0, 60.0]


def test_every_message_is_counted_for_who_wrote_it() -> None:
    story = told(started(0), assigned(1), wrote(2, "customer"), wrote(3, "agent", "ann"), wrote(63, "agent", "bob"))
    story.tell(wrote(64, "agent", "bob", "internal"), wrote(65, "bot"))
    counts = story.counts()
    assert counts["messages_from_customer"] == counts["messages_from_bot"] == counts["internal_notes"] == 1
    assert counts["messages_from_agent"] == 2
    assert story.counts("agent", "bob") == {"messages_from_agent": 1, "internal_notes": 1}


def test_responses_are_booked_when_the_answer_was_written() -> None:
    story = told(started(0), wrote(1, "customer"), assigned(5), wrote(130, "agent", "ann"))
    assert story.minute_of("first_response") == story.minute_of("next_response", "agent", "ann") == 2


def test_the_record_tells_who_waits_for_an_answer() -> None:
    story = told(started(0, customer_id="c-7", medium="whatsapp"), wrote(1, "customer"), wrote(3, "customer"))
    record = story.record()
    assert (record.channel, record.state, record.medium, record.messages) == ("chat", "waiting", "whatsapp", 2)
    assert (record.created_at, record.unanswered_since, record.first_response_s) == (at(0), at(1), None)
    record = story.tell(assigned(5), wrote(9, "agent", "ann")).record()
    assert (record.state, record.agent_id, record.outcome, record.wait_s) == ("talking", "ann", "answered", 5)
    assert (record.unanswered_since, record.first_response_s, record.messages) == (None, 9, 3)
    record = story.tell(ended(20)).record()
    assert (record.state, record.talk_s, record.ended_at) == ("closed", 15, at(20))


def test_a_silent_chat_expires_after_its_latest_event_and_one_that_is_over_can_be_gone_on_with() -> None:
    lifetimes = Lifetimes(late_us=us(600), expire_us=us(86_400), reopen_us=us(7_200))

    def due(contact: Contact) -> tuple[float, str]:
        found = next_due(contact, lifetimes)
        return (found.at_us - NOON_US) / 1e6, found.what

    story = told(started(0), wrote(50_000, "customer"))
    assert due(story.contact) == (136_400, "expire")
    story.expire(136_400)
    assert story.counts()["expired"] == 1
    assert story.record().state == "expired"
    assert due(story.contact) == (143_600, "forget")
    over = told(started(0), assigned(1), ended(100))
    assert due(over.contact) == (7_300, "forget")
    assert next_due(over.contact, Lifetimes(late_us=us(600), expire_us=us(1))).at_us == NOON_US + us(700)


def test_a_chat_that_goes_on_after_it_expired_is_alive_and_may_expire_again() -> None:
    story = told(started(0), assigned(5), wrote(10, "agent", "ann")).expire(86_410)
    assert (story.counts()["expired"], story.record().state) == (1, "expired")
    story.tell(wrote(90_000, "customer"))
    assert story.record().state == "talking"
    assert story.contact.course.standing().in_progress
    assert "expired" not in story.counts()
    due = next_due(story.contact, Lifetimes(late_us=us(600), expire_us=us(86_400)))
    assert ((due.at_us - NOON_US) / 1e6, due.what) == (176_400, "expire")
    story.expire(176_400)
    assert story.counts()["expired"] == 1


def test_neither_a_survey_nor_what_comes_late_ends_the_expiry_of_a_chat() -> None:
    story = told(started(0), assigned(5), wrote(10, "agent", "ann")).expire(86_410)
    story.tell(judged(90_000), wrote(9, "customer"))
    assert (story.counts()["expired"], story.record().state) == (1, "expired")
