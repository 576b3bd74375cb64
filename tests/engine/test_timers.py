"""Timers fall due in order, once, at the latest time set."""

from hypothesis import given
from hypothesis import strategies as st

from streams.engine.timers import NEVER, Timers


def fired(timers: Timers, now_us: int) -> list[tuple[str, int]]:
    found = []
    while (due := timers.pop_due(now_us)) is not None:
        found.append(due)
    return found


def test_a_timer_set_again_fires_only_at_its_new_time() -> None:
    timers = Timers()
    timers.set("a", 10)
    timers.set("a", 30)
    assert fired(timers, 20) == []
    assert fired(timers, 30) == [("a", 30)]
    assert fired(timers, 99) == []


def test_a_cancelled_timer_stays_silent() -> None:
    timers = Timers()
    timers.set("a", 10)
    timers.cancel("a")
    assert fired(timers, 10) == []
    assert timers.next_us == NEVER


def test_next_is_never_later_than_the_first_real_one() -> None:
    timers = Timers()
    timers.set("a", 50)
    timers.set("b", 20)
    assert timers.next_us <= 20
    assert fired(timers, 20) == [("b", 20)]
    assert timers.next_us <= 50


steps = st.lists(
    st.one_of(
        st.tuples(st.just("set"), st.sampled_from("abcd"), st.integers(0, 50)),
        st.tuples(st.just("cancel"), st.sampled_from("abcd"), st.just(0)),
        st.tuples(st.just("to"), st.just(""), st.integers(0, 50)),
    ),
    max_size=200,
)


@given(steps)
def test_timers_agree_with_a_plain_dictionary(steps: list[tuple[str, str, int]]) -> None:
    timers, plain, now_us = Timers(), dict[str, int](), 0
    for kind, key, at_us in steps:
        if kind == "set":
            timers.set(key, at_us)
            plain[key] = at_us
        elif kind == "cancel":
            timers.cancel(key)
            plain.pop(key, None)
        else:
            now_us = max(now_us, at_us)
            expected = sorted(((due, key) for key, due in plain.items() if due <= now_us))
            assert fired(timers, now_us) == [(key, due) for due, key in expected]
            plain = {key: due for key, due in plain.items() if due > now_us}
    assert len(timers) == len(plain)
