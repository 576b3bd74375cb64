"""Customers who recommend."""

from streams.contacts.facts.parts import NPS, PROMOTER, Booking, Survey
from streams.events.types import SurveyAnswered
from streams.measures.registry import AGENT, ALL, EVERY, QUEUE, Measure, Rule


def nps_promoters(survey: Survey) -> Booking:
    return survey.at_us, 1


MEASURE = Measure(
    "nps_promoters",
    kind="count",
    unit="answers",
    definition="Answers of 9 or 10, on a scale of 0 to 10.",
    booking="when the survey was answered",
    source="survey.answered of kind nps; its contact gives queue and agent",
    after=(SurveyAnswered,),
    rules=(Rule(of=Survey, when=NPS | PROMOTER, scopes=QUEUE | AGENT | ALL, value=nps_promoters),),
    channels=EVERY,
    adds_up=True,
)
