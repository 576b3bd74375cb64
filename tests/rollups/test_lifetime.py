"""Counters for Prometheus: they never go down, and catch up with the truth."""

from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.measures.pane import Pane
from streams.measures.spread import Spread, spread_of
from streams.rollups.lifetime import Lifetime, envelope
from tests.rollups.rig import BILLING, Rig, minute, pane

NINE = "1999-01-04T09:00:00Z"


def lifetime_of(rig: Rig) -> Lifetime:
    lifetime = rig.task.sheets.by_scope[BILLING].lifetime
    assert lifetime is not None
    return lifetime


def upto(spread: Spread) -> dict[int, int]:
    """How many values there are up to each bucket; bucket -10_000 stands for zeros."""
    held = sorted({-10_000: spread.zeros, **spread.buckets}.items())
    return dict(zip([bucket for bucket, _ in held], accumulate(count for _, count in held), strict=True))


def at_most(lower: Spread, higher: Spread) -> bool:
    """Up to every bound, `higher` has at least as many values."""
    reached, steps = upto(lower), upto(higher)
    return lower.sum_us <= higher.sum_us and all(
        count <= max((upto_here for at, upto_here in steps.items() if at <= bucket), default=0)
        for bucket, count in reached.items()
    )


def test_a_counter_stands_still_until_the_truth_has_caught_up() -> None:
    rig = Rig()
    shown = []
    for change in (3, -1, 0, 1, 1):
        rig.fold(pane(NINE, abandoned=change))
        rig.commit()
        shown.append(lifetime_of(rig).shown_counts()["abandoned"])
    assert shown == [3, 3, 3, 3, 4]


def test_a_counter_is_not_lower_after_a_restart() -> None:
    rig = Rig()
    rig.fold(pane(NINE, abandoned=3))
    rig.commit()
    rig.fold(pane(NINE, abandoned=-2))
    rig.commit()
    rig.restart()
    assert lifetime_of(rig).shown_counts() == {"abandoned": 3}
    assert lifetime_of(rig).true.counts == {"abandoned": 1}


def test_what_is_taken_back_before_anyone_saw_it_holds_no_counter_up() -> None:
    rig = Rig()
    rig.fold(pane(NINE, abandoned=1), pane(NINE, abandoned=-1))
    rig.commit()
    assert lifetime_of(rig).shown_counts() == {"abandoned": 0}


def test_a_floor_is_forgotten_once_the_truth_is_above_it() -> None:
    rig = Rig()
    rig.fold(pane(NINE, abandoned=1, waits_s=[1.0]))
    rig.commit()
    rig.fold(pane(NINE, abandoned=-1), taken_back(1_000_000))
    rig.commit()
    rig.fold(pane(NINE, abandoned=1, waits_s=[0.5, 2.0]))
    rig.commit()
    kept = lifetime_of(rig).kept
    assert (kept.count_floors, list(kept.spread_floors)) == ({"abandoned": 1}, ["wait_answered"])
    rig.told("1999-02-01T00:00:00Z")
    rig.settle()
    kept = lifetime_of(rig).kept
    assert (kept.count_floors, kept.spread_floors) == ({}, {})
    assert kept.settled.counts == {"abandoned": 1}


def taken_back(*waits_us: int) -> Pane:
    spread = Spread()
    for us in waits_us:
        spread.take_back(us)
    return Pane(BILLING, minute(NINE), {}, {"wait_answered": spread})


CHANGES = st.lists(
    st.tuples(st.sampled_from(["add", "take_back", "restart", "later"]), st.integers(0, 5_000_000)), max_size=40
)


@settings(max_examples=100, deadline=None)
@given(CHANGES)
def test_no_bucket_is_ever_lower_than_it_was_and_none_is_higher_without_reason(
    changes: list[tuple[str, int]],
) -> None:
    rig, held, before = Rig(), [], Spread()
    for i, (what, us) in enumerate(changes):
        if what == "add":
            held.append(us)
            rig.fold(pane(NINE, waits_s=[us / 1e6]))
        elif what == "take_back" and held:
            rig.fold(taken_back(held.pop(us % len(held))))
        elif what == "restart":
            rig.restart()
        elif what == "later":
            rig.told(minute(NINE) + i * 50)
            rig.wall_ms += 5000
        rig.commit()
        if BILLING not in rig.task.sheets.by_scope:
            continue
        shown = lifetime_of(rig).shown_spreads().get("wait_answered", Spread())
        assert at_most(before, shown)
        assert at_most(spread_of(held), shown)
        if not any(what == "take_back" for what, _ in changes[: i + 1]):
            assert upto(shown) == upto(spread_of(held))
        before = shown


@given(st.lists(st.integers(0, 10**9)), st.lists(st.integers(0, 10**9)))
def test_the_envelope_holds_both_and_not_more(one: list[int], other: list[int]) -> None:
    first, second = spread_of(one), spread_of(other)
    both = envelope(first, second)
    assert at_most(first, both)
    assert at_most(second, both)
    assert both.total == max(len(one), len(other))
    assert envelope(first, first).buckets == first.buckets
