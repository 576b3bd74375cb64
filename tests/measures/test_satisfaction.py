"""What surveys say, by formulas that are never mixed."""

import pytest

from streams.contacts.judging import is_satisfied, judgement
from streams.measures.rates import rates
from streams.measures.registry import QUEUE

ANSWERS = {
    "csat_answered": 8, "csat_top_two": 6, "csat_points": 33_000_000, "nps_answered": 10, "nps_promoters": 6,
    "nps_detractors": 3, "ces_answered": 4, "ces_points": 22_000_000, "responded": 9, "surveyable": 36,
}  # fmt: skip


def test_each_formula_has_its_own_name() -> None:
    found = rates(ANSWERS, QUEUE, "chat", "removed_within")
    assert found["csat_top_two"] == 0.75
    assert found["csat_mean"] == 4.125
    assert found["nps"] == 30
    assert found["ces_mean"] == 5.5
    assert found["survey_response"] == 0.25


def test_where_nobody_answered_nothing_is_known() -> None:
    found = rates({"surveyable": 7}, QUEUE, "ticket", "removed_within")
    assert (found["csat_top_two"], found["csat_mean"], found["nps"], found["ces_mean"]) == (None, None, None, None)
    assert found["survey_response"] == 0


@pytest.mark.parametrize(
    ("score", "scale_max", "satisfied"),
    [(4, 5, True), (3.9, 5, True), (3, 5, False), (9, 10, True), (8, 10, False), (1, 1, True), (0, 1, False),
     (2, 2, True), (1, 2, False), (80, 100, True), (79, 100, False), (6, 7, True), (5, 7, False)],
)  # fmt: skip
def test_the_two_best_scores_satisfy(score: float, scale_max: float, satisfied: bool) -> None:
    assert is_satisfied(score, scale_max) == satisfied


def test_scores_on_other_scales_are_stretched_to_the_usual_one() -> None:
    assert judgement("csat", 10, 10)[1] == 5_000_000
    assert judgement("ces", 3.5, 7)[1] == 3_500_000
    assert judgement("nps", 9, 10) == judgement("nps", 90, 100)
