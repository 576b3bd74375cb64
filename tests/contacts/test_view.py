"""The contact as the enriched record shows it."""

from tests.contacts.story import answered, at, event, queued, told


def test_a_waiting_contact() -> None:
    record = told(
        queued(0.5, customer_id="sara", topic="card", language="fa", priority=3, direction="inbound"),
        event("wait_announced", 1, expected_wait_s=30),
    ).record()
    assert (record.channel, record.state, record.queue) == ("call", "waiting", "billing")
    assert (record.customer_id, record.topic, record.language) == ("sara", "card", "fa")
    assert (record.priority, record.direction, record.expected_wait_s) == (3, "inbound", 30.0)
    assert record.queued_at == at(0.5)
    assert (record.outcome, record.wait_s, record.agent_id) == (None, None, None)


def test_the_states_of_a_call() -> None:
    story = told(queued(0))
    then = (
        event("ringing", 5, agent_id="bob"),
        event("ring_missed", 9, agent_id="bob"),
        answered(10),
        event("held", 20),
        event("resumed", 30),
        event("transferred", 40, to_queue="sales"),
        queued(41, "sales"),
        event("ended", 60),
    )
    states = [story.record().state, *(story.tell(happened).record().state for happened in then)]
    assert states == [
        "waiting", "ringing", "waiting", "talking", "on_hold", "talking", "in_progress", "waiting", "closed",
    ]  # fmt: skip


def test_a_call_that_is_over() -> None:
    record = told(
        queued(0), event("wait_announced", 0, expected_wait_s=12), event("ring_missed", 5, agent_id="bob"),
        answered(10), event("held", 20), event("resumed", 25), event("transferred", 40, to_agent="bob"),
        answered(42, "bob"), event("ended", 60, by="agent"), event("wrapped_up", 65),
    ).record()  # fmt: skip
    assert (record.state, record.outcome, record.agent_id) == ("closed", "answered", "bob")
    assert (record.wait_s, record.expected_wait_s, record.promise_error_s) == (10.0, 12.0, -2.0)
    assert (record.talk_s, record.hold_s, record.wrap_up_s, record.handle_s) == (43.0, 5.0, 5.0, 53.0)
    assert (record.holds, record.transfers, record.rings_missed) == (1, 1, 1)
    assert (record.answered_at, record.ended_at) == (at(10), at(60))


def test_how_contacts_leave_without_an_answer() -> None:
    assert told(queued(0), event("abandoned", 7)).record().outcome == "abandoned"
    left = told(queued(0), event("left_queue", 7, reason="key")).record()
    assert (left.outcome, left.wait_s, left.state) == ("left_queue", 7.0, "closed")


def test_a_direct_call_was_answered_without_waiting() -> None:
    record = told(event("ringing", 0, agent_id="ann"), answered(4), event("ended", 10)).record()
    assert (record.outcome, record.queue, record.wait_s) == ("answered", None, None)
    assert record.answered_at == at(4)


def test_a_contact_of_which_nothing_is_known_is_new() -> None:
    assert told(event("utterance", 0, speaker="bot", text="welcome")).record().state == "new"
