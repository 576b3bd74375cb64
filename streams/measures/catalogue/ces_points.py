"""Effort added up."""

from streams.contacts.facts.parts import CES, Booking, Survey
from streams.events.types import SurveyAnswered
from streams.measures.registry import AGENT, ALL, EVERY, QUEUE, Measure, Rule


def ces_points(survey: Survey) -> Booking:
    return survey.at_us, survey.score_micros


MEASURE = Measure(
    "ces_points",
    kind="sum",
    unit="points",
    definition="Scores of ease, added up on a scale that ends at 7.",
    booking="when the survey was answered",
    source="survey.answered of kind ces; its contact gives queue and agent",
    after=(SurveyAnswered,),
    rules=(Rule(of=Survey, when=CES, scopes=QUEUE | AGENT | ALL, value=ces_points),),
    channels=EVERY,
    adds_up=True,
)
