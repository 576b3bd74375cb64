"""Satisfaction added up."""

from streams.contacts.facts.parts import CSAT, Booking, Survey
from streams.events.types import SurveyAnswered
from streams.measures.registry import AGENT, ALL, EVERY, QUEUE, Measure, Rule


def csat_points(survey: Survey) -> Booking:
    return survey.at_us, survey.score_micros


MEASURE = Measure(
    "csat_points",
    kind="sum",
    unit="points",
    definition="Scores of satisfaction, added up on a scale that ends at 5.",
    booking="when the survey was answered",
    source="survey.answered of kind csat; its contact gives queue and agent",
    after=(SurveyAnswered,),
    rules=(Rule(of=Survey, when=CSAT, scopes=QUEUE | AGENT | ALL, value=csat_points),),
    channels=EVERY,
    adds_up=True,
)
