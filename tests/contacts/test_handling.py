"""What agents do with a call."""

from tests.contacts.story import answered, event, queued, told


def test_handling_is_talk_and_hold_and_wrap_up() -> None:
    story = told(
        queued(0), answered(10), event("held", 20), event("resumed", 35), event("held", 40), event("resumed", 45),
        event("ended", 60), event("wrapped_up", 90, agent_id="ann"),
    )  # fmt: skip
    work = {"talk": [30.0], "hold": [20.0], "wrap_up": [30.0], "handle": [80.0]}
    for scope in (("queue", "billing"), ("agent", "ann"), ("all", "all")):
        seconds = story.seconds(*scope)
        seconds.pop("wait_answered", None)
        assert seconds == work
        assert story.counts(*scope)["held"] == 2
        assert story.counts(*scope)["handled"] == 1


def test_handling_moves_to_the_end_of_the_wrap_up() -> None:
    story = told(queued(0), answered(10), event("ended", 50))
    assert story.minute_of("handle") == 0
    assert story.seconds()["handle"] == [40.0]
    story.tell(event("wrapped_up", 70))
    assert story.minute_of("handle") == story.minute_of("handled", "agent", "ann") == 1
    assert story.seconds()["handle"] == [60.0]


def test_a_hold_left_open_ends_with_the_leg() -> None:
    story = told(queued(0), answered(10), event("held", 40), event("ended", 60))
    assert story.seconds()["hold"] == [20.0]
    assert story.seconds()["talk"] == [30.0]


def test_a_resume_without_a_hold_and_a_second_hold_change_nothing() -> None:
    story = told(
        queued(0), answered(10), event("resumed", 15), event("held", 20), event("held", 25), event("resumed", 30),
        event("ended", 60),
    )  # fmt: skip
    assert story.seconds()["hold"] == [10.0]
    assert story.counts()["held"] == 1


def test_a_leg_without_hold_has_no_hold_of_zero() -> None:
    assert "hold" not in told(queued(0), answered(10), event("ended", 60)).seconds()


def test_the_hold_of_another_agent_is_not_this_legs() -> None:
    story = told(queued(0), answered(10), event("held", 20, agent_id="bob"), event("ended", 60))
    assert "held" not in story.counts()


def test_a_transfer_ends_the_leg_and_queues_nobody() -> None:
    story = told(queued(0), answered(10), event("transferred", 40, to_queue="sales"))
    assert story.counts()["transferred"] == story.counts("agent", "ann")["transferred"] == 1
    assert story.seconds()["talk"] == [30.0]
    assert story.counts("queue", "sales") == {}
    story.tell(queued(41, "sales"), answered(50, "bob"), event("ended", 70))
    assert story.counts("queue", "sales")["answered_within"] == 1
    assert story.seconds("agent", "bob")["talk"] == [20.0]


def test_an_answer_after_a_transfer_without_queueing_is_handled_there_but_not_answered_there() -> None:
    story = told(
        queued(0), answered(10), event("transferred", 40, to_queue="sales"), answered(45, "bob"), event("ended", 70)
    )
    assert story.counts("queue", "sales") == {"handled": 1}
    assert story.counts("agent", "bob") == {"answered": 1, "handled": 1}
    assert story.counts("all", "all")["answered"] == 1


def test_in_an_attended_transfer_the_new_agent_keeps_talking() -> None:
    story = told(
        queued(0), answered(10), answered(30, "bob"), event("transferred", 35, to_agent="bob"), event("ended", 70)
    )
    assert story.seconds("agent", "ann")["talk"] == [20.0]
    assert story.counts("agent", "ann")["transferred"] == 1
    assert story.seconds("agent", "bob")["talk"] == [40.0]
    assert "transferred" not in story.counts("agent", "bob")


def test_a_direct_answer_is_the_agents_and_nobody_was_offered() -> None:
    story = told(answered(10), event("ended", 40))
    assert story.counts("agent", "ann") == {"answered": 1, "handled": 1}
    assert story.counts("all", "all") == {"handled": 1}
    assert story.seconds("all", "all") == {"talk": [30.0], "handle": [30.0]}


def test_an_answer_that_names_its_queue_is_handled_in_it() -> None:
    story = told(answered(10, queue="vip"), event("ended", 40))
    assert story.counts("queue", "vip") == {"handled": 1}


def test_the_same_agent_answering_twice_is_one_leg() -> None:
    story = told(queued(0), answered(10), answered(11, source="crm"), event("ended", 40))
    assert story.counts("agent", "ann") == {"answered": 1, "handled": 1}
    assert story.seconds()["talk"] == [30.0]


def test_wrap_up_finds_its_agents_leg() -> None:
    story = told(
        queued(0), answered(10), event("transferred", 40, to_agent="bob"), answered(45, "bob"),
        event("wrapped_up", 55, agent_id="ann"), event("ended", 70), event("wrapped_up", 90),
    )  # fmt: skip
    assert story.seconds("agent", "ann")["wrap_up"] == [15.0]
    assert story.seconds("agent", "bob")["wrap_up"] == [20.0]


def test_an_answer_after_the_end_has_a_leg_of_no_length() -> None:
    story = told(queued(0), event("ended", 9), answered(9.5))
    assert story.counts()["answered"] == 1
    assert story.seconds()["talk"] == [0.0]
    assert not story.contact.open
