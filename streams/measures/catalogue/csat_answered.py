"""Answers about satisfaction."""

from streams.contacts.facts.parts import CSAT, Booking, Survey
from streams.events.types import SurveyAnswered
from streams.measures.registry import AGENT, ALL, EVERY, QUEUE, Measure, Rule


def csat_answered(survey: Survey) -> Booking:
    return survey.at_us, 1


MEASURE = Measure(
    "csat_answered",
    kind="count",
    unit="answers",
    definition="Answers to the question how satisfied the customer was.",
    booking="when the survey was answered",
    source="survey.answered of kind csat; its contact gives queue and agent",
    after=(SurveyAnswered,),
    rules=(Rule(of=Survey, when=CSAT, scopes=QUEUE | AGENT | ALL, value=csat_answered),),
    channels=EVERY,
    adds_up=True,
)
