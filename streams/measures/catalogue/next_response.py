"""How long customers waited for an answer, each time they wrote."""

from streams.contacts.facts.parts import Booking
from streams.contacts.facts.parts_written import REPLIED, Turn
from streams.events.types import ChatMessaged, TicketMessaged
from streams.measures.registry import AGENT, ALL, QUEUE, WRITTEN, Measure, Rule


def next_response(turn: Turn) -> Booking:
    return turn.answered_us, turn.answered_us - turn.asked_us


MEASURE = Measure(
    "next_response",
    kind="duration",
    unit="s",
    definition=(
        "From the oldest unanswered message of the customer to the next public message of an agent: one value a "
        "turn, the first turn included."
    ),
    booking="when the answer was written, where the contact was then, for who wrote it",
    source="chat.message, ticket.message",
    after=(ChatMessaged, TicketMessaged),
    rules=(Rule(of=Turn, when=REPLIED, scopes=QUEUE | AGENT | ALL, value=next_response),),
    channels=WRITTEN,
)
