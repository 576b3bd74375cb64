"""How long customers waited for the first word of a human."""

from streams.contacts.facts.parts import Booking
from streams.contacts.facts.parts_written import RESPONDED, Response
from streams.events.types import ChatMessaged, TicketMessaged
from streams.measures.registry import AGENT, ALL, QUEUE, WRITTEN, Measure, Rule


def first_response(response: Response) -> Booking:
    return response.answered_us, response.answered_us - response.asked_us


MEASURE = Measure(
    "first_response",
    kind="duration",
    unit="s",
    definition=(
        "From the beginning of a contact to the first public message of an agent. Bots and internal notes never "
        "count; a reopening or a transfer begins nothing anew."
    ),
    booking="when that message was written, where the contact was then, for who wrote it",
    source="chat.started (else what is heard first of the chat), ticket.created; chat.message, ticket.message",
    after=(ChatMessaged, TicketMessaged),
    rules=(Rule(of=Response, when=RESPONDED, scopes=QUEUE | AGENT | ALL, value=first_response),),
    channels=WRITTEN,
)
