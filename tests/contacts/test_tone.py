"""How contacts sound: moods, abuse, apologies and customers who are won back."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest

from streams.contacts.contact import Contact
from streams.measures.rates import rates
from streams.measures.registry import QUEUE
from streams.measures.tone import sentiment
from streams.policy import CallPolicy
from tests.contacts.story import Story, event, queued

if TYPE_CHECKING:
    from tests.contacts.story import Told

ANGRY: dict[str, Any] = {"mood": -800, "leaning": -1, "words": 10}
HAPPY: dict[str, Any] = {"mood": 600, "leaning": 1, "words": 5}
PLAIN: dict[str, Any] = {"words": 4}
SORRY: dict[str, Any] = {"apology": "apology", "words": 8}


def wrote(at_s: float, speaker: str, **more: Any) -> Told:
    return event("chat.message", at_s, event_id=f"{speaker}@{at_s}", speaker=speaker, text="words", **more)


def chat() -> Story:
    """Taken by ann after ten seconds."""
    story = Story(Contact("c1", "chat"), CallPolicy())
    return story.tell(event("chat.started", 0, queue="billing"), event("chat.assigned", 10, agent_id="ann"))


def rate(story: Story, name: str) -> float | None:
    return rates(story.counts(), QUEUE, "chat", "handled_within")[name]


def test_what_is_said_is_counted_for_who_said_it_and_for_the_agent_who_has_the_contact() -> None:
    story = chat().say(wrote(20, "customer"), **ANGRY).say(wrote(30, "agent"), **PLAIN)
    for scope in (story.counts(), story.counts("agent", "ann")):
        assert scope["said_by_customer"] == scope["negative_by_customer"] == scope["said_by_agent"] == 1
        assert (scope["words_by_customer"], scope["words_by_agent"]) == (10, 4)
    assert rate(story, "sentiment_of_customer") == -0.8
    assert rate(story, "sentiment_of_agent") == 0.0
    assert rate(story, "talk_balance") == pytest.approx(4 / 14)
    assert sentiment(story.counts())["customer_negative"] == 1.0


def test_where_nothing_was_said_there_is_no_sentiment() -> None:
    assert sentiment(chat().counts()) == {}
    assert rate(chat(), "sentiment_of_customer") is None


def test_bots_and_notes_among_colleagues_have_no_mood() -> None:
    story = chat().say(wrote(20, "bot"), **HAPPY).say(wrote(30, "agent", visibility="internal"), **ANGRY)
    assert "said_by_agent" not in story.counts()
    assert sentiment(story.counts()) == {}


def test_an_apology_is_timed_from_the_first_clearly_negative_message() -> None:
    story = chat().say(wrote(20, "customer"), **ANGRY).say(wrote(40, "customer"), **ANGRY)
    assert story.counts()["upset"] == 1
    story.say(wrote(50, "agent"), **SORRY).say(wrote(60, "agent"), **SORRY)
    assert story.seconds()["apology"] == story.seconds("agent", "ann")["apology"] == [30.0]
    assert story.counts()["apologies"] == 2
    assert rate(story, "apology_rate") == 1.0


def test_an_apology_to_who_is_not_upset_is_no_answer_to_anything() -> None:
    story = chat().say(wrote(20, "agent"), **SORRY).say(wrote(30, "customer"), mood=-200, leaning=-1)
    assert story.counts()["apologies"] == 1
    assert "upset" not in story.counts()
    assert "apology" not in story.seconds()
    assert rate(story, "apology_rate") is None


@pytest.mark.parametrize("kind", ["sympathy", "non_apology", "repair_request", "refusal_softener", "none"])
def test_only_a_genuine_apology_counts(kind: str) -> None:
    story = chat().say(wrote(20, "customer"), **ANGRY).say(wrote(30, "agent"), apology=kind)
    assert "apologies" not in story.counts()
    assert rate(story, "apology_rate") == 0.0


@pytest.mark.parametrize(("kind", "negative"), [("apology", 0), ("sympathy", 0), ("non_apology", 1), ("none", 1)])
def test_an_agent_who_is_sorry_is_not_negative(kind: str, negative: int) -> None:
    story = chat().say(wrote(20, "agent"), mood=-800, leaning=-1, apology=kind)
    assert story.counts().get("negative_by_agent", 0) == negative
    assert rate(story, "sentiment_of_agent") == (-0.8 if negative else 0.0)


def test_an_apology_of_a_customer_is_none() -> None:
    story = chat().say(wrote(20, "customer"), **ANGRY).say(wrote(30, "customer"), **SORRY)
    assert "apologies" not in story.counts()
    assert "apology" not in story.seconds()


def test_the_effect_of_an_apology_is_the_mood_since_less_the_mood_before() -> None:
    story = chat().say(wrote(20, "customer"), **ANGRY).say(wrote(30, "agent"), **SORRY)
    assert rate(story, "apology_effect") is None
    story.say(wrote(40, "customer"), **HAPPY)
    assert rate(story, "apology_effect") == 1.4
    story.say(wrote(50, "customer"), mood=-200)
    assert story.counts()["apology_judged"] == 1
    assert rate(story, "apology_effect") == 1.0


def test_the_effect_stays_where_it_was_first_told_so_that_no_day_that_is_over_counts_it_again() -> None:
    story = chat().say(wrote(20, "customer"), **ANGRY).say(wrote(30, "agent"), **SORRY)
    for second in (40, 130, 90_000):
        story.say(wrote(second, "customer"), **HAPPY)
        minutes = {minute for _, _, minute, name in story.sums.counts if name.startswith("apology_")}
        assert minutes == {0}


def test_who_began_upset_and_ends_content_has_recovered() -> None:
    story = chat().say(wrote(20, "customer"), **ANGRY).say(wrote(50, "customer"), **HAPPY)
    assert rate(story, "recovery_rate") == 1.0
    assert story.seconds()["turnaround"] == [30.0]
    story.say(wrote(60, "customer"), **PLAIN)
    assert rate(story, "recovery_rate") == 0.0
    story.say(wrote(70, "customer"), **HAPPY)
    assert rate(story, "recovery_rate") == 1.0
    assert story.seconds()["turnaround"] == [30.0]


def test_who_got_upset_only_later_did_not_begin_so() -> None:
    story = chat()
    for second in (20, 30):
        story.say(wrote(second, "customer"), **PLAIN)
    story.say(wrote(40, "customer"), **ANGRY).say(wrote(50, "customer"), **HAPPY)
    assert story.counts()["upset"] == 1
    assert "began_upset" not in story.counts()
    assert rate(story, "recovery_rate") is None


def test_abuse_is_counted_against_the_agent_who_bears_it_and_swearing_at_nobody_is_not() -> None:
    story = chat()
    for second, abuse in enumerate(("insult", "threat", "harassment", "profanity", "none"), 20):
        story.say(wrote(second, "customer"), abuse=abuse)
    assert (story.counts("agent", "ann")["abuse"], story.counts("agent", "ann")["profanity"]) == (3, 1)
    assert rate(story, "abuse_rate") == 0.6


def test_canned_answers_and_questions_asked_twice_are_counted() -> None:
    story = chat().say(wrote(20, "customer")).say(wrote(30, "agent"), canned=True)
    story.say(wrote(40, "customer"), repeated=True)
    assert (story.counts()["canned"], story.counts()["repeated"]) == (1, 1)
    assert rate(story, "canned_share") == 1.0


def test_thanks_start_no_clock_and_a_question_does() -> None:
    story = chat().say(wrote(20, "agent"), **PLAIN).say(wrote(30, "customer"), closing=True)
    story.tell(event("chat.ended", 60, by="agent"))
    assert "unanswered" not in story.counts()
    asked = chat().say(wrote(20, "agent"), **PLAIN).say(wrote(30, "customer"), **PLAIN)
    asked.tell(event("chat.ended", 60, by="agent"))
    assert asked.counts()["unanswered"] == 1


def test_thanks_do_not_stop_the_clock_of_an_earlier_question() -> None:
    story = chat().say(wrote(20, "customer"), **PLAIN).say(wrote(30, "customer"), closing=True)
    story.say(wrote(50, "agent"), **PLAIN)
    assert story.seconds()["next_response"] == [30.0]


def test_thanks_after_the_end_do_not_open_the_chat_again() -> None:
    story = chat().tell(event("chat.ended", 60, by="agent")).say(wrote(70, "customer"), closing=True)
    assert story.record().state == "closed"
    assert story.say(wrote(80, "customer"), **PLAIN).record().state != "closed"


def test_a_call_sounds_like_a_chat_and_its_utterances_are_no_messages() -> None:
    story = Story(Contact("c1", "call"), CallPolicy())
    story.tell(queued(0), event("answered", 10, agent_id="ann"))
    spoken = event("utterance", 20, event_id="u1", speaker="customer", text="words")
    story.say(spoken, **ANGRY)
    assert story.counts()["upset"] == 1
    assert "messages_from_customer" not in story.counts()


def test_the_text_of_a_new_ticket_is_the_first_message() -> None:
    story = Story(Contact("c1", "ticket"), CallPolicy())
    story.say(event("ticket.created", 0, queue="billing", text="words"), **ANGRY)
    assert story.counts()["said_by_customer"] == story.counts()["began_upset"] == 1


def test_what_was_booked_of_a_message_is_forgotten_and_nothing_is_counted_twice_when_one_comes_late() -> None:
    story = chat().say(wrote(20, "customer"), **ANGRY).say(wrote(30, "agent"), **SORRY)
    parts = [part for part in story.contact.course.parts() if part.FIXED]
    assert len(parts) == 4
    assert all(part.booked is None for part in parts)
    story.say(wrote(25, "customer"), **PLAIN).say(wrote(40, "customer"), **PLAIN)
    assert (story.counts()["said_by_customer"], story.counts()["said_by_agent"]) == (3, 1)
    assert story.counts()["messages_from_customer"] == 3


def test_the_order_in_which_messages_come_changes_nothing() -> None:
    said = (
        (wrote(20, "customer"), ANGRY),
        (wrote(30, "agent"), SORRY),
        (wrote(40, "customer"), HAPPY),
        (wrote(50, "customer"), PLAIN),
    )
    found = []
    for order in permutations(said):
        story = chat()
        for told, what in order:
            story.say(told, **what)
            story.say(told, **what)
        found.append(story.sums.plain())
    assert all(one == found[0] for one in found)
