"""The formulas against the golden example: one queue, one day, six service levels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.measures.rates import rates
from streams.measures.registry import ALL
from streams.measures.service_level import FORMULAS
from streams.policy import FORMULAS as POLICY_FORMULAS

GOLDEN = {
    "offered": 100, "answered": 80, "answered_within": 70,
    "abandoned": 20, "abandoned_within": 12, "short_abandoned": 8,
}  # fmt: skip


@pytest.mark.parametrize(
    ("formula", "percent"),
    [
        ("removed_within", 82.0),
        ("answered_over_offered", 70.0),
        ("answered_over_offered_less_short", 76.1),
        ("answered_over_answered", 87.5),
        ("handled_within", 82.0),
        ("answered_over_late_abandons", 79.5),
    ],
)
def test_the_golden_example(formula: str, percent: float) -> None:
    found = rates(GOLDEN, ALL, "call", formula)
    assert found["service_level"] == found[f"service_level_{formula}"]
    assert round(100 * (found["service_level"] or 0), 1) == percent


def test_a_callback_in_time_was_removed_in_time() -> None:
    counts = {"offered": 4, "answered": 1, "answered_within": 1, "left_queue": 2, "callback_within": 1}
    assert rates(counts, ALL, "call", "removed_within")["service_level"] == 0.5


def test_every_formula_of_the_policy_is_there() -> None:
    assert set(FORMULAS) == set(POLICY_FORMULAS)


def test_an_empty_queue_has_no_rates() -> None:
    assert set(rates({}, ALL, "call", "handled_within").values()) == {None}


def test_abandonment_is_of_those_offered_and_kept_promises_of_those_made() -> None:
    found = rates({**GOLDEN, "promised": 8, "promise_kept": 6}, ALL, "call", "removed_within")
    assert found["abandonment"] == 0.2
    assert found["promise_kept"] == 0.75


@given(st.dictionaries(st.sampled_from([*GOLDEN, "callback_within", "promised"]), st.integers(-3, 3)))
def test_no_counts_break_the_formulas(counts: dict[str, int]) -> None:
    assert all(
        rate is None or isinstance(rate, float) for rate in rates(counts, ALL, "call", "removed_within").values()
    )
