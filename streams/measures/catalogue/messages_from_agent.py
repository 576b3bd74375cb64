"""What agents wrote to customers."""

from streams.contacts.facts.parts import Booking
from streams.contacts.facts.parts_written import FROM_AGENT, Utterance
from streams.events.types import ChatMessaged, TicketMessaged
from streams.measures.registry import AGENT, ALL, QUEUE, WRITTEN, Measure, Rule


def messages_from_agent(utterance: Utterance) -> Booking:
    return utterance.at_us, 1


MEASURE = Measure(
    "messages_from_agent",
    kind="count",
    unit="messages",
    definition="Public messages of agents.",
    booking="when it was written",
    source="chat.message, ticket.message",
    after=(ChatMessaged, TicketMessaged),
    rules=(Rule(of=Utterance, when=FROM_AGENT, scopes=QUEUE | AGENT | ALL, value=messages_from_agent),),
    channels=WRITTEN,
)
