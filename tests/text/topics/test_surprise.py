"""How surprising a count is."""

from __future__ import annotations

from math import comb, exp, factorial, log10

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.text.topics.surprise import tail_log10


@given(st.integers(1, 40), st.floats(0.05, 0.5), st.integers(1, 30))
def test_the_tail_is_what_adding_up_the_law_gives(extra: int, part: float, shape: int) -> None:
    count = extra + 1
    mean = part * count
    odds = mean / (mean + shape)
    below = sum(comb(k + shape - 1, k) * (1 - odds) ** shape * odds**k for k in range(count))
    if below < 1 - 1e-6:  # beyond, the oracle itself is rounding
        assert tail_log10(count, mean, shape) == pytest.approx(log10(1 - below), abs=1e-4)


def test_with_much_evidence_the_law_is_poisson() -> None:
    poisson = sum(exp(-2) * 2**k / factorial(k) for k in range(12, 60))
    assert tail_log10(12, 2.0, 1e7) == pytest.approx(log10(poisson), abs=1e-3)


def test_less_evidence_is_less_surprise() -> None:
    assert tail_log10(12, 2.0, 1.0) > tail_log10(12, 2.0, 10.0) > tail_log10(12, 2.0, 1000.0)


def test_nothing_expected_says_nothing() -> None:
    assert tail_log10(12, 0.0, 1.0) == 0.0
