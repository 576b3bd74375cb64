"""Contacts that ended without an answer to what the customer wrote last."""

from streams.contacts.facts.parts import Booking
from streams.contacts.facts.parts_written import UNANSWERED, Turn
from streams.events.types import ChatEnded, ChatMessaged, TicketMessaged, TicketStatusChanged
from streams.measures.registry import AGENT, ALL, QUEUE, WRITTEN, Measure, Rule


def unanswered(turn: Turn) -> Booking:
    return turn.answered_us, 1


MEASURE = Measure(
    "unanswered",
    kind="count",
    unit="contacts",
    definition=(
        "Contacts that the agent or the system ended while a message of the customer had no answer, from a bot "
        "either. An answer that comes after all takes it back."
    ),
    booking="when the contact ended",
    source="chat.message, ticket.message; chat.ended, ticket.status_changed",
    after=(ChatEnded, ChatMessaged, TicketMessaged, TicketStatusChanged),
    rules=(Rule(of=Turn, when=UNANSWERED, scopes=QUEUE | AGENT | ALL, value=unanswered),),
    channels=WRITTEN,
)
