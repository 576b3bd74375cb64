"""Satisfied customers."""

from streams.contacts.facts.parts import CSAT, TOP_TWO, Booking, Survey
from streams.events.types import SurveyAnswered
from streams.measures.registry import AGENT, ALL, EVERY, QUEUE, Measure, Rule


def csat_top_two(survey: Survey) -> Booking:
    return survey.at_us, 1


MEASURE = Measure(
    "csat_top_two",
    kind="count",
    unit="answers",
    definition=(
        "Answers with one of the two best scores: 4 or 5 of 5. Of good or bad, good; of a finer scale, its upper fifth."
    ),
    booking="when the survey was answered",
    source="survey.answered of kind csat; its contact gives queue and agent",
    after=(SurveyAnswered,),
    rules=(Rule(of=Survey, when=CSAT | TOP_TWO, scopes=QUEUE | AGENT | ALL, value=csat_top_two),),
    channels=EVERY,
    adds_up=True,
)
