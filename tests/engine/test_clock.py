"""The watermark waits for the slowest topic that still has lag, and never moves back."""

from hypothesis import given
from hypothesis import strategies as st

from streams.engine.clock import BEFORE_ALL, Clock

S = 1_000_000


def clock(*, live: bool = False) -> Clock:
    return Clock(("a", "b"), 5 * S, live=live)


def test_time_is_unknown_while_a_lagging_topic_has_said_nothing() -> None:
    c = clock()
    c.enter("a")
    assert c.observe(100 * S) == BEFORE_ALL


def test_a_topic_read_to_its_end_holds_nobody_back() -> None:
    c = clock()
    c.enter("a")
    c.observe(100 * S)
    c.read({"a"}, {"b": 7 * S}, 6 * S)
    assert c.now_us == 95 * S


def test_what_was_read_after_the_other_topics_end_was_asked_for_has_to_wait() -> None:
    c = clock()
    c.enter("a")
    c.observe(100 * S)
    c.read(set(), {}, 6 * S)
    c.observe(9000 * S)
    c.read(set(), {"a": 7 * S, "b": 7 * S}, 8 * S)
    assert c.now_us == 95 * S, "more may have come to b before it came to a"
    c.enter("b")
    c.observe(101 * S)
    c.read(set(), {"a": 9 * S, "b": 9 * S}, 10 * S)
    assert c.now_us == 8995 * S


def test_on_a_topic_that_never_rests_time_still_moves_on() -> None:
    c = clock()
    for second in range(3000):
        c.enter("a")
        c.observe(second * S)
        c.read({"a"}, {"b": (second - 2) * S}, second * S)
        assert second < 3 or c.now_us == (second - 2 - 5) * S


def test_a_wall_clock_that_is_set_back_stops_nothing() -> None:
    c = clock()
    c.enter("a")
    c.observe(100 * S)
    c.read(set(), {}, 5000 * S)
    c.read(set(), {}, 10 * S)
    c.read(set(), {"a": 11 * S, "b": 11 * S}, 12 * S)
    assert c.now_us == 95 * S


def test_the_slower_of_two_lagging_topics_rules() -> None:
    c = clock()
    c.enter("a")
    c.observe(100 * S)
    c.enter("b")
    assert c.observe(50 * S) == 45 * S
    assert c.observe(500 * S) == 95 * S
    c.read({"b"}, {"a": 2 * S}, 1 * S)
    assert c.now_us == 495 * S


def test_a_late_event_moves_nothing_back() -> None:
    c = Clock(("a",), 5 * S, live=False)
    c.enter("a")
    c.observe(100 * S)
    assert c.observe(20 * S) == 95 * S


def test_live_and_caught_up_the_wall_clock_moves_time_on() -> None:
    c = clock(live=True)
    c.wall(1000 * S)
    assert c.now_us == BEFORE_ALL, "it has lag"
    c.read(set(), {}, 0)
    c.wall(1000 * S)
    assert c.now_us == 995 * S


def test_in_event_time_the_wall_clock_says_nothing() -> None:
    c = clock()
    c.read(set(), {}, 0)
    c.wall(1000 * S)
    assert c.now_us == BEFORE_ALL


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 1000)), max_size=60), st.booleans())
def test_time_never_moves_back_nor_past_the_latest_event(events: list[tuple[str, int]], lag: bool) -> None:
    c, last, latest = clock(), BEFORE_ALL, BEFORE_ALL
    for topic, at_us in events:
        c.read({"a", "b"} if lag else set(), {} if lag else {"a": 0, "b": 0}, 0)
        c.enter(topic)
        now_us = c.observe(at_us)
        latest = max(latest, at_us - c.disorder_us)
        assert last <= now_us <= latest
        last = now_us
