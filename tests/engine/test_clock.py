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
    c.lag({"a"})
    c.enter("a")
    assert c.observe(100 * S) == 95 * S


def test_the_slower_of_two_lagging_topics_rules() -> None:
    c = clock()
    c.enter("a")
    c.observe(100 * S)
    c.enter("b")
    assert c.observe(50 * S) == 45 * S
    assert c.observe(500 * S) == 95 * S
    c.lag({"b"})
    assert c.now_us == 495 * S


def test_a_late_event_moves_nothing_back() -> None:
    c = clock()
    c.lag(set())
    c.enter("a")
    c.observe(100 * S)
    assert c.observe(20 * S) == 95 * S


def test_live_and_caught_up_the_wall_clock_moves_time_on() -> None:
    c = clock(live=True)
    c.wall(1000 * S)
    assert c.now_us == BEFORE_ALL, "it has lag"
    c.lag(set())
    c.wall(1000 * S)
    assert c.now_us == 995 * S


def test_in_event_time_the_wall_clock_says_nothing() -> None:
    c = clock()
    c.lag(set())
    c.wall(1000 * S)
    assert c.now_us == BEFORE_ALL


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 1000)), max_size=60), st.booleans())
def test_time_never_moves_back_nor_past_the_latest_event(events: list[tuple[str, int]], lag: bool) -> None:
    c, last, latest = clock(), BEFORE_ALL, BEFORE_ALL
    for topic, at_us in events:
        c.lag({"a", "b"} if lag else set())
        c.enter(topic)
        now_us = c.observe(at_us)
        latest = max(latest, at_us - c.disorder_us)
        assert last <= now_us <= latest
        last = now_us
