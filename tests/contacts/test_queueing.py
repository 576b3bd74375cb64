"""What becomes of a visit to a queue."""

import pytest

from tests.contacts.story import answered, event, queued, told


def test_an_answer_in_time_counts_for_the_queue_and_for_all() -> None:
    story = told(queued(0), answered(20))
    expected = {"offered": 1, "answered": 1, "answered_within": 1}
    assert story.counts() == expected
    assert story.counts("all", "all") == expected
    assert story.seconds() == {"wait_answered": [20.0]}


def test_the_threshold_is_inclusive_and_the_queues_own() -> None:
    assert "answered_within" not in told(queued(0), answered(20.000001)).counts()
    assert told(queued(0), answered(45), answer_within_us=45_000_000).counts()["answered_within"] == 1


def test_each_thing_is_booked_in_the_minute_it_happens() -> None:
    story = told(queued(50), answered(70), event("ended", 130), event("wrapped_up", 190, agent_id="ann"))
    minutes = {name: story.minute_of(name) for name in ("offered", "answered", "wait_answered", "talk", "wrap_up")}
    assert minutes == {"offered": 0, "answered": 1, "wait_answered": 1, "talk": 2, "wrap_up": 3}
    assert story.minute_of("handle") == story.minute_of("handled") == 3


def test_an_abandonment_is_short_up_to_five_seconds() -> None:
    assert told(queued(0), event("abandoned", 5)).counts() == {
        "offered": 1, "abandoned": 1, "short_abandoned": 1, "abandoned_within": 1,
    }  # fmt: skip
    assert told(queued(0), event("abandoned", 5.1)).counts() == {"offered": 1, "abandoned": 1, "abandoned_within": 1}
    late = told(queued(0), event("abandoned", 30))
    assert late.counts() == {"offered": 1, "abandoned": 1}
    assert late.seconds() == {"wait_abandoned": [30.0]}


@pytest.mark.parametrize("by", ["customer", None])
def test_a_call_that_its_caller_ended_while_waiting_is_abandoned(by: str | None) -> None:
    assert told(queued(0), event("ended", 9, by=by)).counts()["abandoned"] == 1


@pytest.mark.parametrize("by", ["agent", "system"])
def test_a_call_that_someone_else_ended_while_waiting_left_the_queue(by: str) -> None:
    story = told(queued(0), event("ended", 9, by=by))
    assert story.counts() == {"offered": 1, "left_queue": 1, "left_queue_other": 1}
    assert story.seconds() == {"wait_left": [9.0]}


def test_an_abandonment_and_the_end_that_follows_are_one() -> None:
    assert told(queued(0), event("abandoned", 9), event("ended", 9.2)).counts()["abandoned"] == 1


def test_an_answer_takes_the_abandonment_back() -> None:
    story = told(queued(0), event("abandoned", 8))
    assert story.counts()["abandoned"] == 1
    story.tell(answered(7))
    assert story.counts() == {"offered": 1, "answered": 1, "answered_within": 1}
    assert story.seconds() == {"wait_answered": [7.0]}


def test_an_answer_takes_the_abandonment_back_even_if_it_is_later() -> None:
    story = told(queued(0), event("abandoned", 8), answered(9))
    assert story.counts() == {"offered": 1, "answered": 1, "answered_within": 1}
    assert story.seconds() == {"wait_answered": [9.0]}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_reason_to_leave_beats_an_abandonment(order: tuple[int, int]) -> None:
    both = (event("abandoned", 8), event("left_queue", 8.5, reason="timeout"))
    story = told(queued(0), *(both[place] for place in order))
    assert story.counts() == {"offered": 1, "left_queue": 1, "left_queue_timeout": 1}
    assert story.seconds() == {"wait_left": [8.5]}


def test_a_named_reason_beats_an_inferred_one() -> None:
    story = told(queued(0), event("ended", 8, by="system"), event("left_queue", 8.1, reason="empty"))
    assert story.counts() == {"offered": 1, "left_queue": 1, "left_queue_empty": 1}
    same = told(queued(0), event("ended", 8, by="system"), event("left_queue", 8.1, reason="other"))
    assert same.seconds() == {"wait_left": [8.1]}


def test_an_answer_beats_a_reason_to_leave() -> None:
    story = told(queued(0), event("left_queue", 8, reason="timeout"), answered(8.2))
    assert story.counts()["answered"] == 1
    assert "left_queue" not in story.counts()


