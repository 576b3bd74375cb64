"""The spread against what numpy and plain lists say."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.measures.spread import KNOWN_TOPS, Spread, bucket_of, spread_of, upper_us

durations = st.integers(min_value=0, max_value=10**13)
many = st.lists(durations, max_size=60)


@given(st.integers(min_value=1, max_value=2**62))
def test_a_bucket_holds_what_lies_above_the_one_below_and_up_to_its_own_bound(us: int) -> None:
    bucket = bucket_of(us)
    assert us <= upper_us(bucket)
    if us > 1:
        assert us > upper_us(bucket - 1)


@pytest.mark.parametrize(("seconds", "bucket"), [(1, 0), (2, 32), (0.5, -32), (1024, 320), (1.000001, 1), (20, 139)])
def test_buckets_are_those_of_a_prometheus_native_histogram_of_schema_5(seconds: float, bucket: int) -> None:
    assert bucket_of(round(seconds * 1_000_000)) == bucket


@given(many.filter(bool), st.sampled_from([0.0, 0.5, 0.9, 0.95, 0.99, 1.0]))
def test_a_quantile_is_within_two_percent_of_numpys(values: list[int], q: float) -> None:
    exact = float(np.quantile(np.array(values, dtype=float), q))
    assert spread_of(values).quantile_us(q) == pytest.approx(exact, rel=0.02, abs=2)


@given(st.lists(durations, min_size=1, max_size=KNOWN_TOPS))
def test_a_small_sample_has_exact_quantiles(values: list[int]) -> None:
    assert spread_of(values).quantile_us(0.5) == pytest.approx(float(np.median(values)))


@given(many, st.randoms(use_true_random=False))
def test_values_taken_back_leave_what_was_never_added(values: list[int], random: object) -> None:
    kept, taken = values[::2], values[1::2]
    mixed = spread_of(values)
    random.shuffle(taken)  # type: ignore[attr-defined]
    for us in taken:
        mixed.take_back(us)
    plain = spread_of(kept)
    assert (mixed.buckets, mixed.zeros, mixed.sum_us) == (plain.buckets, plain.zeros, plain.sum_us)
    assert mixed.count() == len(kept)
    assert Counter(mixed.gone) == Counter() or len(values) > KNOWN_TOPS


@st.composite
def deltas(draw: st.DrawFn) -> list[tuple[list[int], list[int]]]:
    """Batches of (values added, values taken back), nothing taken back that is not there."""
    there: list[int] = []
    batches = []
    for _ in range(draw(st.integers(1, 6))):
        added = draw(many)
        there += added
        taken = draw(st.lists(st.sampled_from(there), unique=True, max_size=30)) if there else []
        for us in taken:
            there.remove(us)
        batches.append((added, taken))
    return batches


@given(deltas())
def test_merged_deltas_are_the_spread_of_what_is_left(
    batches: list[tuple[list[int], list[int]]],
) -> None:
    whole, left = Spread(), Counter[int]()
    for added, taken in batches:
        delta = spread_of(added)
        for us in taken:
            delta.take_back(us)
        whole.merge(delta)
        left.update(added)
        left.subtract(taken)
    values = list(left.elements())
    plain = spread_of(values)
    assert (whole.buckets, whole.zeros, whole.sum_us) == (plain.buckets, plain.zeros, plain.sum_us)
    assert whole.count() == len(values)
    assert whole.tops == sorted(values, reverse=True)[: len(whole.tops)], "what is known is right"
    if not values:
        assert whole.max_us() is None
    elif whole.tops:
        assert whole.max_us() == max(values)
    else:
        assert whole.max_us() == pytest.approx(max(values), rel=0.022, abs=1)


@given(many, many, many)
def test_merging_is_the_same_in_any_order(a: list[int], b: list[int], c: list[int]) -> None:
    left, right = spread_of(a), spread_of(c)
    left.merge(spread_of(b))
    left.merge(spread_of(c))
    right.merge(spread_of(b))
    right.merge(spread_of(a))
    assert left == right


def test_an_empty_spread_has_neither_maximum_nor_quantiles() -> None:
    assert Spread().max_us() is None
    assert Spread().quantile_us(0.9) is None
    assert Spread().is_empty()


def test_a_value_added_and_taken_back_leaves_nothing_to_send() -> None:
    spread = spread_of([7_000_000])
    spread.take_back(7_000_000)
    assert spread.is_empty()


def test_a_maximum_no_longer_remembered_is_bounded_by_its_bucket() -> None:
    values = [1_000_000 * n for n in range(1, KNOWN_TOPS + 3)]
    spread = spread_of(values)
    for us in values[2:]:
        spread.take_back(us)
    assert spread.tops == []
    assert spread.max_us() == 2_000_000
    spread.add(1_500_000)
    assert spread.max_us() == 2_000_000, "a smaller value is not taken for the largest"


def test_the_maximum_stays_exact_when_the_only_value_is_replaced_by_another() -> None:
    spread, delta = Spread(), Spread()
    spread.add(60_000_000)
    delta.take_back(60_000_000)
    delta.add(56_000_000)
    spread.merge(delta)
    assert spread.max_us() == 56_000_000
