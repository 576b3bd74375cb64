"""Answers about effort."""

from streams.contacts.facts.parts import CES, Booking, Survey
from streams.events.types import SurveyAnswered
from streams.measures.registry import AGENT, ALL, EVERY, QUEUE, Measure, Rule


def ces_answered(survey: Survey) -> Booking:
    return survey.at_us, 1


MEASURE = Measure(
    "ces_answered",
    kind="count",
    unit="answers",
    definition="Answers to the question how easy it was.",
    booking="when the survey was answered",
    source="survey.answered of kind ces; its contact gives queue and agent",
    after=(SurveyAnswered,),
    rules=(Rule(of=Survey, when=CES, scopes=QUEUE | AGENT | ALL, value=ces_answered),),
    channels=EVERY,
    adds_up=True,
)
