"""Contacts that were judged."""

from streams.contacts.facts.parts import FIRST, Booking, Survey
from streams.events.types import SurveyAnswered
from streams.measures.registry import AGENT, ALL, EVERY, QUEUE, Measure, Rule


def surveyed(survey: Survey) -> Booking:
    return survey.at_us, 1


MEASURE = Measure(
    "surveyed",
    kind="count",
    unit="contacts",
    definition="Contacts of which at least one survey was answered, of whatever kind.",
    booking="when the survey was answered",
    source="survey.answered; its contact gives queue and agent",
    after=(SurveyAnswered,),
    rules=(Rule(of=Survey, when=FIRST, scopes=QUEUE | AGENT | ALL, value=surveyed),),
    channels=EVERY,
    adds_up=True,
)
