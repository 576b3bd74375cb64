"""What agents wrote to one another."""

from streams.contacts.facts.parts import Booking
from streams.contacts.facts.parts_written import INTERNAL, Utterance
from streams.events.types import ChatMessaged, TicketMessaged
from streams.measures.registry import AGENT, ALL, QUEUE, WRITTEN, Measure, Rule


def internal_notes(utterance: Utterance) -> Booking:
    return utterance.at_us, 1


MEASURE = Measure(
    "internal_notes",
    kind="count",
    unit="messages",
    definition="Messages that the customer does not see, whoever wrote them.",
    booking="when it was written",
    source="chat.message, ticket.message",
    after=(ChatMessaged, TicketMessaged),
    rules=(Rule(of=Utterance, when=INTERNAL, scopes=QUEUE | AGENT | ALL, value=internal_notes),),
    channels=WRITTEN,
)
