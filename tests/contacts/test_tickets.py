"""Tickets, told in hours."""

from typing import Any

from streams.contacts.channel import Lifetimes
from streams.contacts.contact import next_due
from tests.contacts.story import NOON_US, Story, Told, at, event, told, us

H = 3600.0
LATE_US, REOPEN_US = us(600), us(28 * 24 * H)
LIFETIMES = Lifetimes(late_us=LATE_US, expire_us=us(86_400), ticket_reopen_us=REOPEN_US)
TIMES = {"resolution", "resolution_first", "requester_wait", "requester_wait_first", "agent_work", "agent_work_first"}


def created(at_h: float = 0, **more: Any) -> Told:
    return event("ticket.created", at_h * H, **({"queue": "billing"} | more))


def becomes(status: str, at_h: float) -> Told:
    return event("ticket.status_changed", at_h * H, status=status)


def assigned(agent_id: str, at_h: float) -> Told:
    return event("ticket.assigned", at_h * H, agent_id=agent_id)


def wrote(speaker: str, at_h: float, **more: Any) -> Told:
    return event("ticket.message", at_h * H, speaker=speaker, text="hello", **more)


def hours(story: Story, kind: str = "queue", scope_id: str = "billing") -> dict[str, list[float]]:
    return {name: [s / H for s in found] for name, found in story.seconds(kind, scope_id).items() if name in TIMES}


def counts(story: Story, kind: str = "queue", scope_id: str = "billing") -> dict[str, int]:
    found = story.counts(kind, scope_id)
    return {name: found[name] for name in found if not name.startswith("messages_")}


def test_a_ticket_is_offered_as_it_is_created() -> None:
    story = told(created())
    assert counts(story) == {"created": 1, "offered": 1}
    assert story.minute_of("created") == 0


def test_each_status_counts_in_the_durations_it_is_part_of() -> None:
    story = told(
        created(), becomes("open", 1), becomes("pending", 3), becomes("on_hold", 7), becomes("open", 15),
        becomes("solved", 31),
    )  # fmt: skip
    assert hours(story) == {
        "resolution": [31], "resolution_first": [31],
        "requester_wait": [27], "requester_wait_first": [27],
        "agent_work": [19], "agent_work_first": [19],
    }  # fmt: skip
    assert counts(story) == {"created": 1, "offered": 1, "resolved": 1, "handled": 1}
    assert story.minute_of("resolution") == 31 * 60


def test_closing_what_is_solved_is_no_second_resolution() -> None:
    story = told(created(), becomes("solved", 2), becomes("closed", 50))
    assert counts(story)["resolved"] == 1
    assert hours(story)["resolution"] == [2]


def test_closing_without_solving_is_a_resolution() -> None:
    story = told(created(), becomes("pending", 1), becomes("closed", 4))
    assert counts(story)["resolved"] == 1
    assert hours(story)["agent_work"] == [1]


def test_a_reopening_takes_the_final_resolution_back_and_leaves_the_first() -> None:
    story = told(created(), becomes("solved", 2), becomes("open", 5))
    assert hours(story) == {"resolution_first": [2], "requester_wait_first": [2], "agent_work_first": [2]}
    assert counts(story) == {"created": 1, "offered": 1, "resolved": 1, "handled": 1, "reopened": 1}


def test_the_final_resolution_leaves_out_the_time_for_which_it_was_solved() -> None:
    story = told(created(), becomes("solved", 2), becomes("open", 5), becomes("pending", 6), becomes("solved", 9))
    found = hours(story)
    assert (found["resolution"], found["requester_wait"], found["agent_work"]) == ([6], [3], [3])
    assert (found["resolution_first"], counts(story)["resolved"], counts(story)["handled"]) == ([2], 2, 1)


def test_a_reopened_conversation_keeps_its_first_response() -> None:
    """Wishlist 2: reopened conversations get a wrong first response (chatwoot#13312)."""
    story = told(
        created(text="help"), wrote("agent", 1, agent_id="ann"), becomes("solved", 2), wrote("customer", 30),
        becomes("open", 30), wrote("agent", 34, agent_id="bob"),
    )  # fmt: skip
    assert story.seconds()["first_response"] == [H]
    assert story.seconds()["next_response"] == [H, 4 * H]
    assert story.seconds("agent", "bob") == {"next_response": [4 * H]}
    assert story.record().first_response_s == H


def test_bots_and_notes_answer_no_ticket() -> None:
    """Wishlist 1: bot time pollutes first response (chatwoot#8477)."""
    story = told(
        created(text="help"), wrote("bot", 1), wrote("agent", 2, visibility="internal", agent_id="ann"),
        wrote("agent", 3, agent_id="ann"),
    )  # fmt: skip
    assert story.seconds()["first_response"] == [3 * H]


def test_a_final_thanks_starts_no_clock() -> None:
    """Wishlist 5: the clock runs on a final "thanks" (chatwoot#10178)."""
    story = told(
        created(text="help"), wrote("agent", 1, agent_id="ann"), becomes("solved", 2), wrote("customer", 3),
        becomes("closed", 100),
    )  # fmt: skip
    assert story.seconds()["next_response"] == [H]
    assert "unanswered" not in counts(story)


