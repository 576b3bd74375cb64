"""Rates looked up are the rates worked out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.measures.rates import rates
from streams.measures.registry import AGENT, ALL
from streams.measures.service_level import FORMULAS
from streams.rollups.figures import zeros
from streams.rollups.rates import KEPT, RatesBook

BOOKS = {formula: RatesBook(ALL, "call", formula) for formula in FORMULAS}
COUNTS = st.fixed_dictionaries(
    {"offered": st.integers(-3, 9)},
    optional=dict.fromkeys(zeros("all", "call").keys() - {"offered"}, st.integers(-3, 9)),
)


@given(st.sampled_from(sorted(FORMULAS)), COUNTS)
def test_a_rate_looked_up_equals_the_one_worked_out(formula: str, counts: dict[str, int]) -> None:
    assert BOOKS[formula].of(counts, 5) == rates(counts, ALL, "call", formula)


@pytest.mark.parametrize("name", ["offered", "answered", "abandoned_within", "promise_kept"])
def test_every_count_that_a_rate_reads_tells_combinations_apart(name: str) -> None:
    book = RatesBook(ALL, "call", "answered_over_offered")
    counts = dict.fromkeys(zeros("all", "call"), 3)
    before = book.of(counts, 5)
    assert book.of({**counts, name: 4}, 5) == rates({**counts, name: 4}, ALL, "call", "answered_over_offered") != before


def test_combinations_are_forgotten_before_they_fill_the_memory() -> None:
    book = RatesBook(ALL, "call", "answered_over_offered")
    for offered in range(KEPT + 10):
        book.of({"offered": offered}, 5)
    assert len(book) <= KEPT


def test_an_agent_who_is_offered_nothing_has_no_service_level() -> None:
    assert "service_level" not in RatesBook(AGENT, "call", "answered_over_answered").of({"answered": 5}, 5)


def test_waits_on_different_channels_make_no_service_level_together() -> None:
    assert "service_level" not in RatesBook(ALL, "all", "answered_over_answered").of({"offered": 5}, 5)