@pytest.mark.parametrize("reason", ["callback", "overflow"])
def test_callback_and_overflow_are_no_abandonments_and_a_later_answer_is_not_the_queues(reason: str) -> None:
    story = told(queued(0), event("left_queue", 8, reason=reason), event("ended", 8), answered(900))
    expected = {"offered": 1, "left_queue": 1, f"left_queue_{reason}": 1}
    if reason == "callback":
        expected["callback_within"] = 1
    assert story.counts() == expected
    assert story.counts("agent", "ann")["answered"] == 1


def test_within_includes_the_threshold_for_abandonments_and_callbacks_too() -> None:
    assert "abandoned_within" in told(queued(0), event("abandoned", 20)).counts()
    assert "abandoned_within" not in told(queued(0), event("abandoned", 20.001)).counts()
    assert "callback_within" in told(queued(0), event("left_queue", 20, reason="callback")).counts()
    assert "callback_within" not in told(queued(0), event("left_queue", 21, reason="callback")).counts()


def test_queueing_again_where_one_waits_is_the_same_visit() -> None:
    story = told(queued(0), queued(4, source="ivr"), answered(10))
    assert story.counts()["offered"] == 1
    assert story.seconds() == {"wait_answered": [10.0]}


def test_queueing_elsewhere_while_waiting_overflows() -> None:
    story = told(queued(0), queued(30, "sales"), answered(40))
    assert story.counts() == {"offered": 1, "left_queue": 1, "left_queue_overflow": 1}
    assert story.counts("queue", "sales") == {"offered": 1, "answered": 1, "answered_within": 1}
    assert story.counts("all", "all")["offered"] == 2


def test_the_reason_given_at_the_moment_of_queueing_elsewhere_belongs_to_the_queue_before() -> None:
    story = told(queued(0), queued(30, "sales"), event("left_queue", 30, reason="timeout"), answered(31))
    assert story.counts() == {"offered": 1, "left_queue": 1, "left_queue_timeout": 1}
    assert story.counts("queue", "sales")["answered"] == 1


def test_a_missed_ring_counts_for_the_queue_and_the_agent() -> None:
    story = told(queued(0), event("ring_missed", 5, agent_id="bob"), answered(9))
    assert story.counts()["ring_missed"] == story.counts("all", "all")["ring_missed"] == 1
    assert story.counts("agent", "bob") == {"ring_missed": 1}


def test_a_phone_that_rings_on_does_not_open_what_is_over() -> None:
    story = told(queued(0), event("abandoned", 8), event("ringing", 8.5, agent_id="bob"))
    assert not story.contact.open
    assert told(event("ringing", 0, agent_id="bob")).contact.open, "a direct call"


def test_the_last_wait_announced_is_the_promise() -> None:
    announced = (event("wait_announced", 0, expected_wait_s=5), event("wait_announced", 3, expected_wait_s=12))
    kept = told(queued(0), *announced, answered(10))
    assert kept.counts()["promised"] == kept.counts()["promise_kept"] == 1
    assert kept.seconds()["promise_underrun"] == [2.0]
    broken = told(queued(0), *announced, answered(15))
    assert broken.counts()["promised"] == 1
    assert "promise_kept" not in broken.counts()
    assert broken.seconds()["promise_overrun"] == [3.0]
    assert broken.record().promise_error_s == 3.0


def test_a_promise_met_to_the_second_is_kept() -> None:
    story = told(queued(0), event("wait_announced", 1, expected_wait_s=10), answered(10))
    assert story.counts()["promise_kept"] == 1
    assert story.seconds()["promise_underrun"] == [0.0]
    assert "promise_overrun" not in story.seconds()


def test_a_promise_counts_only_when_answered() -> None:
    assert (
        "promised" not in told(queued(0), event("wait_announced", 1, expected_wait_s=5), event("abandoned", 9)).counts()
    )


def test_a_contact_expires_without_being_abandoned() -> None:
    story = told(queued(0)).expire(86_400)
    assert story.counts() == story.counts("all", "all") == {"offered": 1, "expired": 1}
    assert story.record().state == story.record().outcome == "expired"


def test_an_end_that_still_comes_takes_the_expiry_back() -> None:
    story = told(queued(0)).expire(86_400).tell(event("ended", 50))
    assert story.counts() == {"offered": 1, "abandoned": 1}
    assert story.record().state == "closed"


def test_a_contact_that_is_over_does_not_expire() -> None:
    assert told(queued(0), event("abandoned", 4)).expire(86_400).contact.expired_at_us is None
