"""Contacts that were handled and then judged."""

from streams.contacts.facts.parts import ENDED, JUDGED, LAST, Booking, Judged, Leg
from streams.contacts.facts.parts_tickets import FIRST_RESOLUTION, Resolution
from streams.events.types import SurveyAnswered, TicketCreated, TicketStatusChanged
from streams.measures.after import LEG_ENDS, TAKES
from streams.measures.catalogue.surveyable import leg_was_last, ticket_resolved
from streams.measures.registry import AGENT, ALL, EVERY, QUEUE, Measure, Rule


def forgotten_contact(judged: Judged) -> Booking:
    return judged.at_us, 1


MEASURE = Measure(
    "responded",
    kind="count",
    unit="contacts",
    definition=(
        "Those of `surveyable` that were judged by at least one survey, of whatever kind and whenever it came. Only "
        "days have it."
    ),
    booking="as `surveyable`: with the contact, not with the survey",
    source="as `surveyable`; survey.answered",
    after=(SurveyAnswered, *LEG_ENDS, *TAKES, TicketStatusChanged, TicketCreated),
    rules=(
        Rule(of=Leg, when=ENDED | LAST | JUDGED, scopes=QUEUE | AGENT | ALL, value=leg_was_last),
        Rule(of=Resolution, when=FIRST_RESOLUTION | JUDGED, scopes=QUEUE | AGENT | ALL, value=ticket_resolved),
        Rule(of=Judged, scopes=QUEUE | AGENT | ALL, value=forgotten_contact),
    ),
    channels=EVERY,
    adds_up=True,
    of_days=True,
)
