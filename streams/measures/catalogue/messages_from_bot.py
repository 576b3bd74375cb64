"""What bots wrote to customers."""

from streams.contacts.facts.parts import Booking
from streams.contacts.facts.parts_written import FROM_BOT, Utterance
from streams.events.types import ChatMessaged, TicketMessaged
from streams.measures.registry import ALL, QUEUE, WRITTEN, Measure, Rule


def messages_from_bot(utterance: Utterance) -> Booking:
    return utterance.at_us, 1


MEASURE = Measure(
    "messages_from_bot",
    kind="count",
    unit="messages",
    definition="Public messages of bots.",
    booking="when it was written",
    source="chat.message, ticket.message",
    after=(ChatMessaged, TicketMessaged),
    rules=(Rule(of=Utterance, when=FROM_BOT, scopes=QUEUE | ALL, value=messages_from_bot),),
    channels=WRITTEN,
)
