"""Who waits for an answer since when, whatever the channel."""

import pytest

from streams.contacts.conversation import Conversation
from streams.contacts.course import Course
from streams.contacts.facts.parts_written import REPLIED, UNANSWERED
from streams.contacts.facts.stored import Messaged


class Told:
    """A conversation told by the second."""

    def __init__(self, begun_s: int | None = None) -> None:
        self.course = Course()
        self.talk = Conversation()
        if begun_s is not None:
            self.talk.begin(begun_s)

    def write(self, at_s: int, speaker: str, agent_id: str | None = None, *, internal: bool = False) -> "Told":
        self.talk.wrote(self.course, Messaged(at_s, at_s, speaker, agent_id, internal), "billing", "ann")
        return self

    def end(self, at_s: int, by: str | None) -> "Told":
        self.talk.close(self.course, at_s, by)
        return self

    def turns(self) -> list[tuple[int, int]]:
        return [(one.asked_us, one.answered_us) for one in self.talk.turns if one.flags & REPLIED]

    def unanswered(self) -> list[tuple[int, int]]:
        return [(one.asked_us, one.answered_us) for one in self.talk.turns if one.flags & UNANSWERED]


def test_the_first_response_is_counted_from_the_beginning_not_from_the_first_message() -> None:
    talk = Told(begun_s=0).write(3, "customer").write(10, "agent").talk
    assert talk.first_response_us == 10
    assert Told().write(3, "customer").write(10, "agent").talk.first_response_us == 7


def test_bots_and_internal_notes_answer_nothing() -> None:
    told = Told(begun_s=0).write(1, "customer").write(2, "bot").write(3, "agent", internal=True)
    assert told.talk.first_response_us is None
    assert told.turns() == []
    assert told.talk.messages == 2
    assert told.write(9, "agent").talk.first_response_us == 9
    assert told.turns() == [(1, 9)]


def test_a_turn_begins_with_the_oldest_message_and_is_answered_once() -> None:
    told = Told(begun_s=0)
    told.write(1, "customer").write(4, "customer").write(9, "agent").write(10, "agent")
    told.write(20, "customer").write(22, "agent")
    assert told.turns() == [(1, 9), (20, 22)]


def test_an_agent_who_writes_first_answers_nothing_the_customer_has_asked() -> None:
    told = Told().write(1, "agent").write(5, "customer").write(8, "agent")
    assert told.turns() == [(5, 8)]
    assert told.talk.first_response_us == 3  # it began with what the customer wrote


def test_only_the_first_response_is_one() -> None:
    told = Told(begun_s=0).write(5, "agent").end(6, "agent").write(100, "customer").write(160, "agent")
    assert told.talk.first_response_us == 5


@pytest.mark.parametrize(("by", "counted"), [("agent", 1), ("system", 1), ("customer", 0), (None, 0)])
def test_the_last_message_counts_as_unanswered_unless_the_customer_ended_it(by: str | None, counted: int) -> None:
    assert len(Told(begun_s=0).write(1, "customer").end(9, by).unanswered()) == counted


def test_what_a_bot_answered_is_not_left_unanswered() -> None:
    assert Told(begun_s=0).write(1, "customer").write(2, "bot").end(9, "system").unanswered() == []
    assert Told(begun_s=0).write(1, "bot").write(2, "customer").end(9, "system").unanswered() == [(2, 9)]


def test_an_answer_after_all_takes_the_unanswered_message_back() -> None:
    told = Told(begun_s=0).write(1, "customer").end(9, "agent").write(12, "agent")
    assert (told.unanswered(), told.turns()) == ([], [(1, 12)])


def test_what_is_written_after_the_end_begins_another_turn() -> None:
    """Or a final "thanks" would wait for an answer until the customer writes again."""
    for by in ("customer", "agent"):
        told = Told(begun_s=0).write(1, "customer").write(2, "agent").write(3, "customer").end(4, by)
        told.write(1_000, "customer").write(1_005, "agent")
        assert told.turns() == [(1, 2), (1_000, 1_005)]
        assert told.unanswered() == ([(3, 4)] if by == "agent" else [])


def test_a_second_end_changes_nothing() -> None:
    told = Told(begun_s=0).write(1, "customer").end(4, "customer").end(5, "system")
    assert told.unanswered() == []


def test_an_answer_belongs_to_who_wrote_it_and_else_to_who_has_the_contact() -> None:
    told = Told(begun_s=0).write(1, "customer").write(2, "agent", "bob").write(3, "customer").write(4, "agent")
    assert [one.agent_id for one in told.talk.turns] == ["bob", "ann"]
