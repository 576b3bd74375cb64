"""What customers wrote."""

from streams.contacts.facts.parts import Booking
from streams.contacts.facts.parts_written import FROM_CUSTOMER, Utterance
from streams.events.types import ChatMessaged, TicketCreated, TicketMessaged
from streams.measures.registry import ALL, QUEUE, WRITTEN, Measure, Rule


def messages_from_customer(utterance: Utterance) -> Booking:
    return utterance.at_us, 1


MEASURE = Measure(
    "messages_from_customer",
    kind="count",
    unit="messages",
    definition="Messages of customers.",
    booking="when it was written",
    source="chat.message, ticket.message; ticket.created with a text",
    after=(ChatMessaged, TicketMessaged, TicketCreated),
    rules=(Rule(of=Utterance, when=FROM_CUSTOMER, scopes=QUEUE | ALL, value=messages_from_customer),),
    channels=WRITTEN,
)