def test_each_duration_is_told_whatever_the_others_are() -> None:
    """Wishlist 6: one target overrules another (zammad#5177)."""
    story = told(created(text="help"), becomes("pending", 1), becomes("solved", 3), wrote("agent", 4, agent_id="ann"))
    assert story.seconds()["first_response"] == [4 * H]
    assert hours(story)["resolution"] == [3]


def test_a_ticket_that_is_solved_with_a_question_open_is_unanswered() -> None:
    story = told(created(text="help"), becomes("solved", 1))
    assert counts(story)["unanswered"] == 1


def test_the_agent_is_the_one_it_is_assigned_to_then() -> None:
    story = told(
        created(), assigned("ann", 0.5), becomes("solved", 1), assigned("bob", 2), becomes("open", 3),
        becomes("solved", 4),
    )  # fmt: skip
    assert counts(story, "agent", "ann") == {"resolved": 1, "handled": 1}
    assert counts(story, "agent", "bob") == {"resolved": 1, "reopened": 1}
    assert hours(story, "agent", "bob") == {"resolution": [2], "requester_wait": [2], "agent_work": [2]}


def test_a_priority_counts_when_it_changes() -> None:
    def priority(name: str, at_h: float) -> Told:
        return event("ticket.priority_changed", at_h * H, priority=name)

    story = told(created(priority="low"), priority("low", 1), priority("high", 2), priority("high", 3))
    assert counts(story)["priority_changed"] == 1
    assert story.record().priority == "high"


def test_what_came_before_the_creation_happened_with_it() -> None:
    story = told(becomes("open", -1), becomes("solved", -0.5), created(0))
    assert hours(story)["resolution"] == [0]
    assert story.minute_of("resolved") == 0


def test_the_creation_may_come_last() -> None:
    story = told(becomes("open", 1), becomes("solved", 2))
    assert counts(story, "all", "all") == {"found_open": 1, "resolved": 1}
    assert story.tell(created(0)).counts("all", "all") == {"created": 1, "offered": 1, "resolved": 1, "handled": 1}
    assert hours(story)["resolution"] == [2]


def test_without_a_creation_nobody_knows_how_long_it_took() -> None:
    story = told(becomes("open", 1), wrote("customer", 2), wrote("agent", 3, agent_id="ann"), becomes("solved", 4))
    assert set(story.seconds("all", "all")) == {"next_response"}
    assert "handled" not in counts(story, "all", "all"), "it may have been resolved before"


def test_the_closing_of_a_ticket_that_was_forgotten_counts_nothing() -> None:
    story = told(becomes("closed", 1))
    assert counts(story, "all", "all") == {}
    assert not story.contact.open


def test_a_message_to_a_ticket_that_was_forgotten_brings_no_backlog() -> None:
    story = told(wrote("customer", 1))
    assert not story.contact.open
    assert story.record().state == "unknown"


def test_late_and_repeated_events_make_the_same_of_it() -> None:
    events = [created(), becomes("open", 1), becomes("solved", 2), becomes("open", 3), becomes("closed", 7)]
    story = told(events[4], events[2], events[2], events[0], events[3], events[1], events[0])
    assert story.sums.plain() == told(*events).sums.plain()


def test_the_record_tells_where_it_stands_and_how_long_it_took() -> None:
    story = told(
        created(priority="high", topic="bill", medium="mail", customer_id="c", text="help"), assigned("ann", 1),
        wrote("agent", 1), becomes("pending", 2), becomes("solved", 4), becomes("open", 5),
    )  # fmt: skip
    record = story.record()
    assert (record.channel, record.state, record.priority, record.reopens, record.messages) == (
        "ticket", "open", "high", 1, 2,
    )  # fmt: skip
    assert (record.queue, record.agent_id, record.customer_id, record.topic, record.medium) == (
        "billing", "ann", "c", "bill", "mail",
    )  # fmt: skip
    assert (record.first_response_s, record.resolution_s, record.ended_at) == (H, None, None)
    record = story.tell(becomes("solved", 6)).record()
    assert (record.state, record.created_at, record.ended_at) == ("solved", at(0), at(6 * H))
    assert (record.resolution_s, record.requester_wait_s, record.agent_work_s) == (5 * H, 3 * H, 3 * H)


def test_an_open_ticket_is_never_forgotten_and_one_that_is_resolved_may_be_reopened_for_weeks() -> None:
    story = told(created())
    assert next_due(story.contact, LIFETIMES).what == "midnight"
    story.contact.day_ended(next_due(story.contact, LIFETIMES).at_us)
    story.tell(becomes("solved", 13))
    assert next_due(story.contact, LIFETIMES) == (NOON_US + us(13 * H) + REOPEN_US, "forget")
    story.tell(becomes("closed", 14))
    assert next_due(story.contact, LIFETIMES) == (NOON_US + us(14 * H) + REOPEN_US, "forget")


def test_a_ticket_of_unknown_status_is_not_kept_for_long() -> None:
    story = told(wrote("customer", 1))
    assert next_due(story.contact, LIFETIMES) == (NOON_US + us(H) + LATE_US, "forget")
