"""Answers about recommendation."""

from streams.contacts.facts.parts import NPS, Booking, Survey
from streams.events.types import SurveyAnswered
from streams.measures.registry import AGENT, ALL, EVERY, QUEUE, Measure, Rule


def nps_answered(survey: Survey) -> Booking:
    return survey.at_us, 1


MEASURE = Measure(
    "nps_answered",
    kind="count",
    unit="answers",
    definition="Answers to the question whether the customer would recommend us.",
    booking="when the survey was answered",
    source="survey.answered of kind nps; its contact gives queue and agent",
    after=(SurveyAnswered,),
    rules=(Rule(of=Survey, when=NPS, scopes=QUEUE | AGENT | ALL, value=nps_answered),),
    channels=EVERY,
    adds_up=True,
)
