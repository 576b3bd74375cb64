"""Customers who warn others."""

from streams.contacts.facts.parts import DETRACTOR, NPS, Booking, Survey
from streams.events.types import SurveyAnswered
from streams.measures.registry import AGENT, ALL, EVERY, QUEUE, Measure, Rule


def nps_detractors(survey: Survey) -> Booking:
    return survey.at_us, 1


MEASURE = Measure(
    "nps_detractors",
    kind="count",
    unit="answers",
    definition="Answers of 0 to 6, on a scale of 0 to 10.",
    booking="when the survey was answered",
    source="survey.answered of kind nps; its contact gives queue and agent",
    after=(SurveyAnswered,),
    rules=(Rule(of=Survey, when=DETRACTOR | NPS, scopes=QUEUE | AGENT | ALL, value=nps_detractors),),
    channels=EVERY,
    adds_up=True,
)
